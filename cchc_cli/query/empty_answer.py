"""Hints for a list that is empty: which filter excludes all, and which values it could have."""

from collections import Counter
from collections.abc import Iterator
from shlex import quote

from cchc_cli.language.translation import _, choice_label
from cchc_cli.model.reference_fields import values_at
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import FILTER_FIELDS, FILTERS, Filters
from cchc_cli.query.lookup import own_name
from cchc_cli.query.source import RecordSource

_MAX_VALUES = 4


def hints(record_type: str, filters: Filters, records: RecordSource) -> Iterator[str]:
    """Yield a sentence about the filter without which most records of *record_type* are found."""
    without = [(name, _without(name, filters)) for name in filters.values]
    found = [(_count(record_type, fewer, records), name, fewer) for name, fewer in without]
    count, name, fewer = max(found, default=(0, "", filters), key=lambda one: one[0])
    if not count:
        return
    sentence = _("without --{name} there are {n}: {command}")
    command = command_line(record_type, fewer)
    yield sentence.format(n=count, name=name, command=command)
    if values := _values(name, record_type, fewer, records):
        yield _("values of --{name} among them: {values}").format(name=name, values=values)


def command_line(record_type: str, filters: Filters) -> str:
    """Return the command that lists the records of *record_type* that pass *filters*."""
    options = (
        f"--{name} {value if value.isalnum() else quote(value)}" if value else f"--{name}"
        for name, values in filters.values.items()
        for value in values
    )
    return " ".join(("cchc list", record_type, *options))


def _without(name: str, filters: Filters) -> Filters:
    left = {one: values for one, values in filters.values.items() if one != name}
    if "overdue" not in left:
        left.pop("as-of", None)  # which means nothing by itself
    return Filters(left)


def _count(record_type: str, filters: Filters, records: RecordSource) -> int:
    predicate = predicates(filters, [record_type], records)[record_type]
    return len(records.filtered(record_type, predicate))


def _values(name: str, record_type: str, filters: Filters, records: RecordSource) -> str:
    """Return the most frequent values of *name* among the records that pass *filters*."""
    fields = FILTER_FIELDS.get(name, {}).get(record_type, ())[:1]
    predicate = predicates(filters, [record_type], records)[record_type]
    passing = records.filtered(record_type, predicate)
    counted = Counter(
        value for one in passing for field in fields for value in values_at(one, field) if value
    )
    common = [value for value, _n in counted.most_common(_MAX_VALUES)]
    return "; ".join(_shown(name, value, records) for value in common)


def _shown(name: str, value: str, records: RecordSource) -> str:
    record = records.get(value) if FILTERS[name].tables else None
    shown = own_name(record) if record else choice_label(name, value)
    return shown if shown == value else f"{shown} ({value})"
