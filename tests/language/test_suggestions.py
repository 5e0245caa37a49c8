"""Suggestions: the known names that a wrong one is most like, best first."""

from cchc_cli.language.suggestions import nearest


def test_the_nearest_name_comes_first() -> None:
    known = ["meetings", "directives", "figures"]
    assert nearest("meeting", known) == ["meetings"]
    assert nearest("directive", known, n=2) == ["directives"]


def test_below_the_cutoff_there_is_no_suggestion() -> None:
    assert nearest("meeting", ["areas"]) == []
    assert nearest("meeting", ["areas", "meat"], n=3) == []
    assert nearest("tasks-overdue", ["tasks-completed"]) == []
