"""What is said below a chart, which travels without its table."""

from collections.abc import Sequence
from typing import cast

from cchc_cli.answers import Row
from cchc_cli.formats import day, period
from cchc_cli.model import Figure, Source, Words
from cchc_cli.records import Records
from cchc_cli.words import Lang


def below(rows: Sequence[Row], lang: Lang, store: Records) -> list[str]:
    """Return what is said below the picture of *rows*.

    Why a line breaks, for when a value is if not for the day of its meeting, the sources.
    """
    breaks = dict.fromkeys(row["break"][lang] for row in rows if row["break"])
    times = [
        f"{row['figure']} {period(row['as_of'] or '', lang)}".rstrip()
        for row in rows
        if row["as_of"] != row["date"]
    ]
    figures = [cast("Figure", store.find(row["figure"])) for row in rows]
    ids = dict.fromkeys(id_ for figure in figures for id_ in figure.sources)
    told = "; ".join(_told(cast("Source", store.find(id_)), lang) for id_ in ids)
    english = lang == "en"
    about, head = ("As of", "Source") if english else ("Số liệu của", "Nguồn")
    data = "Data updated" if english else "Dữ liệu cập nhật"
    return [
        *breaks,
        *([f"{about}: {', '.join(times)}."] if times else []),
        f"{head}: {told}. {data} {day(store.meta.updated, lang)}.",
    ]


def _told(source: Source, lang: Lang) -> str:
    name = (
        source.outlet
        or (source.title and in_language(source.title, lang))
        or source.file
        or source.url
    )
    return f"{name} [{source.id}]"


def in_language(words: Words, lang: Lang) -> str:
    """Return *words* in *lang*, or in Vietnamese, in which they always are."""
    return (words.en if lang == "en" else None) or words.vi
