"""Lists: whether all directives of a list that was announced ("seven tasks") are recorded."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from cchc_cli.answers.check.findings import Finding
from cchc_cli.answers.check.wording import Names, joined, sentence, within
from cchc_cli.language.translation import choice_label
from cchc_cli.model.records import Directive, Words


def list_findings(
    directives: Iterable[Directive], ids: AbstractSet[str], names: Names
) -> Iterator[Finding]:
    """Yield a finding for each incomplete list of *directives* with one of *ids*.

    A list is what somebody asked at a meeting in one kind and with one number of items.
    """
    lists: dict[tuple[Any, ...], list[Directive]] = defaultdict(list)
    for one in directives:
        if one.order or one.of:
            key = one.meeting, one.kind, one.level, one.province, one.issuer, one.of
            lists[key].append(one)
    for items in lists.values():
        numbers = {one.order for one in items if one.order}
        recorded = len(numbers) + sum(one.order is None for one in items)
        total = items[0].of or max(numbers)
        if recorded < total and not ids.isdisjoint(one.id for one in items):
            yield _incomplete(items, numbers, recorded, total, names)


def _incomplete(
    items: list[Directive], numbers: Collection[int], recorded: int, total: int, names: Names
) -> Finding:
    first = items[0]
    level = Words(vi=choice_label("level", first.level, "vi"), en=f"the {first.level}")
    name = sentence(
        f"Danh sách {{total}} {choice_label('kind', first.kind, 'vi')} của {{issuer}}",
        f"List of {{total}} {_plural(first.kind)} by {{issuer}}",
        total=total,
        issuer=first.issuer or level,
    )
    missing = sorted({*range(1, total + 1)} - {*numbers}) if len(numbers) == recorded else ()
    text = sentence(
        "{name}: mới ghi được {recorded}/{total} ({ids})" + "; thiếu mục {missing}" * bool(missing),
        "{name}: {recorded} of {total} recorded ({ids})" + "; missing: {missing}" * bool(missing),
        name=within(name, meeting) if (meeting := names.meeting(first)) else name,
        recorded=recorded,
        total=total,
        ids=joined(one.id for one in items),
        missing=joined(missing),
    )
    return Finding(first, "list-incomplete", text, recorded, total - recorded)


def _plural(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
