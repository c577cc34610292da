"""Cells coloured by data: docxtpl writes the colour in front of the width, where the schema of Word has it behind."""

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

BEFORE = tuple(qn(name) for name in ("w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders"))


def order_colours(root: BaseOxmlElement) -> None:
    """Put the colour of every cell below an element behind its width and span."""
    for properties in root.iter(qn("w:tcPr")):
        first = properties[0] if len(properties) else None
        if first is not None and first.tag == qn("w:shd"):
            before = [child for child in properties if child.tag in BEFORE]
            if before:
                before[-1].addnext(first)
