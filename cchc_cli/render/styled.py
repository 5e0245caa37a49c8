"""A typed cell as text in the style that it has at a terminal."""

from rich.text import Text

from cchc_cli.render import Look
from cchc_cli.render.cells import plain, spoken
from cchc_cli.sheets import Aside, Cell, Changed, Column, Marked

HEADING = "bold"
_STYLES = {"id": "cyan", "bar": "green"}
_SIGNED = {"+": "green", "-": "red"}
_HIT = "bold yellow"


def styled(column: Column, cell: Cell, look: Look) -> Text:
    """Return *cell*, which stands in *column*, as people read it; each member of a list is a line.

    A Text for every cell: data are no markup.
    """
    cell = spoken(cell, look)
    if isinstance(cell, list):
        return Text("\n").join(styled(column, one, look) for one in cell)
    style = "dim" if isinstance(cell, Aside) else _STYLES.get(column.name, "")
    style = _SIGNED[cell.sign] if isinstance(cell, Changed) else style
    text = Text(plain(cell, look), style=style)
    if isinstance(cell, Marked):
        for start, end in cell.spans:
            text.stylize(_HIT, start, end)
    return text
