"""The title of an html page: the verb, and what was asked."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from cchc_cli.language.translation import N_, _, choice_label, label
from cchc_cli.output.formats import OutputOptions
from cchc_cli.query.filters import Filters

_VERBS = {
    "list": N_("List"),
    "show": N_("Record"),
    "search": N_("Search"),
    "stats": N_("Statistics"),
    "trend": N_("Trend"),
    "compare": N_("Comparison"),
    "trace": N_("Follow-up"),
    "check": N_("Check of figures"),
}
"""Verb → what its page is called; those that change a store have pages of changes."""

_ARGUMENTS = ("record_type", "words", "ids", "name", "first", "second", "files", "path")


def titled(
    output: OutputOptions, verb: str, values: Mapping[str, Any], filters: Filters | None
) -> OutputOptions:
    """Return *output* with the title of the page of *verb*, "Check of figures: 9".

    *values* holds the arguments of the verb.
    """
    named = _(_VERBS.get(verb, N_("Changes")))
    arguments = ", ".join(word for name in _ARGUMENTS for word in _words(name, values.get(name)))
    if by := values.get("by"):
        fields = ", ".join(label(field) for field in by)
        arguments = _("{records} by {fields}").format(records=arguments, fields=fields.lower())
    given = filters.values.items() if filters else ()
    asked = [": ".join(filter(None, (named, arguments))), *_conditions(dict(given))]
    return replace(output, title=" · ".join(asked))


def _words(name: str, value: Any) -> Iterator[str]:  # noqa: ANN401  # whatever an argument holds
    several = value if isinstance(value, list | tuple) else () if value is None else (value,)
    if name == "words":
        several = (" ".join(map(str, several)),) if several else ()
    for one in several:
        yield choice_label("type", one) if name == "record_type" else str(one)


def _conditions(filters: Mapping[str, Any]) -> Iterator[str]:
    labels = {
        "since": label("since"),
        "person": label("person"),
        "for": label("for"),
        "overdue": label("overdue"),
    }
    for name, words in filters.items():
        named = labels.get(name) or label(name.replace("-", "_"))
        yield ": ".join(filter(None, (named, ", ".join(words))))
