"""What people typed between, into and around the generated passages finds its place again, and nothing typed is lost."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from quickscan.domain.scan import Scan
from tests.report.editing import (
    MEASURE,
    Edit,
    again,
    behind,
    delete,
    edited,
    paragraph,
    rewrite,
    saying,
    split_runs,
    without_controls,
    words_of,
)
from tests.report.paper import Paper, car_maker, nearly_empty, with_client, write
from tests.report.pasted import PNG, ROMAN
from tests.report.test_report_overfull import unanswered

Validate = Callable[[Path], list[dict[str, Any]]]
RENAMED = with_client(car_maker(), name="Andere Automobil AG")
ANCHOR = "Befragt wurden 7"


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
        table = next(found for found in document.tables if len(found.columns) == 4 and "Rolle" in words_of(found.rows[0]._tr))
        table.rows[1].cells[0]._tc.append(paragraph("Siehe auch Anlage 3."))

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
    changes = (rewrite(MEASURE, "Unser eigener Vorschlag."), behind(ANCHOR, paragraph("Randbemerkung zum Verkauf.")))
    source = edited(german.path, tmp_path / "edited.docx", *changes)
    poor = unanswered()
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


def test_what_was_typed_into_headers_and_footers_is_not_lost(german: Paper, tmp_path: Path) -> None:
    def add(document: Any) -> None:
        document.sections[-1].footer.add_paragraph("Entwurf für den Vorstand")

    made = again(RENAMED, edited(german.path, tmp_path / "edited.docx", add), tmp_path / "again.docx")
    assert [edit.by_hand for edit in made.edits.of("unplaced")] == ["Entwurf für den Vorstand"]
    assert "Entwurf für den Vorstand" in made.paper.paragraphs()


def _scramble(seed: int, typed: list[str]) -> Edit:
    """Words of one's own at forty places of a report: behind, before and in place of ours, as paragraphs, tables and rows."""
    chosen = Random(seed)

    def edit(document: Any) -> None:
        places = [p for p in document.element.body.iter(qn("w:p")) if not (p.style or "").startswith("TOC")]
        places = [p for p in places if p.find(f".//{qn('w:instrText')}") is None]
        for number, place in enumerate(chosen.sample(places, 40)):
            own = f"eigenes{seed}wort{number}ende"
            kind = chosen.choice(["append", "before", "after", "replace", "row", "table", "delete"])
            if _change(kind, document, place, own, typed):
                typed.append(own)

    return edit


def _change(kind: str, document: Any, place: Any, own: str, typed: list[str]) -> bool:
    run, row = paragraph(f" {own}").find(qn("w:r")), next(place.iterancestors(qn("w:tr")), None)
    kept = [child for child in place if child.tag != qn("w:pPr")]
    untouched = place.getparent() is not None and not any(words in words_of(place) for words in typed)
    if kind in ("before", "after"):
        (place.addprevious if kind == "before" else place.addnext)(paragraph(own))
    elif kind == "row" and row is not None:
        copy = deepcopy(row)
        for text in copy.iter(qn("w:t")):
            text.text = ""
        next(copy.iter(qn("w:p"))).append(run)
        row.addnext(copy)
    elif kind == "table" and row is None:
        table = document.add_table(1, 2)
        table.cell(0, 1).text = own
        place.addnext(table._tbl)
    elif kind == "delete" and row is None and untouched and place.find(f".//{qn('w:sectPr')}") is None:
        place.getparent().remove(place)
        return False
    else:
        for child in kept if kind == "replace" and untouched else []:
            place.remove(child)
        place.append(run)
    return True


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("scan", [RENAMED, unanswered()], ids=["other data", "no data"])
def test_nothing_typed_anywhere_is_ever_lost(
    seed: int, scan: Scan, german: Paper, tmp_path: Path, ooxml_validate: Validate
) -> None:
    typed: list[str] = []
    changes = [_scramble(seed, typed), split_runs, *([without_controls] if seed % 2 else [])]
    made = again(scan, edited(german.path, tmp_path / "edited.docx", *changes), tmp_path / "again.docx")
    words, told = made.paper.words(), " ".join(edit.by_hand for edit in made.edits.edits)
    assert len(typed) > 20
    assert [own for own in typed if own not in words] == []
    assert [own for own in typed if own not in told] == []
    assert ooxml_validate(made.paper.path) == []
