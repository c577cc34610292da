"""What a consultant breaks in Word is said with its place and the way to mend it, and nothing is written."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from quickscan.domain.problem import ScanError
from quickscan.report.guide import write_guide
from quickscan.report.word import check_template
from tests.report.paper import TEMPLATE, car_maker, texts, write

Change = Callable[[Any], object]


def _template(folder: Path, change: Change) -> Path:
    """A small template with one change made to it."""
    document = Document()
    document.add_paragraph("Bericht für {{ cover.client }}")
    change(document)
    path = folder / "own.docx"
    document.save(str(path))
    return path


def _adds(*paragraphs: str) -> Change:
    def change(document: Any) -> None:
        for words in paragraphs:
            document.add_paragraph(words)

    return change


def _adds_row(words: str) -> Change:
    def change(document: Any) -> None:
        document.add_table(1, 1).cell(0, 0).text = words

    return change


def _adds_header(words: str) -> Change:
    def change(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = words

    return change


FAULTS: dict[str, tuple[Change, str]] = {
    "misspelt field": (
        _adds("Kunde: {{ cover.clinet }} heute"),
        "own.docx, “Kunde: {{ cover.clinet }} heute”: the field cover.clinet does not exist, "
        "write cover.client, the nearest known field, or remove it",
    ),
    "field without its branch": (
        _adds("{{ client }}"),
        "own.docx, “{{ client }}”: the field client does not exist, write cover.client, the nearest known field, or remove it",
    ),
    "field in a loop": (
        _adds("{%p for row in causes.rows %}", "{{ row.nmae }}", "{%p endfor %}"),
        "own.docx, “{{ row.nmae }}”: the field row.nmae does not exist, write row.name, the nearest known field, or remove it",
    ),
    "list looped over": (
        _adds("{%p for row in causes.rosw %}", "{{ row.name }}", "{%p endfor %}"),
        "own.docx, “{% for row in causes.rosw %}”: the field causes.rosw does not exist, "
        "write causes.rows, the nearest known field, or remove it",
    ),
    "field in a header": (
        _adds_header("{{ cover.titel }}"),
        "own.docx, “{{ cover.titel }}”: the field cover.titel does not exist, "
        "write cover.title, the nearest known field, or remove it",
    ),
    "field in a table": (
        _adds_row("{{ simulation.comparson }}"),
        "own.docx, “{{ simulation.comparson }}”: the field simulation.comparson does not exist, "
        "write simulation.comparison, the nearest known field, or remove it",
    ),
    "fixed words": (
        _adds("{{ t.sumary }}"),
        "own.docx, “{{ t.sumary }}”: the field t.sumary does not exist, write t.summary, the nearest known field, or remove it",
    ),
    "insides of the program": (
        _adds("{{ cover.__class__ }}"),
        "own.docx, “{{ cover.__class__ }}”: the field cover.__class__ does not exist, "
        "write cover.consultants, the nearest known field, or remove it",
    ),
    "tag that cannot be understood": (
        _adds("Stand {{ cover.made_on | }} heute"),
        "own.docx, “Stand {{ cover.made_on | }} heute”: the tag cannot be understood "
        "(expected token 'name', got 'end of print statement'), correct the tag in Word",
    ),
    "filter that does not exist": (
        _adds("{{ cover.client|loud }}"),
        "own.docx, “{{ cover.client|loud }}”: the tag cannot be understood (No filter named 'loud'.), correct the tag in Word",
    ),
    "loop that does not end": (
        _adds("{%p for row in causes.rows %}", "{{ row.name }}", "Ende"),
        "own.docx, “{% for row in causes.rows %}”: this for never ends, "
        "write {%p endfor %} in a paragraph of its own, or {%tr endfor %} in a table row, where it ends",
    ),
    "condition that does not end": (
        _adds("Nur {% if cover.client %}wenn", "{%p for row in causes.rows %}", "x", "{%p endfor %}"),
        "own.docx, “Nur {% if cover.client %}wenn”: this if never ends, "
        "write {%p endif %} in a paragraph of its own, or {%tr endif %} in a table row, where it ends",
    ),
    "end without a beginning": (
        _adds("Ende {% endif %}"),
        "own.docx, “Ende {% endif %}”: the tag cannot be understood (Encountered unknown tag 'endif'.), correct the tag in Word",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_with_place_and_remedy(tmp_path: Path, fault: str) -> None:
    change, message = FAULTS[fault]
    with pytest.raises(ScanError) as raised:
        check_template(_template(tmp_path, change), texts())
    assert str(raised.value) == message


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    template = _template(tmp_path, _adds("{{ cover.clinet }}", "{{ cover.clinet }}", "{{ nothing.like.it }}"))
    with pytest.raises(ScanError) as raised:
        check_template(template, texts())
    assert [problem.what for problem in raised.value.problems] == [
        "the field cover.clinet does not exist",
        "the field nothing does not exist",
    ]


def test_a_faulty_template_leaves_the_report_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "report_de.docx").write_bytes(b"yesterday's report")
    with pytest.raises(ScanError, match=r"cover\.clinet"):
        write(car_maker(), tmp_path, "de", _template(tmp_path, _adds("{{ cover.clinet }}")))
    assert (tmp_path / "report_de.docx").read_bytes() == b"yesterday's report"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.docx", "report_de.docx"]


@pytest.mark.parametrize(
    "escape",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cover|attr('__class__') }}",
        "{{ cover['__class__'] }}",
        "{{ (cover|attr('__init__')).__globals__ }}",
        "{{ cover.client.__class__ }}",
        "{% set x = cover %}{{ x.__class__ }}",
        "{{ range.__self__ }}",
        "{{ cover.client.format.__self__ }}",
        "{{ '{0.__class__.__mro__}'.format(cover) }}",
        "{{ causes.rows.append(1) }}",
        "{{ cover.update({'client': 'x'}) }}",
        "{% for n in range(999999999) %}x{% endfor %}",
    ],
)
def test_the_sandbox_lets_nothing_out(tmp_path: Path, escape: str) -> None:
    with pytest.raises(ScanError):
        write(car_maker(), tmp_path, "de", _template(tmp_path, _adds(escape)))


def test_a_condition_that_ends_elsewhere_is_said(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.add_paragraph("{% if false %}x")
        document.add_table(1, 1).cell(0, 0).text = "y{% endif %}"

    with pytest.raises(ScanError) as raised:
        write(car_maker(), tmp_path, "de", _template(tmp_path, change))
    assert str(raised.value) == (
        "own.docx: a loop or condition begins and ends in places that do not match, "
        "put {%p ... %} tags alone in their paragraph and {%tr ... %} tags alone in their table row"
    )


def test_a_tag_that_cannot_be_filled_is_said(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match=r"own\.docx: a tag cannot be filled \(.*division.*\), correct the tag in Word"):
        write(car_maker(), tmp_path, "de", _template(tmp_path, _adds("{{ 1 / 0 }}")))


def _no_zip(path: Path) -> None:
    path.write_bytes(b"just some words")


def _old_word(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))


def _half_a_file(path: Path) -> None:
    path.write_bytes(TEMPLATE.read_bytes()[:20_000])


def _no_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")


def _broken_xml(path: Path) -> None:
    with zipfile.ZipFile(TEMPLATE) as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, b"<w:document" if name == "word/document.xml" else good.read(name))


def _a_spreadsheet(path: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(str(path)) as workbook:
        workbook.add_worksheet()


@pytest.mark.parametrize("make", [_no_zip, _old_word, _half_a_file, _no_document, _broken_xml, _a_spreadsheet])
def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "broken.docx"
    make(path)
    with pytest.raises(ScanError) as raised:
        check_template(path, texts())
    assert str(raised.value) == (
        f"{path}: this is not a Word document that can be read, open it in Word and save it again as a document (.docx)"
    )


def test_a_missing_template_is_said(tmp_path: Path) -> None:
    with pytest.raises(ScanError) as raised:
        check_template(tmp_path / "none.docx", texts())
    assert str(raised.value) == f"{tmp_path / 'none.docx'}: there is no such template, give the path of a Word document (.docx)"


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "report_de.docx").mkdir()
    with pytest.raises(ScanError, match="the report cannot be written"):
        write(car_maker(), tmp_path, "de", _template(tmp_path, _adds("x")))


def test_a_guide_that_cannot_be_written_is_called_a_guide(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match=r"the interview guide cannot be written .*, close it in Word if it is open there"):
        write_guide(b"content", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_table_of_contents_kept_by_word_does_no_harm(tmp_path: Path) -> None:
    """Saving a template in Word fills its table of contents with the tags of the headings."""

    def change(document: Any) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-2"</w:instrText></w:r>'
        separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for runs in (begin + separate + "<w:r><w:t>{{ row.name }} 3</w:t></w:r>", "<w:r><w:t>{{ row.code }} 4</w:t></w:r>", end):
            document.element.body.insert(0 if runs.startswith(begin) else 1, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
        last = document.element.body[1]
        document.element.body.insert(1, document.element.body[2])
        assert last.getparent() is not None
        document.add_paragraph("{%p for row in causes.rows %}")
        document.add_heading("{{ row.name }}", 1)
        document.add_paragraph("{%p endfor %}")

    written = write(car_maker(), tmp_path, "de", _template(tmp_path, change))
    links = list(written.body.iter(qn("w:hyperlink")))
    assert len(links) == len(car_maker().assessment.severity)
    assert not any("{{" in words for words in written.paragraphs())


def test_headings_are_known_by_what_word_calls_them_inside(tmp_path: Path) -> None:
    """German Word gives the ids of built-in styles German names."""

    def change(document: Any) -> None:
        document.styles.element.get_by_id("Heading1").set(qn("w:styleId"), "berschrift1")
        heading = document.add_paragraph("{{ cover.client }}")
        heading._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), "berschrift1")
        field = '<w:fldChar w:fldCharType="{}"/>'
        runs = [field.format("begin"), "<w:instrText>TOC</w:instrText>", field.format("separate"), field.format("end")]
        toc = "".join(f"<w:r>{run}</w:r>" for run in runs)
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{toc}</w:p>"))

    written = write(car_maker(), tmp_path, "de", _template(tmp_path, change))
    assert [link.findtext(f".//{qn('w:t')}") for link in written.body.iter(qn("w:hyperlink"))] == ["Beispiel Automobil AG"]


def test_without_its_style_a_mark_is_still_raised(tmp_path: Path) -> None:
    written = write(car_maker(), tmp_path, "de", _template(tmp_path, _adds("Verlust {{ summary.loss_range }} heute")))
    runs = written.document.paragraphs[1].runs
    assert [run.text for run in runs if run.font.superscript] == ["F"]
    assert runs[-1].text == " heute"
