"""A typed cell as text in the style that it has at a terminal."""

from rich.text import Text

from cchc_cli.output import OutputOptions
from cchc_cli.output.text import cell_text, in_language
from cchc_cli.view.cells import Cell, Column, DiffLine, Dim, Highlighted

HEADING = "bold"
_STYLES = {"id": "cyan", "bar": "green"}
_SIGNED = {"+": "green", "-": "red"}
_HIT = "bold yellow"


def styled_text(column: Column, cell: Cell, look: OutputOptions) -> Text:
    """Return *cell*, which stands in *column*, as people read it; each member of a list is a line.

    A Text for every cell: data are no markup.
    """
    cell = in_language(cell, look)
    if isinstance(cell, list):
        return Text("\n").join(styled_text(column, one, look) for one in cell)
    style = "dim" if isinstance(cell, Dim) else _STYLES.get(column.name, "")
    style = _SIGNED[cell.sign] if isinstance(cell, DiffLine) else style
    text = Text(cell_text(cell, look), style=style)
    if isinstance(cell, Highlighted):
        for start, end in cell.spans:
            text.stylize(_HIT, start, end)
    return text
