"""The standard template with a change, made as somebody would in Word."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document

Change = Callable[[Any], object]


def template_with(folder: Path, change: Change) -> Path:
    """A small template with one change made to it."""
    document = Document()
    document.add_paragraph("Bericht für {{ cover.client }}")
    change(document)
    path = folder / "own.docx"
    document.save(str(path))
    return path


def adds(*paragraphs: str) -> Change:
    def change(document: Any) -> None:
        for words in paragraphs:
            document.add_paragraph(words)

    return change
