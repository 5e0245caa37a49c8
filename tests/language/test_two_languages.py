"""Languages: which one a run speaks, and that it speaks no other."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from command_lines import MACHINE_FORMATS, READING
from processes import Ran, Run, as_process

from cchc_cli.commands import VERBS
from cchc_cli.commands.help import TOPICS
from cchc_cli.language.formatting import format_period
from cchc_cli.language.translation import Lang, detect_language
from cchc_cli.model.records import RECORD_TYPES, FrozenStruct, Person, choices
from cchc_cli.output.formats import RENDERERS
from cchc_cli.query.filters import FILTERS
from cchc_cli.store.location import store_path
from cchc_cli.view.columns import CHOICE_FIELDS

TASKS = "tasks-completed"
FIELDS = [
    ("list", "-F", "id,date,kind,half_day,mode,people,people.role,reviews"),
    ("list", "figures", "-F", "id,unit,bound,scope,as_of,period"),
    ("list", "indicators", "-F", "id,better,base,cumulative,comparable"),
    ("check", "--severity", "note", "-F", "id,severity,code"),
    ("compare", "8", "9", "-F", "section,key,a,b"),
    ("stats", "-F", "record_type,count,from,to,updated"),
    ("trend", TASKS, "-F", "figure,meeting,date,as_of,reported,value,bound,change"),
]
WRONG = [
    *(("lst",), ("list", "meating"), ("list", "--foo"), ("list", "--kin", "x"), ("list", "-n")),
    *(("list", "-n", "x"), ("list", "-n", "-1"), ("list", "a", "b"), ("list", "-o", "xml")),
    *(("list", "--json=1"), ("show",), ("search",), ("compare", "8"), ("--",), ("list", "--bom")),
    *(("list", "--json", "-o", "csv"), ("list", "--since", "x"), ("list", "areas", "-a", "x")),
    *(("list", "--since", "2025", "--until", "2024"), ("list", "directives", "--kind", "x")),
    *(("list", "-m", "77"), ("list", "-F", "titel"), ("list", "--sort", "id,date")),
    *(("list", "directives", "--to", "!"), ("stats", "--by", "area")),
    *(("stats", "areas", "--by", "level"), ("stats", "areas", "--by", "source", "--by", "source")),
    *(("show", "khong-co"), ("show", ""), ("search", "qwrtp"), ("search", "!")),
    *(("compare", "8", "8"), ("compare", "77", "8"), ("trend", "khong-co")),
    *(("trend", "--chart", "x.svg"), ("trend", TASKS, "--chart", "x.gif")),
    *(("list", "--store", "/khong/co"), ("list", "--store", "/"), ("list", "--store", "")),
    *(("list", "--lang", "xx"), ("list", "-n", "1"), ("list", "-a", "x")),
    *(("list", "directives", "-m", "9", "--level", "province"), ("stats", "--area", "general")),
]


@pytest.mark.parametrize(
    ("argv", "environment", "expected"),
    [
        ("list", {}, "en"),
        ("list", {"LANG": "vi_VN.UTF-8"}, "vi"),
        ("list", {"LANG": "vi"}, "vi"),
        ("list", {"LANG": "vi.UTF-8"}, "vi"),
        ("list", {"LANG": "VI_VN"}, "vi"),
        ("list", {"LANG": "vic_US"}, "en"),  # another language
        ("list", {"LANG": "C.UTF-8"}, "en"),
        ("list", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("list", {"LANG": "vi_VN", "LC_MESSAGES": "en_US"}, "en"),
        ("list", {"LANG": "en_US", "LC_MESSAGES": "vi_VN"}, "vi"),
        ("list", {"LC_ALL": "C", "LC_MESSAGES": "vi_VN", "LANG": "vi_VN"}, "en"),
        ("list", {"LC_ALL": "", "LANG": "vi_VN"}, "vi"),  # an empty one does not count
        ("list", {"LC_CTYPE": "vi_VN"}, "en"),  # for letters, not for words
        ("list", {"CCHC_LANG": "vi"}, "vi"),
        ("list", {"CCHC_LANG": "en", "LANG": "vi_VN"}, "en"),
        ("list", {"CCHC_LANG": "xx", "LANG": "vi_VN"}, "vi"),  # ignored
        ("list", {"CCHC_LANG": "vi_VN.UTF-8"}, "vi"),
        ("list", {"CCHC_LANG": "VI"}, "vi"),
        ("list", {"CCHC_LANG": "en-US", "LANG": "vi_VN"}, "en"),
        ("list --lang vi", {}, "vi"),
        ("list --lang=vi", {}, "vi"),
        ("list --lang en", {"CCHC_LANG": "vi", "LANG": "vi_VN"}, "en"),
        ("list --lang en --lang vi", {}, "vi"),
        ("list --lang xx", {"LANG": "vi_VN"}, "vi"),
        ("list --lang", {"LANG": "vi_VN"}, "vi"),
        ("search -- --lang vi", {}, "en"),  # words to search for
        ("", {}, "en"),
    ],
)
def test_language_is_detected_from_option_environment_and_locale(
    argv: str, environment: dict[str, str], expected: Lang
) -> None:
    assert detect_language(argv.split(), environment) == expected


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2024", "2024", "2024"),
        ("2024-H1", "6 tháng đầu năm 2024", "H1 2024"),
        ("2024-H2", "6 tháng cuối năm 2024", "H2 2024"),
        ("2024-Q1", "quý I/2024", "Q1 2024"),
        ("2024-Q4", "quý IV/2024", "Q4 2024"),
        ("2020-11", "11/2020", "Nov 2020"),
        ("2025-01-15", "15/01/2025", "15 Jan 2025"),
        ("2011/2020", "2011–2020", "2011–2020"),  # noqa: RUF001  # an en dash is meant
        ("2023-H2/2024", "6 tháng cuối năm 2023 – 2024", "H2 2023 – 2024"),  # noqa: RUF001
        ("p09", "p09", "p09"),
        ("x-y", "x-y", "x-y"),
        ("2024-99", "2024-99", "2024-99"),
    ],
)
def test_periods_are_told_in_words(text: str, vi: str, en: str) -> None:
    assert (format_period(text, "vi"), format_period(text, "en")) == (vi, en)


def test_words_of_closed_lists_are_known_to_be_such() -> None:
    closed = {field for kind, field in every_field() if choices(kind, field)}
    assert closed - CHOICE_FIELDS == set()


@pytest.mark.parametrize(
    ("argv", "output_format"), [*zip(READING, cycle(MACHINE_FORMATS), strict=False)]
)
def test_machine_formats_are_the_same_in_every_language(
    argv: tuple[str, ...], output_format: str, cchc: Run
) -> None:
    english, vietnamese = (
        cchc(*argv, "-o", output_format, "--lang", lang) for lang in ("en", "vi")
    )
    assert english.out
    assert (english.code, english.out) == (vietnamese.code, vietnamese.out)


def test_the_schema_is_the_same_in_every_language(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = cchc("schema")
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert cchc("schema") == plain


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_in_vietnamese_has_no_english_word(
    verb: str, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("CCHC_LANG", "vi")
    page = cchc(*verb.split(), "--help").out
    assert "Cách dùng: cchc" in page
    own = (line for line in page.splitlines() if "CCHC_LANG" not in line)  # in both languages
    lines = (re.sub(r"^ +cchc .*?(?=   |$)", "", line) for line in own)
    assert [*english("\n".join(lines), typed())] == []


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_in_english_has_no_vietnamese_word(
    verb: str, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    vietnamese = cchc(*verb.split(), "--help")
    monkeypatch.setenv("CCHC_LANG", "vi")
    cchc(*verb.split(), "--help")  # which leaves nothing behind
    monkeypatch.setenv("CCHC_LANG", "en")
    page = cchc(*verb.split(), "--help")
    assert page == vietnamese
    examples = {"Tiếng Việt: hoặc"}  # how to get the other language
    examples |= {'"thủ tục hành chính"', "search đường", "đương,", "dương", "bà."}
    assert vietnamese_words(page.out) - {word for one in examples for word in one.split()} == set()


@pytest.mark.parametrize("argv", WRONG, ids=" ".join)
def test_errors_and_remarks_in_vietnamese_have_no_english_word(
    argv: tuple[str, ...], cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    vietnamese = cchc(*argv)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    ran = cchc(*argv)
    assert (vietnamese.code, vietnamese.out == "") == (ran.code, ran.out == "")
    assert vietnamese.err != ran.err
    allowed = typed() | {word.strip("'\",;:().") for one in argv for word in one.split()}
    assert [*english(vietnamese.err, allowed)] == []
    assert vietnamese_words(ran.err) == set()


@pytest.mark.parametrize("argv", READING + FIELDS, ids=" ".join)
def test_tables_have_no_word_of_the_other_language(
    argv: tuple[str, ...], cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "2000")
    asked_for = {word for word in re.split(r"[ ,]", " ".join(argv)) if "." in word}
    for output_format in ("md",) if argv[0] == "list" else ("md", "table"):
        ran = cchc(*argv, "-o", output_format, "--lang", "vi")
        assert [*english(without_data(ran), {*VERBS, *asked_for})] == []
        ran = cchc(*argv, "-o", output_format, "--lang", "en")
        assert (ran.code in (0, 1), ran.out > "", "internal error" in ran.err) == (
            True,
            True,
            False,
        )
        assert vietnamese_words(without_data(ran)) == set()


def test_labels_and_texts_of_records_are_in_the_language_of_the_run(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    argv = ("list", "figures", "-m", "9", "-n", "1", "-q", "-o", "md")
    english = cchc(*argv).out
    assert "| Id | Indicator | Scope |" in english
    assert "| Reform task groups of 2024 | committee" in english
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    vietnamese = cchc(*argv).out
    assert "| Mã | Chỉ số | Phạm vi |" in vietnamese
    assert "| Nhóm nhiệm vụ CCHC năm 2024 | Ban Chỉ đạo" in vietnamese
    assert cchc(*argv, "--lang", "en").out == english


def test_a_language_that_there_is_not_is_refused_as_option_and_ignored_as_variable(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    option, why = "cchc: giá trị của --lang", 'không hợp lệ: "xx" không phải là một trong'
    known = "vi, en (xem cchc list -h)\n"
    assert cchc("list", "--lang", "xx") == Ran(2, "", f"{option} {why} {known}")
    monkeypatch.setenv("CCHC_LANG", "xx")
    assert cchc("list", "-o", "id", "-n", "1", "-q") == Ran(0, "p09\n", "")
    assert cchc("list", "--lang=xx") == Ran(2, "", f"{option} {why} {known}")


@pytest.mark.parametrize("argv", [["list", "--json"], ["show", "9", "-o", "id"], ["schema"]])
def test_no_catalogue_is_read_where_no_sentence_is_said(argv: list[str]) -> None:
    code = (
        "import sys; from cchc_cli import main; from cchc_cli.language import translation as words;"
        f"main.run({argv!r});"
        "told = words._catalogue.cache_info().misses, 'babel' in sys.modules;"
        "words._('yes'); print(told, words._('yes'))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={"LANG": "vi_VN"}
    )
    assert ran.stdout.decode().splitlines()[-1] == "(0, False) có"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_shows_help_in_the_language_of_the_run(shell: str) -> None:
    asks = {"_CCHC_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": "cchc "}
    bash = {"COMP_WORDS": "cchc ", "COMP_CWORD": "1", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    told = as_process(settings=asks | bash | {"LANG": "vi_VN.UTF-8"}).out
    assert "list" in told
    assert ("Liệt kê bản ghi của một loại" in told) is (shell != "bash")


SYLLABLE = re.compile(
    "(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|[bcdghklmnprstvx]|ch)?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
"""What Vietnamese words without marks look like."""

ALIKE = {"the", "of", "to", "is", "are", "be", "not", "no", "or", "on", "it", "this", "by", "one"}
"""English words that look so."""

LETTER = re.compile("[đĐ\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]")
"""A mark or a letter that Vietnamese has and English has not."""

NAMES = {
    *"ABCN",
    "CCHC",
    "TTHC",
    "JSON",
    "JSONL",
    "CSV",
    "Schema",
    "Excel",
    "UTF",
    "shell",
    "web",
    "svg",
    "png",
    "SQLite",
    "Datasette",
    "DuckDB",
    "XlsxWriter",
    "pandas",
    "R",
}


def english(printed: str, allowed: set[str]) -> Iterator[str]:
    """Yield the words of *printed* that are English, not *allowed* and no code."""
    for chunk in printed.split():
        chunk_ = chunk.strip("'\"()[]{}<>,;:.!?*│…“”")
        if chunk_ in allowed | NAMES or re.search(r"^-|\w[-_./|<>=\\]|\d", chunk_):
            continue  # an option, an id, a path, a number
        for word in re.findall(r"[^\W\d_]+", chunk_):
            plain = word.isascii() and word not in allowed | NAMES
            if plain and (word.lower() in ALIKE or not SYLLABLE.fullmatch(word.lower())):
                yield word


def vietnamese_words(printed: str) -> set[str]:
    """Return the words of *printed* that only Vietnamese has the letters for."""
    return {word for word in printed.split() if LETTER.search(normalize("NFD", word))}


def every_field() -> Iterator[tuple[type[FrozenStruct], str]]:
    """Yield all fields of records, and of the people in them."""
    kinds: tuple[type[FrozenStruct], ...] = (*RECORD_TYPES.values(), Person)
    yield from ((kind, field) for kind in kinds for field in kind.__struct_fields__)


def typed() -> set[str]:
    """Return the words that are typed to the program: they are the same in every language."""
    words = {word for kind, field in every_field() for word in choices(kind, field)}
    fields = {field for _, field in every_field()}
    more = {"any", "latest", "year", "type", "auto", "always", "never", "en", "vi", "true", "cchc"}
    severities = {"error", "warning", "note"}
    forms = {
        *RENDERERS,
        "digital",
        "procedures",
        "discipline",
        "dialogue",
        "matplotlib",
        "XlsxWriter",
        "R",
        "pandas",
        "PAGER",
        "less",
        "chart",
        "title",
    }
    return (
        words
        | fields
        | severities
        | more
        | forms
        | set(RECORD_TYPES)
        | set(VERBS)
        | set(FILTERS)
        | set(TOPICS)
        | {"SHELL", "bash", "zsh", "fish", "powershell", "PowerShell", "compinit"}
    )


def without_data(ran: Ran) -> str:
    """Return all that *ran* printed, without the words of the shipped store."""
    return data().sub(" ", re.sub(r"\\|\*\*", "", ran.out).replace("<br>", " ") + ran.err)


@cache
def data() -> re.Pattern[str]:
    """Return what finds the words of the shipped store, the longest first."""
    leaves = _leaves(json.loads(Path(store_path()).read_text(encoding="utf-8")))
    known: dict[str, list[str]] = {}  # by the first letter, or each place would be tried for all
    for leaf in sorted(leaves, key=lambda text: (-len(text), text)):
        known.setdefault(re.escape(leaf[0]), []).append(re.escape(leaf[1:]))
    begun = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in known.items())
    return re.compile(rf"(?<!\w)(?:{begun})(?!\w)")


def _leaves(value: Any, field: str = "") -> set[str]:  # noqa: ANN401  # all that JSON can hold
    if isinstance(value, dict):
        return {leaf for key, inner in value.items() for leaf in _leaves(inner, key)}
    if isinstance(value, list):
        return {leaf for inner in value for leaf in _leaves(inner, field)}
    is_word = isinstance(value, str) and field not in CHOICE_FIELDS
    return {value, value.removesuffix(".")} - {""} if is_word else set()  # md drops a stop
