"""Hints for a list that is empty: which filter excludes all, and which values it could have."""

from collections import Counter
from collections.abc import Iterator, Sequence
from shlex import quote
from typing import Any

from cchc_cli.language.translation import _, choice_label
from cchc_cli.model.reference_fields import values_at
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import FILTER_FIELDS, FILTERS, Filters
from cchc_cli.query.lookup import own_name
from cchc_cli.query.source import Predicate, RecordSource

_MAX_VALUES = 4


def hints(record_type: str, filters: Filters, records: RecordSource) -> Iterator[str]:
    """Yield a sentence about the filter without which most records of *record_type* are found."""
    found = [
        (records.filtered(record_type, predicate), name, fewer)
        for name, fewer, predicate in _alternatives(record_type, filters, records)
    ]
    passing, name, fewer = max(found, default=((), "", filters), key=lambda one: len(one[0]))
    if not passing:
        return
    sentence = _("without --{name} there are {n}: {command}")
    command = command_line(record_type, fewer)
    yield sentence.format(n=len(passing), name=name, command=command)
    if values := _values(name, record_type, passing, records):
        yield _("values of --{name} among them: {values}").format(name=name, values=values)


def command_line(record_type: str, filters: Filters) -> str:
    """Return the command that lists the records of *record_type* that pass *filters*."""
    options = (
        f"--{name} {value if value.isalnum() else quote(value)}" if value else f"--{name}"
        for name, values in filters.values.items()
        for value in values
    )
    return " ".join(("cchc list", record_type, *options))


def _alternatives(
    record_type: str, filters: Filters, records: RecordSource
) -> Iterator[tuple[str, Filters, Predicate]]:
    """Yield each of *filters* by name, the others, and the predicate of the others."""
    complete = predicates(filters, [record_type], records)[record_type]
    # Names are looked up once: the others keep their tests, unless overdue counts from another day.
    test_of = dict(
        zip((name for name in filters.values if name != "as-of"), complete.tests, strict=True)
    )
    for name in filters.values:
        fewer = _without(name, filters)
        if name == "as-of":
            yield name, fewer, predicates(fewer, [record_type], records)[record_type]
        else:
            tests = [test_of[one] for one in fewer.values if one in test_of]
            yield (
                name,
                fewer,
                Predicate(tests, frozenset() if name == "overdue" else complete.without),
            )


def _without(name: str, filters: Filters) -> Filters:
    left = {one: values for one, values in filters.values.items() if one != name}
    if "overdue" not in left:
        left.pop("as-of", None)  # which means nothing by itself
    return Filters(left)


def _values(name: str, record_type: str, passing: Sequence[Any], records: RecordSource) -> str:
    """Return the most frequent values of *name* among the records *passing*."""
    fields = FILTER_FIELDS.get(name, {}).get(record_type, ())[:1]
    counted = Counter(
        value for one in passing for field in fields for value in values_at(one, field) if value
    )
    common = [value for value, _n in counted.most_common(_MAX_VALUES)]
    return "; ".join(_shown(name, value, records) for value in common)


def _shown(name: str, value: str, records: RecordSource) -> str:
    record = records.get(value) if FILTERS[name].tables else None
    shown = own_name(record) if record else choice_label(name, value)
    return shown if shown == value else f"{shown} ({value})"
