"""The material for all exporters: the shipped one, with another Word template where one is given."""

from pathlib import Path

from quickscan.exports.export import Material
from quickscan.files.catalogue import shipped_deck, shipped_template
from quickscan.files.read import read_texts
from quickscan.files.templates import texts_beside

WORDS = ("workbook", "deck")
"""The files of fixed words beside those of the Word template."""


def shipped_material(template: Path | None = None) -> Material:
    """The templates with all fixed words. Raises ScanError for faults of the texts."""
    standard = shipped_template("standard")
    files = (standard.with_name(f"{name}.texts.yaml") for name in WORDS)
    words = {key: text for file in files for key, text in read_texts(file).items()}
    return Material({**words, **texts_beside(template or standard)}, template or standard, shipped_deck("standard"))
