"""A store of three meetings with figures of one indicator, for trends and charts."""

import json
from pathlib import Path
from typing import Any

DAYS = {"p05": "2023-07-19", "p06": "2023-11-10", "p07": "2024-02-02"}


def figure(id_: str, reported: str, value: float | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a figure of the meeting that *id_* begins with; n/m if it is so printed."""
    numerator, _, denominator = reported.partition("/")
    ratio = {"numerator": int(numerator), "denominator": int(denominator)} if denominator else {}
    usual = {"meeting": id_.partition(".")[0], "unit": "agencies", "scope": "ministries"}
    return usual | {"id": id_, "reported": reported, "value": value} | ratio | more


def store_of(folder: Path, *figures: dict[str, Any], **indicator: Any) -> str:  # noqa: ANN401
    """Return the path of a store of three meetings with *figures* of the *indicator* x."""
    words, source = {"vi": "Số $x$ _y_ của cơ quan"}, {"sources": ["s1"]}
    whole = {"id": "x", "name": words, "unit": "agencies", "definition": words}
    tables: dict[str, list[dict[str, Any]]] = {
        "meta": [{"schema": 1, "updated": "2025-03-01", "title": words}],
        "meetings": [
            {"id": id_, "kind": "session", "title": words, "date": day} | source
            for id_, day in DAYS.items()
        ],
        "figures": [{"indicator": "x"} | source | one for one in figures],
        "indicators": [whole | source | indicator],
        "sources": [{"id": "s1", "kind": "page", "outlet": "bao.vn", "url": "https://bao.vn/1"}],
    }
    path = folder / "store.json"
    numbered = {
        name: {str(key): one for key, one in enumerate(records, 1)}
        for name, records in tables.items()
    }
    path.write_text(json.dumps(numbered), encoding="utf-8")
    return str(path)
