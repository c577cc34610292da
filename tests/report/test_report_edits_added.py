"""What people typed between, into and around the generated passages finds its place again, and nothing typed is lost."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tests.report.editing import MEASURE, again, behind, delete, edited, paragraph, passage, rewrite, saying, words_of
from tests.report.paper import Paper, car_maker, nearly_empty, with_client, with_fewer_answers, write

Validate = Callable[[Path], list[dict[str, Any]]]
RENAMED = with_client(car_maker(), name="Andere Automobil AG")
ANCHOR = "Befragt wurden 7"


def _png() -> bytes:
    """A picture of one dot."""
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0\0\0")), (b"IEND", b""))
    packed = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


PNG = _png()
ROMAN = (
    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="777"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
)


def test_a_paragraph_between_two_of_ours_stays_behind_the_same_one(german: Paper, tmp_path: Path) -> None:
    two = (paragraph("Erster Satz dazu.", "<w:b/>"), paragraph("Zweiter Satz dazu.", style="ListBullet"))
    made = again(RENAMED, edited(german.path, tmp_path / "edited.docx", behind(ANCHOR, *two)), tmp_path / "again.docx")
    assert [edit.by_hand for edit in made.edits.of("added")] == ["Erster Satz dazu.", "Zweiter Satz dazu."]
    printed = made.paper.paragraphs()
    place = next(number for number, words in enumerate(printed) if words.startswith(ANCHOR))
    assert printed[place + 1 : place + 3] == ["Erster Satz dazu.", "Zweiter Satz dazu."]
    assert saying(made.paper.document, "Zweiter").style == "ListBullet"
    later = again(RENAMED, made.paper.path, tmp_path / "later.docx")
    assert later.paper.words() == made.paper.words()


def test_a_section_of_ones_own_stays_whole_and_is_listed_in_the_contents(german: Paper, tmp_path: Path) -> None:
    section = (paragraph("Eigener Abschnitt", style="Heading2"), paragraph("Was uns auffiel."))
    made = again(RENAMED, edited(german.path, tmp_path / "edited.docx", behind(ANCHOR, *section)), tmp_path / "again.docx")
    assert "Eigener Abschnitt" in made.paper.headings(2)
    listed = ["".join(text.text or "" for text in link.iter(qn("w:t"))) for link in made.paper.body.iter(qn("w:hyperlink"))]
    assert any("Eigener Abschnitt" in words for words in listed)
    assert made.edits.of("unplaced") == ()


def test_a_table_and_a_picture_of_ones_own_come_along(german: Paper, tmp_path: Path, ooxml_validate: Validate) -> None:
    picture = tmp_path / "dot.png"
    picture.write_bytes(PNG)

    def add(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(1, 1).text = "Eigene Tabelle", "42 Händler"
        owner = document.add_paragraph()
        owner.add_run().add_picture(str(picture), width=Cm(2))
        anchor = saying(document, ANCHOR)
        anchor.addnext(table._tbl)
        anchor.addnext(owner._p)

    made = again(RENAMED, edited(german.path, tmp_path / "edited.docx", add), tmp_path / "again.docx")
    assert len(made.edits.of("added")) == 2
    assert "42 Händler" in made.paper.paragraphs()
    assert PNG in made.paper.files().values()
    assert ooxml_validate(made.paper.path) == []


def test_lists_keep_their_numbers(german: Paper, tmp_path: Path, ooxml_validate: Validate) -> None:
    def add(document: Any) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(0, parse_xml(ROMAN))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="888"><w:abstractNumId w:val="777"/></w:num>'))
        element = paragraph("Römisch gezählt.")
        element.insert(
            0, parse_xml(f'<w:pPr {nsdecls("w")}><w:numPr><w:ilvl w:val="0"/><w:numId w:val="888"/></w:numPr></w:pPr>')
        )
        saying(document, ANCHOR).addnext(element)

    made = again(RENAMED, edited(german.path, tmp_path / "edited.docx", add), tmp_path / "again.docx")
    number = saying(made.paper.document, "Römisch").find(f".//{qn('w:numId')}").get(qn("w:val"))
    numbering = made.paper.document.part.numbering_part.element
    kind = numbering.find(f"{qn('w:num')}[@{qn('w:numId')}='{number}']/{qn('w:abstractNumId')}").get(qn("w:val"))
    abstract = numbering.find(f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{kind}']")
    assert abstract.find(f".//{qn('w:numFmt')}").get(qn("w:val")) == "upperRoman"
    assert ooxml_validate(made.paper.path) == []


def test_words_changed_in_a_table_stay(german: Paper, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        measures = next(table for table in document.tables if len(table.columns) == 5)
        measures.rows[1].cells[4].paragraphs[0].runs[0].text = "Frau Muster"

    made = again(car_maker(), edited(german.path, tmp_path / "edited.docx", change), tmp_path / "again.docx")
    assert made.kinds() == {"hand": 1}
    assert "Frau Muster" in made.paper.paragraphs()


def test_a_row_added_to_a_table_stays_in_it(german: Paper, tmp_path: Path) -> None:
    def add(document: Any) -> None:
        table = next(t for t in document.tables if len(t.columns) == 4 and "Rolle" in words_of(t.rows[0]._tr))
        cells = table.add_row().cells
        cells[0].text, cells[2].text = "Werkstatt", "Werkstattleiter"

    made = again(RENAMED, edited(german.path, tmp_path / "edited.docx", add), tmp_path / "again.docx")
    assert len(made.edits.of("added")) == 1
    table = next(t for t in made.paper.document.tables if "Werkstatt" in words_of(t._tbl))
    assert "Rolle" in words_of(table.rows[0]._tr)
    assert words_of(table.rows[-1]._tr) == "WerkstattWerkstattleiter"


def test_words_typed_into_a_cell_stay_in_it(german: Paper, tmp_path: Path) -> None:
    def add(document: Any) -> None:
        passage(document, MEASURE).holder.getnext().find(f".//{qn('w:tc')}").append(paragraph("Siehe auch Anlage 3."))

    made = again(RENAMED, edited(german.path, tmp_path / "edited.docx", add), tmp_path / "again.docx")
    (added,) = made.edits.of("added")
    assert added.by_hand == "Siehe auch Anlage 3."
    cell = next(saying(made.paper.document, "Siehe auch Anlage 3.").iterancestors(qn("w:tc")))
    assert len(words_of(cell)) > len("Siehe auch Anlage 3.")


def test_a_row_that_was_deleted_stays_out(german: Paper, tmp_path: Path) -> None:
    def take_out(document: Any) -> None:
        table = next(t for t in document.tables if len(t.columns) == 4 and "Rolle" in words_of(t.rows[0]._tr))
        table._tbl.remove(table.rows[2]._tr)

    source = edited(german.path, tmp_path / "edited.docx", take_out)
    made = again(RENAMED, source, tmp_path / "again.docx")
    before, after = (
        next(t for t in found.document.tables if len(t.columns) == 4 and "Rolle" in words_of(t.rows[0]._tr))
        for found in (german, made.paper)
    )
    assert len(after.rows) == len(before.rows) - 1
    assert words_of(before.rows[2]._tr) not in words_of(after._tbl)


def test_what_lost_its_place_stands_at_the_end_and_is_never_lost(german: Paper, tmp_path: Path) -> None:
    changes = (rewrite(MEASURE, "Unser eigener Vorschlag."), behind("Sie verkaufen", paragraph("Randbemerkung zum Verkauf.")))
    source = edited(german.path, tmp_path / "edited.docx", *changes)
    poor = with_fewer_answers(car_maker(), ())
    poor = poor.model_copy(update={"recommendations": poor.recommendations.model_copy(update={"recommendations": ()})})
    made = again(poor, source, tmp_path / "again.docx")
    unplaced = {edit.by_hand for edit in made.edits.of("unplaced")}
    assert "Unser eigener Vorschlag." in unplaced
    words = made.paper.words()
    assert "Von Hand ergänzt" in made.paper.headings(1)
    tail = words[words.rindex("Von Hand ergänzt") :]
    assert "Unser eigener Vorschlag." in tail
    assert "Stand unter „" in tail
    assert "Randbemerkung zum Verkauf." in words
    later = again(poor, made.paper.path, tmp_path / "later.docx")
    assert later.paper.words() == words


def test_comments_of_people_stay_where_they_were(german: Paper, tmp_path: Path, ooxml_validate: Validate) -> None:
    def comment(document: Any) -> None:
        for words, said in ((ANCHOR, "Stimmt die Zahl?"), ("Der Quick-Scan klärt", "Schöner Satz")):
            owner = saying(document, words)
            runs = [Run(run, Paragraph(owner, document._body)) for run in owner.iter(qn("w:r"))]
            document.add_comment(runs, said, "Frau Muster", "FM")
        rewritten = next(text for text in document.element.body.iter(qn("w:t")) if ANCHOR in (text.text or ""))
        rewritten.text = "Befragt wurden sieben Leute."

    made = again(RENAMED, edited(german.path, tmp_path / "edited.docx", comment), tmp_path / "again.docx")
    assert {(found.author, found.text) for found in made.paper.document.comments} == {
        ("Frau Muster", "Stimmt die Zahl?"),
        ("Frau Muster", "Schöner Satz"),
    }
    assert saying(made.paper.document, "Befragt wurden sieben").find(f".//{qn('w:commentReference')}") is not None
    assert saying(made.paper.document, "Der Quick-Scan klärt").find(f".//{qn('w:commentReference')}") is not None
    assert ooxml_validate(made.paper.path) == []


def test_nothing_dangerous_comes_along(german: Paper, tmp_path: Path, ooxml_validate: Validate) -> None:
    def add(document: Any) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        bad = document.part.relate_to("file:///etc/passwd", f"{kind}/hyperlink", is_external=True)
        good = document.part.relate_to("https://example.org/a", f"{kind}/hyperlink", is_external=True)
        for key, words in ((bad, "Böser Verweis"), (good, "Guter Verweis")):
            link = parse_xml(
                f'<w:p {nsdecls("w", "r")}><w:hyperlink r:id="{key}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\calc.exe</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            )
            saying(document, ANCHOR).addnext(link)

    made = again(car_maker(), edited(german.path, tmp_path / "edited.docx", add), tmp_path / "again.docx")
    assert {"Böser Verweis", "Guter Verweis"} <= set(made.paper.paragraphs())
    everything = b"".join(made.paper.files().values())
    assert b"https://example.org/a" in everything
    assert b"passwd" not in everything
    assert b"DDEAUTO" not in everything
    assert ooxml_validate(made.paper.path) == []


def test_a_nearly_empty_report_keeps_what_was_added_and_deleted(tmp_path: Path) -> None:
    first = write(nearly_empty(), tmp_path)
    source = edited(
        first.path, tmp_path / "edited.docx", delete("qs:t.limit_1"), behind("Reifegrad reicht", paragraph("Eigenes."))
    )
    made = again(nearly_empty(), source, tmp_path / "again.docx")
    assert made.kinds() == {"added": 1, "deleted": 1}
