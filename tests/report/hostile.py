"""Templates made hostile on purpose."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from quickscan.domain.problem import ScanError
from quickscan.report.word import check_template
from tests.report.paper import texts

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"

Parts = dict[str, bytes]


def with_words(folder: Path, *words: str) -> Path:
    document = Document()
    for paragraph in words:
        document.add_paragraph(paragraph)
    document.save(str(folder / "own.docx"))
    return folder / "own.docx"


def with_parts(folder: Path, change: Callable[[Parts], object]) -> Path:
    """A good template whose parts were changed."""
    with zipfile.ZipFile(with_words(folder, "{{ cover.client }}")) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    change(parts)
    with zipfile.ZipFile(folder / "own.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return folder / "own.docx"


def faults_of(template: Path) -> list[str]:
    with pytest.raises(ScanError) as raised:
        check_template(template, texts())
    return [f"{problem.what}, {problem.remedy}" for problem in raised.value.problems]


def relation(kind: str, target: str, mode: str = "External") -> Callable[[Parts], object]:
    def change(parts: Parts) -> None:
        entry = f'<Relationship Id="rIdX" Type="http://x/relationships/{kind}" Target="{target}" TargetMode="{mode}"/>'
        parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", entry.encode() + b"</Relationships>")

    return change


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'

OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'


def good() -> bytes:
    document, target = Document(), BytesIO()
    document.add_paragraph("{{ cover.client }}")
    document.save(target)
    return target.getvalue()
