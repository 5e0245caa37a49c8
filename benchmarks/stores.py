"""Stores to measure on, made once and kept in a cache folder outside the tree.

python benchmarks/stores.py DIRECTIVES FILE FOLDER     makes one, in a process of its own
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import synthetic
import vocabulary

from cchc_cli.store.location import store_path


class Stored(NamedTuple):
    """A store in the forms in which it is asked: a JSON file, an SQLite database of its records."""

    directives: int
    store: Path
    database: Path
    tables: Path  # a folder of files, a JSON record a line
    newest: str  # the id of a directive


def folder() -> Path:
    """Return the folder in which stores are kept: one for each state of what makes them."""
    made_by = (
        b"".join(Path(one.__file__ or "").read_bytes() for one in (synthetic, vocabulary))
        + Path(__file__).read_bytes()
    )
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "cchc-benchmarks" / hashlib.sha256(made_by).hexdigest()[:12]


def shipped() -> Path:
    """Return the store that comes with the program."""
    return Path(store_path())


def stored(directives: int, sqlite_utils: str | None) -> Stored:
    """Return the store of so many *directives*, and its database if there is sqlite-utils."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    store, tables = place / f"{directives}.json", place / f"{directives}.tables"
    if not tables.exists():
        making = [sys.executable, __file__, str(directives), str(store), str(tables)]
        subprocess.run(making, check=True)
    database = place / f"{directives}.db"
    if sqlite_utils and not database.exists():
        beside = database.with_suffix(".part")
        beside.unlink(missing_ok=True)
        for command in filling(sqlite_utils, beside, tables):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        beside.replace(database)
    last = (directives - 1) // synthetic.A_MEETING + 1
    return Stored(directives, store, database, tables, f"p{last:02}.d01")


def filling(sqlite_utils: str, database: Path, tables: Path) -> list[Sequence[str]]:
    """Return the commands that make *database* of the records in *tables*, texts indexed."""
    inserts: list[Sequence[str]] = [
        [
            *(sqlite_utils, "insert", str(database), file.stem, str(file)),
            *("--nl", "--pk", "id", "--flatten"),
        ]
        for file in sorted(tables.iterdir())
    ]
    texts = [sqlite_utils, "enable-fts", str(database), "directives", "text_vi", "text_en"]
    return [*inserts, texts]


def _write_tables(store: Path, tables: Path) -> None:
    """Write each table of *store* to a file of its own, a record a line."""
    beside = tables.with_suffix(".part")
    beside.mkdir(exist_ok=True)
    documents = json.loads(store.read_bytes())
    for name in documents.keys() - {"$schema", "meta"}:
        with (beside / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for record in documents[name].values():
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    beside.rename(tables)


if __name__ == "__main__":
    many, written, apart = sys.argv[1:]
    synthetic.write(int(many), Path(written))
    _write_tables(Path(written), Path(apart))
