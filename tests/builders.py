"""Valid records as a store file has them: each has defaults, so that a test says what matters."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Record = dict[str, Any]
SOURCE_ID = "s1"


def meeting(id_: str = "p09", date: str = "2025-01-15", **fields: Any) -> Record:  # noqa: ANN401
    title = {"vi": f"Phiên họp {id_}"}
    return _record(id_, {"kind": "session", "title": title, "date": date}, fields)


def directive(id_: str = "p09.d01", text: str = "Cắt giảm thủ tục", **fields: Any) -> Record:  # noqa: ANN401
    """Return a task of the meeting that *id_* begins with."""
    defaults = {"kind": "task", "text": {"vi": text}, "level": "committee", "area": "procedures"}
    return _record(id_, {"meeting": _meeting_of(id_)} | defaults, fields)


def figure(
    id_: str = "p09.f01",
    reported: str = "80",
    value: float | None = None,
    **fields: Any,  # noqa: ANN401
) -> Record:
    """Return a figure of the meeting that *id_* begins with."""
    numbers = {"reported": reported, "value": value, "unit": "tasks", "scope": "nation"}
    return _record(id_, {"meeting": _meeting_of(id_), "indicator": "a"} | numbers, fields)


def indicator(id_: str = "a", name: Any = "Việc", **fields: Any) -> Record:  # noqa: ANN401
    """Return an indicator; its *name* is Vietnamese, or words in both languages."""
    words = {"vi": name} if isinstance(name, str) else name
    return _record(id_, {"name": words, "unit": "tasks", "definition": words}, fields)


def source(id_: str = SOURCE_ID, **fields: Any) -> Record:  # noqa: ANN401
    return {"id": id_, "kind": "article", "url": "https://example.org"} | fields


def area(id_: str = "procedures", name: str | None = None) -> Record:
    """Return an area, or a theme, which has the same fields."""
    return {"id": id_, "name": {"vi": name or id_}}


theme = area


def body(id_: str, name: str | None = None, **fields: Any) -> Record:  # noqa: ANN401
    return {"id": id_, "kind": "authority", "name": {"vi": name or id_}} | fields


def store(folder: Path, **tables: Sequence[Record]) -> str:
    """Write a store of *tables* into *folder* and return its path.

    Meetings, indicators, areas, themes, bodies and sources that its records name and that are in no
    table are made.
    """
    path = folder / "store.json"
    text = json.dumps(document(**tables), ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")
    return str(path)


def document(**tables: Sequence[Record]) -> dict[str, dict[str, Record]]:
    """Return *tables* in the shape of TinyDB, with what their records name."""
    found = {"meta": [{"schema": 2, "updated": "2025-02-01", "title": {"vi": "Kho thử"}}]}
    found |= {table: list(records) for table, records in tables.items()}
    for table, fields, make in (
        ("meetings", ("meeting",), meeting),
        ("indicators", ("indicator",), indicator),
        ("areas", ("area", "also"), area),
        ("themes", ("themes",), theme),
        ("sources", ("sources",), source),
    ):
        if table not in tables:
            made = [make(id_) for id_ in _named(found, fields)]
            found |= {table: made} if made else {}
    return {
        table: {str(key): record for key, record in enumerate(records, 1)}
        for table, records in found.items()
    }


def _record(id_: str, defaults: Record, fields: Record) -> Record:
    return {"id": id_} | defaults | {"sources": [SOURCE_ID]} | fields


def _meeting_of(id_: str) -> str:
    return id_.partition(".")[0]


def _named(tables: dict[str, list[Record]], fields: Sequence[str]) -> list[str]:
    rows = [record for records in tables.values() for record in records]
    values = [record[field] for record in rows for field in fields if record.get(field)]
    ids = [value if isinstance(value, list | tuple) else [value] for value in values]
    return [*dict.fromkeys(id_ for some in ids for id_ in some)]
