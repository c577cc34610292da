"""The material that is shipped for all exporters."""

from quickscan.exports.export import Material
from quickscan.files.catalogue import shipped_deck, shipped_template
from quickscan.files.read import read_texts

TEXTS = ("standard", "workbook", "deck")
"""The files of fixed words; the first one is the report's own."""


def shipped_material() -> Material:
    """The shipped templates with all fixed words. Raises ScanError for faults of the texts."""
    template = shipped_template("standard")
    files = (template.with_name(f"{name}.texts.yaml") for name in TEXTS)
    words = {key: text for file in files for key, text in read_texts(file).items()}
    return Material(words, template, shipped_deck("standard"))
