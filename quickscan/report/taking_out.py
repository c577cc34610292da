"""What people deleted from a report is left out of it again."""

from collections.abc import Iterable

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.passages import Passage


def take_out(deleted: Iterable[Passage], all_passages: Iterable[Passage]) -> None:
    """Remove passages; a row goes when all that stood in it was deleted, a table with its last row."""
    gone = set(deleted)
    full = {passage.place.row for passage in all_passages if passage not in gone and passage.place.row is not None}
    for passage in gone:
        if passage.place.cell is None:
            _remove(passage.holder)
        elif passage.place.row in full:
            _empty(passage)
        else:
            _remove_row(passage)


def _remove(element: BaseOxmlElement) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _empty(passage: Passage) -> None:
    """A cell needs a paragraph, so the last one stays, without words."""
    cell = passage.place.cell
    if cell is not None and len(list(cell.iter(qn("w:p")))) > len(passage.elements):
        _remove(passage.holder)
        return
    for paragraph in passage.holder.iter(qn("w:p")):
        for child in [child for child in paragraph if child.tag != qn("w:pPr")]:
            paragraph.remove(child)


def _remove_row(passage: Passage) -> None:
    row, table = passage.place.row, passage.place.table
    if row is None or table is None:
        return
    _remove(row)
    if next(table.iter(qn("w:tr")), None) is None:
        _remove(table)
