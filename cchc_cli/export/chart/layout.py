"""The paper of a chart: its axes, the title above them, and the notes below."""

from textwrap import wrap
from typing import NamedTuple

from cchc_cli.export.chart.style import GRAY, Axes, Paper

WIDTH = 9.6  # inches: a page of A4 in landscape, less its margins
SIDE = 0.15  # inches at the edges of the paper
_CHARACTERS, _TITLE_CHARACTERS = 145, 76  # in a line of WIDTH
_TITLE_LINE, _NOTE_LINE = 0.25, 0.16  # inches


class Texts(NamedTuple):
    """What is written around axes."""

    title: str
    notes: tuple[str, ...]
    subtitle: str = ""


class Box(NamedTuple):
    """The size of axes and the free space beside them, in inches."""

    height: float
    left: float
    right: float
    below: float = 0.15
    above: float = 0

    @property
    def width(self) -> float:
        """Return the width of the axes."""
        return WIDTH - self.left - self.right


def lay_out(paper: Paper, texts: Texts, box: Box) -> Axes:
    """Return axes in *box*, the title and subtitle of *texts* above, its notes below."""
    heads = wrap(texts.title, _TITLE_CHARACTERS)
    under = wrap(texts.subtitle, _CHARACTERS)
    lines = [line for note in texts.notes for line in wrap(note, _CHARACTERS)]
    head = SIDE + _TITLE_LINE * len(heads)
    top = head + _NOTE_LINE * len(under) + 0.2 + box.above
    bottom = SIDE + _NOTE_LINE * len(lines) + box.below
    total = top + box.height + bottom
    paper.set_size_inches(WIDTH, total)
    edge = SIDE / WIDTH
    paper.text(edge, 1 - SIDE / total, "\n".join(heads), va="top", size=13, weight="bold")
    paper.text(edge, 1 - head / total, "\n".join(under), va="top", size=8, color=GRAY)
    paper.text(edge, SIDE / total, "\n".join(lines), va="bottom", size=8, color=GRAY)
    place = (box.left / WIDTH, bottom / total, box.width / WIDTH, box.height / total)
    return paper.add_axes(place)
