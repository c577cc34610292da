"""What people wrote into a report stays when it is made again, whatever program they used."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from quickscan.domain.problem import ScanError
from quickscan.report.edited import read_edited
from quickscan.report.passages import passages
from quickscan.report.record import kept
from tests.report.editing import (
    DECISION,
    LOSS,
    MEASURE,
    Edit,
    again,
    around_paragraphs,
    behind,
    delete,
    edited,
    paragraph,
    rewrite,
    split_runs,
    without_controls,
)
from tests.report.paper import TEMPLATE, Paper, car_maker, nearly_empty, with_client, with_fewer_answers, write

Validate = Callable[[Path], list[dict[str, Any]]]
OWN = "Wir bitten um Freigabe bis Ende März."
RENAMED = with_client(car_maker(), name="Andere Automobil AG")


def test_every_sentence_stands_in_a_control_with_a_tag_of_its_own(paper: Paper) -> None:
    tags = [tag.get(qn("w:val")) for tag in paper.body.iter(qn("w:tag"))]
    assert len(tags) > 150
    assert len(set(tags)) == len(tags)
    assert max(map(len, tags)) <= 64
    assert {DECISION, LOSS, MEASURE} <= set(tags)
    appearances = list(paper.body.iter("{http://schemas.microsoft.com/office/word/2012/wordml}appearance"))
    assert len(appearances) == len(tags)


def test_no_heading_caption_or_chart_stands_in_a_control(paper: Paper) -> None:
    for control in paper.body.iter(qn("w:sdt")):
        owner = next(control.iterancestors(qn("w:p")))
        assert not (owner.style or "").startswith(("Heading", "Caption", "TOC"))
        assert control.find(f".//{qn('w:tbl')}") is None
        assert control.find(f".//{qn('w:drawing')}") is None


def test_a_report_remembers_every_passage_as_it_was(paper: Paper) -> None:
    record, found = kept(paper.document, "report"), passages(paper.document)
    assert record.made.engagement == "car_maker"
    assert [part.text for part in record.passages] == [part.text for part in found]
    assert len({part.tag for part in record.passages}) == len(record.passages) > 500


def test_tags_say_what_a_thing_is_and_not_where_it_stands(german: Paper, tmp_path: Path) -> None:
    programme = car_maker().recommendations
    turned = programme.model_copy(update={"recommendations": programme.recommendations[::-1]})
    other = write(car_maker().model_copy(update={"recommendations": turned}), tmp_path)
    ours, theirs = ({part.tag: part.text for part in passages(found.document)} for found in (german, other))
    described = [tag for tag in ours if tag.endswith(".description")]
    assert len(described) > 10
    assert {tag: ours[tag] for tag in described} == {tag: theirs[tag] for tag in described}


def test_an_untouched_report_made_again_is_the_same_file(german: Paper, tmp_path: Path) -> None:
    made = again(car_maker(), german.path, tmp_path / "again.docx")
    assert made.edits.edits == ()
    assert made.paper.path.read_bytes() == german.path.read_bytes()


def test_saving_in_another_program_is_no_change(german: Paper, tmp_path: Path) -> None:
    for change in (split_runs, without_controls, around_paragraphs):
        source = edited(german.path, tmp_path / "saved.docx", change)
        made = again(car_maker(), source, tmp_path / "again.docx")
        assert made.edits.edits == ()
        assert made.paper.path.read_bytes() == german.path.read_bytes()


@pytest.mark.parametrize("change", [split_runs, without_controls, around_paragraphs])
def test_words_by_hand_stay_whatever_program_saved_them(change: Edit, german: Paper, tmp_path: Path) -> None:
    source = edited(german.path, tmp_path / "edited.docx", rewrite(DECISION, OWN), change)
    made = again(car_maker(), source, tmp_path / "again.docx")
    assert made.kinds() == {"hand": 1}
    assert made.edits.edits[0].by_hand == OWN
    assert made.edits.edits[0].place == "Zusammenfassung"
    assert OWN in made.paper.paragraphs()
    assert "Wir bitten die Geschäftsführung" not in made.paper.words()


def test_what_the_data_change_is_printed_and_listed(german: Paper, tmp_path: Path) -> None:
    source = edited(german.path, tmp_path / "edited.docx", rewrite(DECISION, OWN))
    made = again(RENAMED, source, tmp_path / "again.docx")
    assert set(made.kinds()) == {"hand", "data"}
    assert any(edit.tag == LOSS and "Andere Automobil AG" in edit.now for edit in made.edits.of("data"))
    assert OWN in made.paper.paragraphs()
    assert "Beispiel Automobil AG gewinnt" not in made.paper.words()


def test_where_hand_and_data_differ_the_hand_stays_and_a_comment_says_so(german: Paper, tmp_path: Path) -> None:
    source = edited(german.path, tmp_path / "edited.docx", rewrite(LOSS, "Wir verlieren jeden zweiten Kunden."))
    made = again(RENAMED, source, tmp_path / "again.docx")
    (conflict,) = made.edits.of("both")
    assert (conflict.tag, conflict.by_hand) == (LOSS, "Wir verlieren jeden zweiten Kunden.")
    assert conflict.then.startswith("Beispiel Automobil AG")
    assert conflict.now.startswith("Andere Automobil AG")
    assert "Wir verlieren jeden zweiten Kunden." in made.paper.paragraphs()
    (comment,) = made.paper.document.comments
    assert comment.author == "Quick-Scan"
    assert "Andere Automobil AG gewinnt" in comment.text
    assert comment.timestamp is not None
    assert str(comment.timestamp.date()) == "2026-11-24"


def test_a_question_stays_open_until_its_comment_is_deleted(german: Paper, tmp_path: Path) -> None:
    source = edited(german.path, tmp_path / "edited.docx", rewrite(LOSS, "Von Hand."))
    first = again(RENAMED, source, tmp_path / "first.docx")
    second = again(RENAMED, first.paper.path, tmp_path / "second.docx")
    assert second.kinds() == {"both": 1}
    assert len(list(second.paper.document.comments)) == 1
    settled = edited(first.paper.path, tmp_path / "settled.docx", _delete_comments)
    third = again(RENAMED, settled, tmp_path / "third.docx")
    assert third.kinds() == {"hand": 1}
    assert len(list(third.paper.document.comments)) == 0


def test_who_writes_what_the_data_say_later_is_not_asked(german: Paper, tmp_path: Path) -> None:
    now = write(RENAMED, tmp_path)
    words = next(part.text for part in passages(now.document) if part.tag == LOSS)
    made = again(RENAMED, edited(german.path, tmp_path / "edited.docx", rewrite(LOSS, words)), tmp_path / "again.docx")
    assert made.edits.of("both") == made.edits.of("hand") == ()
    assert made.paper.path.read_bytes() == now.path.read_bytes()


def test_looks_lists_and_added_paragraphs_by_hand_stay(german: Paper, tmp_path: Path) -> None:
    def add_inside(document: Any) -> None:
        around_paragraphs(document)
        control = next(
            c for c in document.element.body.iter(qn("w:sdt")) if c.find(f".//{qn('w:tag')}").get(qn("w:val")) == MEASURE
        )
        control.find(qn("w:sdtContent")).append(paragraph("Erstens im Süden.", "<w:b/>", "ListBullet"))

    source = edited(german.path, tmp_path / "edited.docx", add_inside)
    made = again(RENAMED, source, tmp_path / "again.docx")
    (change,) = made.edits.of("hand")
    assert change.tag == MEASURE
    assert change.by_hand == f"{change.then}\nErstens im Süden."
    added = next(found for found in made.paper.body.iter(qn("w:p")) if "Erstens im Süden." in "".join(found.itertext()))
    assert added.style == "ListBullet"
    assert added.find(f".//{qn('w:b')}") is not None
    twice = again(RENAMED, made.paper.path, tmp_path / "twice.docx")
    assert twice.kinds() == {"hand": 1}
    assert twice.paper.words() == made.paper.words()


def test_words_made_bold_stay_bold(german: Paper, tmp_path: Path) -> None:
    def embolden(document: Any) -> None:
        text = next(text for text in document.element.body.iter(qn("w:t")) if "Befragt wurden 7" in (text.text or ""))
        text.getparent().insert(0, paragraph("", "<w:b/>").find(f".//{qn('w:rPr')}"))

    made = again(car_maker(), edited(german.path, tmp_path / "edited.docx", embolden), tmp_path / "again.docx")
    assert made.kinds() == {"hand": 1}
    bold = next(found for found in made.paper.body.iter(qn("w:r")) if "Befragt wurden 7" in "".join(found.itertext()))
    assert bold.find(f".//{qn('w:b')}") is not None


def test_tracked_changes_count_as_accepted(german: Paper, tmp_path: Path) -> None:
    def track(document: Any) -> None:
        text = next(text for text in document.element.body.iter(qn("w:t")) if "Befragt wurden 7" in (text.text or ""))
        run = text.getparent()
        about = {qn("w:id"): "900", qn("w:author"): "A", qn("w:date"): "2026-11-25T10:00:00Z"}
        taken, put = run.makeelement(qn("w:del"), about), run.makeelement(qn("w:ins"), {**about, qn("w:id"): "901"})
        run.addprevious(taken)
        taken.append(run)
        text.tag = qn("w:delText")
        put.append(paragraph("Wir sprachen mit sieben Personen.").find(qn("w:r")))
        taken.addnext(put)

    made = again(car_maker(), edited(german.path, tmp_path / "edited.docx", track), tmp_path / "again.docx")
    assert [edit.by_hand for edit in made.edits.edits] == ["Wir sprachen mit sieben Personen."]
    assert made.paper.body.find(f".//{qn('w:ins')}") is None
    assert "Befragt wurden" not in made.paper.words()


def test_quotation_marks_and_spaces_that_a_program_changes_are_no_change(german: Paper, tmp_path: Path) -> None:
    def smarten(document: Any) -> None:
        for text in document.element.body.iter(qn("w:t")):
            text.text = (text.text or "").replace("„", '"').replace("“", '"').replace(" %", "\u202f%")

    made = again(car_maker(), edited(german.path, tmp_path / "edited.docx", smarten), tmp_path / "again.docx")
    assert made.edits.edits == ()


def test_what_was_deleted_stays_deleted(german: Paper, tmp_path: Path) -> None:
    source = edited(german.path, tmp_path / "edited.docx", delete(MEASURE), delete("qs:t.findings_intro"))
    made = again(RENAMED, source, tmp_path / "again.docx")
    assert {edit.tag for edit in made.edits.of("deleted")} == {MEASURE, "qs:t.findings_intro"}
    assert all(edit.then not in made.paper.words() for edit in made.edits.of("deleted"))
    later = again(RENAMED, made.paper.path, tmp_path / "later.docx")
    assert {edit.tag for edit in later.edits.of("deleted")} == {MEASURE, "qs:t.findings_intro"}


def test_a_control_that_was_emptied_counts_as_deleted(german: Paper, tmp_path: Path) -> None:
    def empty(document: Any) -> None:
        rewrite(MEASURE, "Klicken oder tippen Sie hier, um Text einzugeben.")(document)
        tag = next(tag for tag in document.element.body.iter(qn("w:tag")) if tag.get(qn("w:val")) == MEASURE)
        tag.addnext(tag.makeelement(qn("w:showingPlcHdr")))

    made = again(car_maker(), edited(german.path, tmp_path / "edited.docx", empty), tmp_path / "again.docx")
    assert made.kinds() == {"deleted": 1}
    assert "Klicken oder tippen" not in made.paper.words()


def test_the_same_edited_file_gives_the_same_bytes(german: Paper, tmp_path: Path) -> None:
    changes = (rewrite(LOSS, "Von Hand."), behind("Befragt wurden 7", paragraph("Dazu ein Satz.")))
    source = edited(german.path, tmp_path / "edited.docx", *changes)
    first, second = (again(RENAMED, source, tmp_path / f"{name}.docx").paper.path.read_bytes() for name in "ab")
    assert first == second


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_a_report_made_again(german: Paper, tmp_path: Path, ooxml_validate: Validate) -> None:
    changes = (
        rewrite(LOSS, "Von Hand."),
        rewrite(DECISION, OWN, "<w:i/>"),
        delete(MEASURE),
        behind("Befragt wurden 7", paragraph("Dazu ein Satz.")),
        split_runs,
        around_paragraphs,
    )
    source = edited(german.path, tmp_path / "edited.docx", *changes)
    made = again(with_fewer_answers(RENAMED, RENAMED.engagement.answers[::3]), source, tmp_path / "again.docx")
    assert ooxml_validate(made.paper.path) == []
    assert made.edits.of("both")


def test_a_report_of_hardly_any_answers_is_made_again_too(tmp_path: Path) -> None:
    first = write(nearly_empty(), tmp_path)
    made = again(nearly_empty(), edited(first.path, tmp_path / "edited.docx", rewrite(DECISION, OWN)), tmp_path / "again.docx")
    assert made.kinds() == {"hand": 1}
    assert OWN in made.paper.paragraphs()


@pytest.mark.needs_libreoffice
def test_a_report_edited_in_libreoffice_keeps_what_was_written(german: Paper, tmp_path: Path) -> None:
    source = edited(
        german.path, tmp_path / "edited.docx", rewrite(DECISION, OWN), behind("Befragt wurden 7", paragraph("Dazu ein Satz."))
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", tmp_path / "saved", source]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    made = again(RENAMED, tmp_path / "saved" / "edited.docx", tmp_path / "again.docx")
    assert [edit.by_hand for edit in made.edits.of("hand")] == [OWN]
    assert [edit.by_hand for edit in made.edits.of("added")] == ["Dazu ein Satz."]
    assert made.edits.of("deleted") == made.edits.of("unplaced") == made.edits.of("both") == ()


def test_files_that_cannot_be_made_again_are_refused_with_the_reason(german: Paper, tmp_path: Path) -> None:
    plain, broken = tmp_path / "plain.docx", tmp_path / "broken.docx"
    docx.Document(str(TEMPLATE)).save(str(plain))
    broken.write_bytes(b"PK no archive")
    for path, reason in (
        (plain, "no report of Quick-Scan"),
        (broken, "not a Word document"),
        (tmp_path / "missing.docx", "no such file"),
    ):
        with pytest.raises(ScanError, match=reason):
            read_edited(path)
    with pytest.raises(ScanError, match="report of another engagement"):
        again(nearly_empty(), german.path, tmp_path / "again.docx")
    with pytest.raises(ScanError, match="cannot be translated"):
        again(car_maker(), german.path, tmp_path / "again.docx", "en")
    assert not (tmp_path / "again.docx").exists()


def _delete_comments(document: Any) -> None:
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in list(document.element.body.iter(qn(f"w:{name}"))):
            mark.getparent().remove(mark)
