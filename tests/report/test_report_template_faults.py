"""What a consultant breaks in Word is said with its place and the way to mend it, and nothing is written."""

from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from quickscan.domain.problem import ScanError
from quickscan.report.environment import ALLOWED_WORDS
from quickscan.report.nesting import MATCHING
from quickscan.report.template import ReportTemplate
from quickscan.report.word import check_template, inspect_template
from tests.report.changed_templates import Change, adds, template_with
from tests.report.paper import TEMPLATE, car_maker, texts, write


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
        adds("Kunde: {{ cover.clinet }} heute"),
        "own.docx, paragraph 2, “Kunde: {{ cover.clinet }} heute”: the field cover.clinet does not exist, "
        "write cover.client, the nearest known field, or remove it",
    ),
    "field without its branch": (
        adds("{{ client }}"),
        "own.docx, paragraph 2, “{{ client }}”: the field client does not exist, "
        "write cover.client, the nearest known field, or remove it",
    ),
    "field in a loop": (
        adds("{%p for row in causes.rows %}", "{{ row.nmae }}", "{%p endfor %}"),
        "own.docx, paragraph 3, “{{ row.nmae }}”: the field row.nmae does not exist, "
        "write row.name, the nearest known field, or remove it",
    ),
    "list looped over": (
        adds("{%p for row in causes.rosw %}", "{{ row.name }}", "{%p endfor %}"),
        "own.docx, paragraph 2, “{%p for row in causes.rosw %}”: the field causes.rosw does not exist, "
        "write causes.rows, the nearest known field, or remove it",
    ),
    "field in a header": (
        _adds_header("{{ cover.titel }}"),
        "own.docx, header, paragraph 1, “{{ cover.titel }}”: the field cover.titel does not exist, "
        "write cover.title, the nearest known field, or remove it",
    ),
    "field in a table": (
        _adds_row("{{ simulation.comparson }}"),
        "own.docx, paragraph 2 (table cell), “{{ simulation.comparson }}”: the field simulation.comparson does not exist, "
        "write simulation.comparison, the nearest known field, or remove it",
    ),
    "fixed words": (
        adds("{{ t.sumary }}"),
        "own.docx, paragraph 2, “{{ t.sumary }}”: the fixed words t.sumary are missing in the texts file, "
        "write t.summary, the nearest known ones, or add them to the texts file",
    ),
    "insides of the program": (
        adds("{{ cover.__class__ }}"),
        "own.docx, paragraph 2, “{{ cover.__class__ }}”: a template may not use names that begin with an underscore "
        f"({{{{ cover.__class__ }}}}), {ALLOWED_WORDS}",
    ),
    "tag that cannot be understood": (
        adds("Stand {{ cover.made_on | }} heute"),
        "own.docx, paragraph 2, “Stand {{ cover.made_on | }} heute”: the tag {{ cover.made_on | }} cannot be understood "
        "(expected token 'name', got 'end of print statement'), correct the tag in Word",
    ),
    "filter that does not exist": (
        adds("{{ cover.client|loud }}"),
        "own.docx, paragraph 2, “{{ cover.client|loud }}”: the tag {{ cover.client|loud }} cannot be understood "
        "(No filter named 'loud'), correct the tag in Word",
    ),
    "loop that does not end": (
        adds("{%p for row in causes.rows %}", "{{ row.name }}", "Ende"),
        "own.docx, paragraph 2, “{%p for row in causes.rows %}”: this for never ends, "
        "write {%p endfor %} in a paragraph of its own, or {%tr endfor %} in a table row, where it ends",
    ),
    "condition that does not end": (
        adds("Nur {% if cover.client %}wenn", "{%p for row in causes.rows %}", "x", "{%p endfor %}"),
        "own.docx, paragraph 2, “Nur {% if cover.client %}wenn”: this if never ends, "
        "write {%p endif %} in a paragraph of its own, or {%tr endif %} in a table row, where it ends",
    ),
    "tag that is never closed": (
        adds("Kunde {{ cover.client"),
        "own.docx, paragraph 2, “Kunde {{ cover.client”: {{ begins or ends nothing in this paragraph, "
        "write both braces at both ends, and the whole tag within one paragraph",
    ),
    "letters looped over": (
        adds("{%p for x in cover.client %}", "{%p endfor %}"),
        "own.docx, paragraph 2, “{%p for x in cover.client %}”: cover.client is no list that a loop could go through, "
        "write approach.documents, the nearest list, or take the loop away",
    ),
    "row outside of a table": (
        adds("{%tr if cover.client %}x{%tr endif %}"),
        "own.docx, paragraph 2, “{%tr if cover.client %}x{%tr endif %}”: {%tr if cover.client %} stands in no table row, "
        f"{MATCHING}\n"
        "own.docx, paragraph 2, “{%tr if cover.client %}x{%tr endif %}”: {%tr endif %} stands in no table row, "
        f"{MATCHING}\n"
        "own.docx, paragraph 2, “{%tr if cover.client %}x{%tr endif %}”: "
        f"what begins in “{{%tr if cover.client %}}x{{%tr endif %}}” ends in a place that does not match, {MATCHING}",
    ),
    "words that would be lost": (
        adds("{%p if cover.client %} Kunde", "{%p endif %}"),
        "own.docx, paragraph 2, “{%p if cover.client %} Kunde”: "
        "what stands beside {%p if cover.client %} in its paragraph would not be printed, "
        "put it alone into a paragraph of its own",
    ),
    "two kinds of tag": (
        adds("{%p if cover.client %}", "{% endif %}"),
        "own.docx, paragraph 3, “{% endif %}”: what begins in “{%p if cover.client %}” ends in a place that does not match, "
        f"{MATCHING}",
    ),
    "otherwise without a condition": (
        adds("a {% else %} b"),
        "own.docx, paragraph 2, “a {% else %} b”: this {% else %} belongs to no condition, "
        "take it out, or begin a condition before it",
    ),
    "two otherwise": (
        adds("{% if cover.client %}{% else %}a", "{% else %}b{% endif %}"),
        "own.docx, paragraph 3, “{% else %}b{% endif %}”: the tags here cannot be understood (Encountered unknown tag 'else'. "
        "Jinja was looking for the following tags: 'endif'. The innermost block that needs to be closed is 'if'), "
        "correct them in Word",
    ),
    "field that puts down a run": (
        adds("{{r cover.client }}"),
        "own.docx, paragraph 2, “{{r cover.client }}”: a template may not use {{r ... }}, "
        f"which leaves its words outside of any paragraph ({{{{r cover.client }}}}), {ALLOWED_WORDS}",
    ),
    "end without a beginning": (
        adds("Ende {% endif %}"),
        "own.docx, paragraph 2, “Ende {% endif %}”: this {% endif %} ends nothing, take it out, or write where the if begins",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_with_place_and_remedy(tmp_path: Path, fault: str) -> None:
    change, message = FAULTS[fault]
    with pytest.raises(ScanError) as raised:
        check_template(template_with(tmp_path, change), texts())
    assert str(raised.value) == message


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    template = template_with(tmp_path, adds("{{ cover.clinet }}", "{{ cover.clinet }}", "{{ nothing.like.it }}"))
    with pytest.raises(ScanError) as raised:
        check_template(template, texts())
    assert [problem.what for problem in raised.value.problems] == [
        "the field cover.clinet does not exist",
        "the field cover.clinet does not exist",
        "the field nothing does not exist",
    ]
    assert [problem.where for problem in raised.value.problems] == [
        "own.docx, paragraph 2, “{{ cover.clinet }}”",
        "own.docx, paragraph 3, “{{ cover.clinet }}”",
        "own.docx, paragraph 4, “{{ nothing.like.it }}”",
    ]


def test_a_faulty_template_leaves_the_report_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "report_de.docx").write_bytes(b"yesterday's report")
    with pytest.raises(ScanError, match=r"cover\.clinet"):
        write(car_maker(), tmp_path, "de", template_with(tmp_path, adds("{{ cover.clinet }}")))
    assert (tmp_path / "report_de.docx").read_bytes() == b"yesterday's report"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.docx", "report_de.docx"]


def test_faults_of_all_kinds_are_said_together(tmp_path: Path) -> None:
    """A loop that is not understood still tells what its entries are called, so that they are not faults as well."""
    change = adds(
        "{{ cover.clinet }}",
        "{%p for row in causes.rows | %}",
        "{{ row.name }} {{ t.sumary }}",
        "{%p endfor %}",
        "{%p if cover.client %}",
        "{% endfor %}",
        "{{ cover.",
        "{{ 7 * 6 }}",
    )
    faults = inspect_template(template_with(tmp_path, change), texts()).faults
    assert [(fault.place.number, fault.what.split(",")[0][:40]) for fault in faults] == [
        (2, "the field cover.clinet does not exist"),
        (3, "the tag {%p for row in causes.rows | %} "),
        (4, "the fixed words t.sumary are missing in "),
        (6, "this if never ends"),
        (7, "this {% endfor %} ends nothing"),
        (8, "{{ begins or ends nothing in this paragr"),
        (9, "a template may not use calculations ({{ "),
    ]


def test_every_placeholder_is_listed_with_its_place(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.add_paragraph("").add_run("{{ cover")
        document.paragraphs[-1].add_run(".title }} und {# nur für uns #}")
        document.add_table(1, 1).cell(0, 0).text = "{{ summary.decision }}".replace("decision", "loss_range")
        document.sections[0].header.paragraphs[0].text = "{{ cover.client }}"
        document.sections[0].footer.paragraphs[0].text = "Seite {{ t.page }}"
        document.element.body.insert(0, parse_xml(TEXT_BOX))

    inspection = inspect_template(template_with(tmp_path, change), texts())
    assert inspection.faults == ()
    assert sorted((found.words, str(found.place)) for found in inspection.placeholders) == [
        ("{{ cover.client }}", "header, paragraph 1, “{{ cover.client }}”"),
        ("{{ cover.client }}", "paragraph 3, “Bericht für {{ cover.client }}”"),
        ("{{ cover.made_on }}", "paragraph 2 (text box), “Im Kasten {{ cover.made_on }}”"),
        ("{{ cover.title }}", "paragraph 4, “{{ cover.title }} und {# nur für uns #}”"),
        ("{{ summary.loss_range }}", "paragraph 5 (table cell), “{{ summary.loss_range }}”"),
        ("{{ t.page }}", "footer, paragraph 1, “Seite {{ t.page }}”"),
    ]


IN_THE_BOX = "<w:txbxContent><w:p><w:r><w:t>Im Kasten {{ cover.made_on }}</w:t></w:r></w:p></w:txbxContent>"
TEXT_BOX = (
    f"<w:p {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:v='urn:schemas-microsoft-com:vml'><w:r><mc:AlternateContent>"
    f"<mc:Choice Requires='w'>{IN_THE_BOX}</mc:Choice><mc:Fallback>{IN_THE_BOX}</mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def test_the_shipped_template_has_no_faults_and_lists_every_tag() -> None:
    inspection = inspect_template(TEMPLATE, texts())
    assert inspection.faults == ()
    words = {found.words for found in inspection.placeholders}
    assert {"{{ t.report_kind }}", "{{ cover.client }}"} <= words
    assert {found.place.part for found in inspection.placeholders} == {"body", "header", "footer"}


def test_a_condition_that_ends_elsewhere_is_said(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.add_paragraph("{% if false %}x")
        document.add_table(1, 1).cell(0, 0).text = "y{% endif %}"

    with pytest.raises(ScanError) as raised:
        check_template(template_with(tmp_path, change), texts())
    assert str(raised.value) == (
        "own.docx, paragraph 3 (table cell), “y{% endif %}”: "
        "what begins in “{% if false %}x” ends in a place that does not match, "
        "put a tag that begins with {%p alone into its paragraph, and one that begins with {%tr alone into its table row"
    )


def test_a_tag_that_cannot_be_filled_is_said(tmp_path: Path) -> None:
    """A number that is compared with a word only shows when it is filled."""
    template = ReportTemplate(template_with(tmp_path, adds("{{ cover.client < 1 }}")))
    with pytest.raises(ScanError, match=r"own\.docx: a tag cannot be filled \(.*'<' not supported.*\), correct the tag in Word"):
        template.fill({"cover": {"client": "x"}})
