"""Export a store as a SQLite database."""

import sqlite3
from contextlib import closing

from cchc_cli.export.sql_tables import Field, Table, sql_tables
from cchc_cli.export.target import DATABASE, unwritable, write_export
from cchc_cli.language.translation import N_, _, ngettext
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.source import RecordSource

_VIEWS = {
    "meetings_counted": """
        SELECT m.id, m.number, m.date, m.title_vi, m.title_en,
            (SELECT group_concat(p.name, '; ') FROM meeting_people p
                WHERE p.meeting = m.id AND p.role IN ('chair', 'co-chair')) AS chairs,
            (SELECT count(*) FROM directives d WHERE d.meeting = m.id) AS directives,
            (SELECT count(*) FROM figures f WHERE f.meeting = m.id) AS figures
        FROM meetings m""",
    "directives_dated": """
        SELECT d.id, m.date, d.meeting, d.kind, d.text_vi, d.text_en, d.issuer, d.level,
            d.province, d.area, a.name_vi AS area_vi, a.name_en AS area_en,
            (SELECT group_concat(coalesce(b.name_vi, p.name), '; ') FROM directive_to t
                LEFT JOIN bodies b ON b.id = t.value LEFT JOIN provinces p ON p.id = t.value
                WHERE t.directive = d.id) AS addressees,
            (SELECT group_concat(t.theme, '; ') FROM directive_themes t
                WHERE t.directive = d.id) AS themes,
            d.period, d.deadline, d.target_indicator, d.target_bound, d.target_value, d.target_by,
            (SELECT count(*) FROM outcomes o WHERE o.directive = d.id) AS outcomes,
            d.note_vi, d.note_en
        FROM directives d JOIN meetings m ON m.id = d.meeting JOIN areas a ON a.id = d.area""",
    "outcomes_dated": """
        SELECT o.id, o.as_of, o.status, o.directive, d.date, d.meeting, d.text_vi, d.text_en,
            d.area, d.addressees, d.deadline,
            (SELECT group_concat(e.value, '; ') FROM outcome_evidence e
                WHERE e.outcome = o.id) AS evidence,
            o.note_vi, o.note_en
        FROM outcomes o JOIN directives_dated d ON d.id = o.directive""",
    "figures_named": """
        SELECT f.id, m.date, f.meeting, f.indicator,
            i.name_vi AS indicator_vi, i.name_en AS indicator_en,
            coalesce(p.name, b.name_vi, f.subject) AS subject, f.scope,
            f.reported, f.value, f.unit, f.bound, f.numerator, f.denominator, f.as_of, f.period,
            i.comparable, f.note_vi, f.note_en
        FROM figures f JOIN indicators i ON i.id = f.indicator
            LEFT JOIN meetings m ON m.id = f.meeting
            LEFT JOIN provinces p ON p.id = f.subject LEFT JOIN bodies b ON b.id = f.subject""",
}
"""Name of a view → its SELECT: the joins that everybody would write first."""

_SQLITE_ERRORS = (N_("disk I/O error"), N_("database or disk is full"))  # as SQLite words them
_CACHE_KIB = 32_000  # KiB: enough for the indexes of 100,000 directives


def write_database(path: str, store: RecordSource, *, force: bool) -> str:
    """Write *store* as a SQLite database to *path*, in one step; return a sentence that says so.

    With *force* an existing database is overwritten. Raises UsageError where *path* may not be
    written, OutputError where it cannot.
    """
    try:
        write_export(
            path, DATABASE, lambda file: _fill(file, store), force=force, source=store.path
        )
    except sqlite3.OperationalError as error:
        raise unwritable(path, _(str(error))) from None
    meetings, directives = len(store.all("meetings")), len(store.all("directives"))
    return _("{path}: written, with {meetings} and {directives}").format(
        path=path,
        meetings=ngettext("{n} meeting", "{n} meetings", meetings).format(n=meetings),
        directives=ngettext("{n} directive", "{n} directives", directives).format(n=directives),
    )


def _fill(file: str, store: RecordSource) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")  # the file is temporary: no rollback
        database.execute("PRAGMA synchronous = OFF")  # write_atomically syncs it once
        database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        database.execute("BEGIN")
        for record_type in ("meta", *RECORD_TYPES):
            records = [store.meta] if record_type == "meta" else store.all(record_type)
            keys: dict[str, tuple[Field, ...]] = {}
            for table in sql_tables(record_type):
                keys[table.name] = table.key
                database.execute(_create(table, keys.get(table.parent or "", ())))
                values = ", ".join("?" * len(table.columns))
                rows = (row for record in records for row in table.rows(record))
                database.executemany(f'INSERT INTO "{table.name}" VALUES ({values})', rows)  # noqa: S608
                for column in table.values:
                    if column.refers:  # so that the reference can be followed backwards
                        index = f"{table.name}_{column.name}_index"
                        database.execute(
                            f'CREATE INDEX "{index}" ON "{table.name}" ("{column.name}")'
                        )
        for name, select in _VIEWS.items():
            database.execute(f'CREATE VIEW "{name}" AS{select}')
        database.execute("COMMIT")


def _create(table: Table, parent_key: tuple[Field, ...]) -> str:
    lines = [_column(column) for column in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({_names(table.key)})")
    if len(parent_key) > 1:
        own = _names(table.key[: len(parent_key)])
        lines.append(f'FOREIGN KEY ({own}) REFERENCES "{table.parent}" ({_names(parent_key)})')
    return 'CREATE TABLE "{}" (\n  {}\n)'.format(table.name, ",\n  ".join(lines))


def _column(column: Field) -> str:
    constraint = "" if column.optional else " NOT NULL"
    table = column.foreign_table
    reference = f' REFERENCES "{table}" ("id")' if table else ""
    return f'"{column.name}" {column.type}{constraint}{reference}'


def _names(columns: tuple[Field, ...]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)
