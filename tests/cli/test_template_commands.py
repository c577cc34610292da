"""Templates on the command line: looked at, with their words, and used for a report."""

from pathlib import Path

from docx import Document
from docx.oxml.ns import qn

from tests.cli.conftest import Run
from tests.cli.test_commands import NEARLY_EMPTY


def test_check_lists_every_placeholder_and_every_fault_of_a_template(run: Run, tmp_path: Path) -> None:
    document = Document()
    for words in ("Für {{ cover.client }}", "{{ cover.clinet }}", "{%p for row in causes.rows %}"):
        document.add_paragraph(words)
    document.save(str(tmp_path / "own.docx"))
    checked = run("check", tmp_path / "own.docx")
    assert checked.returncode == 1
    assert checked.stdout.splitlines() == [
        "own.docx: 3 placeholders",
        "  {{ cover.client }}    paragraph 1, “Für {{ cover.client }}”",
        "  {{ cover.clinet }}    paragraph 2, “{{ cover.clinet }}”",
        "  {%p for row in causes.rows %}    paragraph 3, “{%p for row in causes.rows %}”",
    ]
    assert len(checked.stderr.splitlines()) == 2
    assert "write cover.client, the nearest known field" in checked.stderr


def test_check_takes_the_words_beside_a_template(run: Run, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ t.our_own_words }}")
    document.save(str(tmp_path / "own.docx"))
    assert "the fixed words t.our_own_words are missing in the texts file" in run("check", tmp_path / "own.docx").stderr
    (tmp_path / "own.texts.yaml").write_text("our_own_words: {de: Über uns, en: About us}", encoding="utf-8")
    assert run("check", tmp_path / "own.docx").returncode == 0


def test_a_report_is_made_with_a_template_by_name_or_file(run: Run, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Nur für {{ cover.client }}")
    (tmp_path / "data" / "templates").mkdir(parents=True)
    for file in (tmp_path / "data" / "templates" / "small.docx", tmp_path / "file.docx"):
        document.save(str(file))
    for number, template in enumerate(("small", tmp_path / "file.docx")):
        target = tmp_path / f"{number}.docx"
        ran = run("report", NEARLY_EMPTY, "-o", target, "--template", template, "--replications", 2, "--data", tmp_path / "data")
        assert ran.returncode == 0, ran.stderr
        assert "".join(words.text for words in Document(str(target)).element.body.iter(qn("w:t"))).startswith("Nur für ")
    ran = run("report", NEARLY_EMPTY, "-o", tmp_path / "x.docx", "--template", "smal", "--data", tmp_path / "data")
    assert "there is no template of this name, write small" in ran.stderr
