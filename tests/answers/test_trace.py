"""Trace: the chain of a directive, the figures that measure it, and what came of it."""

from pathlib import Path
from typing import Any

import builders
import pytest
from builders import Record
from processes import Run

from cchc_cli.answers.rows import TraceRow
from cchc_cli.answers.trace import trace
from cchc_cli.answers.trace.chains import suggestions
from cchc_cli.errors import UsageError
from cchc_cli.model.reference_fields import values_at
from cchc_cli.output.cell_text import cell_text
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

STORE = MemoryStore(store_path())
DAYS = {"p01": "2023-01-10", "p02": "2024-01-10", "p03": "2025-01-10"}


def rows(name: str, store: Any = STORE, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return [*trace(name, store, **options).items]


def ids(name: str, *links: str) -> list[str]:
    return [row["id"] for row in rows(name) if not links or row["link"] in links]


def conclusions(name: str, store: Any = STORE) -> list[str]:  # noqa: ANN401  # any store
    return [cell_text(note) for sheet in trace(name, store).sheets() for note in sheet.notes]


def store_of(folder: Path, **tables: list[Record]) -> MemoryStore:
    meetings = [builders.meeting(id_, day) for id_, day in DAYS.items()]
    return MemoryStore(builders.store(folder, meetings=meetings, **tables))


def measured(folder: Path, target: Record, *figures: tuple[str, str, float]) -> MemoryStore:
    """Return a store of a directive with *target* and figures (id, period, value)."""
    made = [
        builders.figure(id_, str(value), value, unit="percent", period=period)
        for id_, period, value in figures
    ]
    aim = {"indicator": "a", "by": "2025"} | target
    return store_of(folder, figures=made, directives=[builders.directive("p01.d01", target=aim)])


def test_satisfaction_is_measured_up_to_2024_and_how_far_it_is_from_the_target() -> None:
    found = rows("p04.d03")
    values = [row["value"] for row in found if row["link"] == "measured-by"]
    assert values == [80.08, 82.66, 83.94]
    sentence = "83.94% of 2024, 6.06 points below more than 90% asked by 2025"
    assert f"{sentence}; 2025 is not in the record" in conclusions("p04.d03")
    assert [row["status"] for row in found if row["link"] == "outcome"] == ["under-way"]


def test_cutting_procedures_is_one_chain_with_the_regulations_cut() -> None:
    chain = [row for row in rows("cutting-procedures") if row["chain"] == 1]
    directives = [row["id"] for row in chain if row["type"] == "directives"]
    main = ["h2021-03.d06", "p01.d05", "p05.d03", "p07.d07", "p09.d04"]
    assert [id_ for id_ in directives if id_ in main] == main
    exact = [
        row["value"]
        for row in chain
        if row["id"].startswith(("p02.f08", "p04.f03", "p05.f10", "p08.f08"))
    ]
    assert exact == [1758, 2189, 2352, 2943]


def test_the_programme_of_2021_ends_in_its_resolution() -> None:
    assert "76-nq-cp" in ids("h2021-03.d02", "evidence")
    assert any(note.endswith("evidence: 76/NQ-CP") for note in conclusions("h2021-03.d02"))


@pytest.mark.parametrize("directive", [one.id for one in STORE.all("directives")])
def test_every_member_of_a_chain_has_the_same_chain(directive: str) -> None:
    chain = {*ids(directive, "start", "follows", "repeated-by")}
    assert directive in chain
    for other in chain:
        assert {*ids(other, "start", "follows", "repeated-by")} == chain
    linked = {id_ for one in STORE.all("directives") if one.id in chain for id_ in one.follows}
    assert linked <= chain


def test_links_say_how_a_step_was_reached() -> None:
    links = {row["id"]: row["link"] for row in rows("p05.d03")}
    assert links["p05.d03"] == "start"
    assert links["h2021-03.d06"] == links["p01.d05"] == "follows"
    assert links["p07.d07"] == links["p09.d04"] == "repeated-by"
    assert {row["link"] for row in rows("cutting-procedures") if row["chain"] == 2} == {
        "same-theme"
    }


def test_steps_of_a_chain_are_in_the_order_of_time() -> None:
    for name in ("cutting-procedures", "p04.d03", "programme", "76-nq-cp"):
        found = [(row["chain"], row["date"]) for row in rows(name) if row["link"] != "evidence"]
        assert found == sorted(found)
        assert all(tuple(row) == tuple(TraceRow.__annotations__) for row in rows(name))


def test_a_figure_an_indicator_an_outcome_and_a_document_lead_to_directives() -> None:
    assert ids("sipas-mean") == ids("h2024-04.f12") == ids("p04.d03") == ids("p04.d03.o1")
    assert {"h2021-03.d02", "p09.d20"} <= {*ids("76-nq-cp")}
    with pytest.raises(UsageError, match="people cannot be traced"):
        rows("nguyen-hoa-binh")


def test_an_indicator_without_a_better_and_a_worse_measures_no_theme() -> None:
    for theme in STORE.all("themes"):
        for id_ in ids(theme.id, "measured-by"):
            (indicator,) = values_at(STORE.get(id_), "indicator")
            record: Any = STORE.get(indicator)
            targets = [one.target for one in STORE.all("directives") if one.target]
            aimed = indicator in {one.indicator for one in targets}
            assert aimed or (record.comparable and record.better and theme.id in record.themes)


def test_a_target_that_is_reached_is_said_to_be(tmp_path: Path) -> None:
    store = measured(tmp_path, {"value": 90}, ("p02.f01", "2025", 90), ("p01.f01", "2023", 80))
    assert conclusions("p01.d01", store) == ["90% of 2025 reaches 90%, asked by 2025"]


def test_exactly_the_bound_is_not_more_than_it(tmp_path: Path) -> None:
    aim = {"value": 90, "bound": "more-than"}
    store = measured(tmp_path, aim, ("p02.f01", "2025", 90))
    (sentence,) = conclusions("p01.d01", store)
    assert sentence == "90% of 2025, 0 points below more than 90% asked by 2025"


def test_a_target_may_be_an_upper_bound(tmp_path: Path) -> None:
    store = measured(tmp_path, {"value": 5, "bound": "less-than"}, ("p02.f01", "2024", 7.5))
    (sentence,) = conclusions("p01.d01", store)
    assert sentence.startswith("7.5% of 2024, 2.5 points above less than 5% asked by 2025; 2025")


def test_a_value_after_the_day_of_the_target_does_not_count(tmp_path: Path) -> None:
    values = ("p01.f01", "2024", 80.0), ("p02.f01", "2026", 95.0)
    store = measured(tmp_path, {"value": 90}, *values)
    assert conclusions("p01.d01", store)[0].startswith("80% of 2024, 10 points below 90%")


def test_a_deadline_without_an_outcome_is_not_called_not_done(tmp_path: Path) -> None:
    store = store_of(tmp_path, directives=[builders.directive("p01.d01", deadline="2023")])
    assert conclusions("p01.d01", store) == [
        "p01.d01: no outcome recorded",
        "Nothing in the record measures this.",
    ]


def test_suggestions_are_earlier_share_words_and_are_stored_nowhere(tmp_path: Path) -> None:
    texts = {
        "p01.d01": "Cắt giảm thủ tục hành chính",
        "p01.d02": "Tinh gọn bộ máy",
        "p02.d01": "Tiếp tục cắt giảm thủ tục hành chính",
        "p03.d01": "Cắt giảm thủ tục hành chính mạnh hơn",
    }
    made = [builders.directive(id_, text) for id_, text in texts.items()]
    store = store_of(tmp_path, directives=made)
    found = [row for row in rows("p02.d01", store, suggest=True) if row["link"] == "~"]
    assert [row["id"] for row in found] == ["p01.d01"]
    start: Any = store.get("p03.d01")
    assert [one.id for one in suggestions(start, (), store)] == ["p01.d01", "p02.d01"]
    assert [row["link"] for row in rows("p02.d01", store)] == ["start"]


def test_the_line_goes_down_the_page_at_every_width(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in (20, 40, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = cchc("trace", "cutting-procedures", "--lang", "vi").out.splitlines()
        assert max(map(len, lines)) <= width
        assert sum("●" in line for line in lines) == len(
            [one for one in ids("cutting-procedures") if ".d" in one]
        )
