"""The SQLite database of an export: written beside its place, moved there when it is whole."""

import os
import sqlite3
import stat
from collections.abc import Iterator

from cchc_cli.errors import OutputError, WrongUse
from cchc_cli.export.tables import Field, Table, sql_tables
from cchc_cli.language.translation import N_, _, ngettext, os_error_reason
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.source import RecordSource
from cchc_cli.store.atomic import write_atomically
from cchc_cli.store.location import os_name, writable_path

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
            (SELECT group_concat(t.value, '; ') FROM directive_to t
                WHERE t.directive = d.id) AS addressees,
            (SELECT group_concat(t.theme, '; ') FROM directive_themes t
                WHERE t.directive = d.id) AS themes,
            d.deadline, d.note_vi, d.note_en
        FROM directives d JOIN meetings m ON m.id = d.meeting JOIN areas a ON a.id = d.area""",
    "figures_named": """
        SELECT f.id, m.date, f.meeting, f.indicator,
            i.name_vi AS indicator_vi, i.name_en AS indicator_en,
            coalesce(p.name, f.subject) AS subject, f.scope,
            f.reported, f.value, f.unit, f.bound, f.numerator, f.denominator, f.as_of, f.period,
            i.comparable, f.note_vi, f.note_en
        FROM figures f JOIN indicators i ON i.id = f.indicator
            LEFT JOIN meetings m ON m.id = f.meeting LEFT JOIN provinces p ON p.id = f.subject""",
}
"""Name of a view → what it selects: joins that everybody would write first."""

_SQLITE_ERRORS = (N_("disk I/O error"), N_("database or disk is full"))  # as SQLite tells them
_MAGIC = b"SQLite format 3\0"  # how all its files begin: https://sqlite.org/fileformat.html
_CACHE_KIB = 32_000  # KiB: enough for the indexes of 100,000 directives


def write_database(path: str, store: RecordSource, *, force: bool) -> str:
    """Write *store* as an SQLite database to *path*, whole or not at all; return what to say of it.

    With *force* a file that is there is replaced. Raises WrongUse where *path* cannot be meant,
    OutputError where it cannot be written.
    """
    place = _target(path, store, force=force)
    try:
        write_atomically(place, lambda beside: _fill(beside, store), 0o666)
    except (OSError, sqlite3.OperationalError) as error:
        raise OutputError(_unwritable_message(path, error)) from None
    meetings, directives = (
        len(store.all(record_type)) for record_type in ("meetings", "directives")
    )
    return _("{path}: written, with {meetings} and {directives}").format(
        path=path,
        meetings=ngettext("{n} meeting", "{n} meetings", meetings).format(n=meetings),
        directives=ngettext("{n} directive", "{n} directives", directives).format(n=directives),
    )


def _target(path: str, store: RecordSource, *, force: bool) -> bytes:
    """Return where *path* leads, as the system has it, if a database may be written there."""
    if not path or path == "-":
        raise WrongUse(_('"{path}" is no file; name one, like cchc.db').format(path=path))
    writable_path(path)
    try:
        place = os.path.realpath(os_name(path))
        there = _stat(place)
        source = _stat(os_name(store.path))
    except OSError as error:
        raise OutputError(_unwritable_message(path, error)) from None
    except ValueError:  # a NUL in the name
        raise WrongUse(_("{name}: cannot be the name of a file").format(name=repr(path))) from None
    if there is None:
        return place
    if not stat.S_ISREG(there.st_mode):
        raise WrongUse(_("{path}: is not a file; name one, like cchc.db").format(path=path))
    if source and os.path.samestat(there, source):
        raise WrongUse(_("{path}: is the store itself; name another file").format(path=path))
    if not force:
        raise WrongUse(_("{path}: is there already; --force replaces it").format(path=path))
    if not _is_database(place):
        raise WrongUse(_("{path}: is no database, and stays as it is").format(path=path))
    return place


def _stat(place: bytes) -> os.stat_result | None:
    try:
        return os.stat(place)  # noqa: PTH116  # Path takes no bytes
    except FileNotFoundError:
        return None


def _is_database(place: bytes) -> bool:
    """Tell whether the file at *place* is one that may be lost: made by SQLite, or empty."""
    try:
        with open(place, "rb") as file:  # noqa: PTH123
            return file.read(len(_MAGIC)) in (b"", _MAGIC)
    except OSError:  # who may not read it may not lose it
        return False


def _unwritable_message(path: str, error: OSError | sqlite3.OperationalError) -> str:
    reason = os_error_reason(error).lower() if isinstance(error, OSError) else _(str(error))
    return _("{path}: cannot be written: {why}").format(path=path, why=reason)


def _fill(file: bytes, store: RecordSource) -> None:
    """Write all of *store* into the empty *file*, in one transaction."""
    database = sqlite3.connect(file, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = OFF")  # there is nothing to go back to
        database.execute("PRAGMA synchronous = OFF")  # it is synchronised once, when whole
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
                for statement in _indexes(table):
                    database.execute(statement)
        for name, select in _VIEWS.items():
            database.execute(f'CREATE VIEW "{name}" AS{select}')
        database.execute("COMMIT")
    finally:
        database.close()


def _create(table: Table, parent_key: tuple[Field, ...]) -> str:
    """Return the statement that makes *table*, with what it refers to declared."""
    lines = [f"{_column(one)}{_refers(one)}" for one in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({_names(table.key)})")
    if len(parent_key) > 1:
        own = _names(table.key[: len(parent_key)])
        lines.append(f'FOREIGN KEY ({own}) REFERENCES "{table.parent}" ({_names(parent_key)})')
    return 'CREATE TABLE "{}" (\n  {}\n)'.format(table.name, ",\n  ".join(lines))


def _column(column: Field) -> str:
    return f'"{column.name}" {column.type}' + (" NOT NULL" if not column.optional else "")


def _refers(column: Field) -> str:
    return f' REFERENCES "{column.refers}" ("id")' if column.refers else ""


def _names(columns: tuple[Field, ...]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)


def _indexes(table: Table) -> Iterator[str]:
    """Yield the statements that make its references quick to follow backwards."""
    for column in table.values:
        if column.refers:
            name = f"{table.name}_{column.name}"
            yield f'CREATE INDEX "{name}_index" ON "{table.name}" ("{column.name}")'
