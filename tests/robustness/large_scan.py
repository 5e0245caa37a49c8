"""A large store in full: the first twenty hits, and how many there are, by its index and by a scan.

    python tests/robustness/large_scan.py STORE WORDS...    each of WORDS is a search of its own

The scan reads one record after the other, so that it takes little memory, and compares each with
the words. Prints a line for each search; ends with 1 if any answer differs.
"""

import sys
from heapq import nsmallest

from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query import Query, select
from cchc_cli.search.matcher import Search
from cchc_cli.search.parser import parse_query
from cchc_cli.search.terms import Terms
from cchc_cli.store import open_store
from cchc_cli.store.index.reader import IndexedStore
from cchc_cli.store.index.sliced_store import open_slices

LIMIT = 20


def main(path: str, queries: list[str]) -> int:
    """Search, print, and return the exit code."""
    index = open_store(path)
    if not isinstance(index, IndexedStore):
        raise SystemExit(f"{path}: no index")
    differing = 0
    for words, scanned in zip(queries, _scan(path, queries), strict=True):
        hits = select(Query(record_types=tuple(RECORD_TYPES), words=(words,)), index).items
        indexed = [hit.record.id for hit in hits[:LIMIT]], len(hits)
        differing += indexed != scanned
        verdict = "the same" if indexed == scanned else f"{indexed} instead of {scanned}"
        print(f"{words}: {scanned[1]:,} by a scan; by the index {verdict}", flush=True)
    return int(differing > 0)


def _scan(path: str, queries: list[str]) -> list[tuple[list[str], int]]:
    """Return for each of *queries* the ids of the first hits, and the count of all."""
    store = open_slices(path)
    terms = Terms(store.all("terms"))
    searches = [Search(parse_query((words,)), terms) for words in queries]
    found: list[list[tuple[tuple[bool, bool], int, str]]] = [[] for _ in queries]
    for number, placed in enumerate(store.in_order()):  # the newest first, as of hits
        for search, hits in zip(searches, found, strict=True):
            if hit := search.hit(placed.record, store.get):
                hits.append((hit.rank, number, placed.record.id))
    return [([id_ for *_, id_ in nsmallest(LIMIT, hits)], len(hits)) for hits in found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
