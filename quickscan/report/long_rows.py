"""Rows of tables stay whole on a page; one that is longer than a page has to break, and may."""

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

MOST_KEPT_WHOLE = 2000
"""Characters of a row that still fit a page in the narrowest column of answers."""


def let_long_rows_break(body: BaseOxmlElement) -> None:
    """A row that cannot fit would leave the page before it almost empty, and break all the same."""
    for kept in list(body.iter(qn("w:cantSplit"))):
        row = next(kept.iterancestors(qn("w:tr")), None)
        if row is not None and sum(len(text.text or "") for text in row.iter(qn("w:t"))) > MOST_KEPT_WHOLE:
            kept.getparent().remove(kept)
