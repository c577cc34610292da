"""Templates that want to run, fetch, read or fill up something are refused with the reason."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError, TemplateSyntaxError

from quickscan.domain.problem import ScanError
from quickscan.report import environment
from quickscan.report.environment import TemplateEnvironment
from quickscan.report.relations import is_harmless_link
from quickscan.report.template import ReportTemplate
from quickscan.report.word import check_template, inspect_template
from tests.report.hostile import Parts, faults_of, relation, with_parts, with_words
from tests.report.paper import texts


@pytest.mark.parametrize(
    ("escape", "reason"),
    [
        ("{{ ''.__class__.__mro__ }}", "names that begin with an underscore"),
        ("{{ cover['__class__'] }}", "names that begin with an underscore"),
        ("{{ (cover|first).__globals__ }}", "names that begin with an underscore"),
        ("{{ range.__self__ }}", "names that begin with an underscore"),
        ("{% set x = cover %}{{ x.__class__ }}", "names that begin with an underscore"),
        ("{{ cover|attr('__class__') }}", "No filter named 'attr'"),
        ("{{ causes.rows|map(attribute='__class__')|list }}", "No filter named 'list'"),
        ("{{ '{0.__class__.__mro__}'.format(cover) }}", "calls of functions"),
        ("{{ causes.rows.append(1) }}", "calls of functions"),
        ("{{ cover.update({'client': 'x'}) }}", "calls of functions"),
        ("{{ lipsum(999999) }}", "calls of functions"),
        ("{% for n in range(999999999) %}x{% endfor %}", "loops over anything but a list of the report"),
        ("{% for n in 'abc' %}x{% endfor %}", "loops over anything but a list of the report"),
        ("{% for a in causes.rows recursive %}{% endfor %}", "loops over anything but a list of the report"),
        ("{{ 9**9**9 }}", "calculations"),
        ("{{ 'x' * 999999999 }}", "calculations"),
        ("{{ '" + "x" * 501 + "' }}", "texts of more than 500 characters inside a tag"),
        ("{{ 'aaaa'|join('aaaa')|join('aaaa') }}", "the filters join, first and last on anything but a list of the report"),
        ("{% set x = 'a' ~ 'a' %}", "{% set %} with anything but a field of the report"),
        ("{{ [1, 2, 3] }}", "lists of its own"),
        ("{% include '/etc/passwd' %}", "{% include %}"),
        ("{% import 'os' as os %}", "{% import %}"),
        ("{% from 'os' import path %}", "{% from %}"),
        ("{% extends 'other' %}", "{% extends %}"),
        ("{% macro m() %}{{ m() }}{% endmacro %}", "{% macro %}"),
        ("{% call m() %}{% endcall %}", "{% call %}"),
        ("{% raw %}{{ x }}{% endraw %}", "{% raw %}"),
        ("{% autoescape false %}x{% endautoescape %}", "{% autoescape %}"),
        ("{% filter upper %}x{% endfilter %}", "{% filter %}"),
        ("{% with a = cover %}{% endwith %}", "{% with %}"),
        ("{% block b %}{% endblock %}", "{% block %}"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "cannot be understood"),
        ("{{ self._TemplateReference__context }}", "names that begin with an underscore"),
    ],
)
def test_code_in_a_tag_is_refused(tmp_path: Path, escape: str, reason: str) -> None:
    faults = faults_of(with_words(tmp_path, escape))
    assert any(reason in fault for fault in faults), faults
    assert all(len(fault) < 400 for fault in faults)


@pytest.mark.parametrize(
    "words",
    ["{{ ''.__class__ }}", "{% for x in range(9) %}{% endfor %}", "{{ 2 ** 9 }}", "{% import 'os' as o %}", "{{ a() }}"],
)
def test_the_same_holds_wherever_a_tag_is_rendered(words: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="a template may not use"):
        TemplateEnvironment().from_string(words)


@given(st.text(alphabet="ab_.()[]{}'\"|*+-~%1,: ", max_size=40))
def test_whatever_is_typed_into_a_field_is_harmless(words: str) -> None:
    """It is refused, or gives a short text."""
    try:
        template = TemplateEnvironment().from_string("{{ " + words + " }}")
        filled = template.render(a={"b": "x"}, b=["y"])
    except (TemplateError, TypeError, ValueError):
        return
    assert len(filled) < 1_000
    assert "<class" not in filled
    assert " at 0x" not in filled


def test_code_that_hides_in_an_alternative_text_is_refused(tmp_path: Path) -> None:
    document = Document()
    hidden = "{{ ''.__class__ }}"
    document.element.body.insert(
        0, parse_xml(f'<w:p {nsdecls("w")}><w:bookmarkStart w:id="1" w:name="{hidden}"/><w:bookmarkEnd w:id="1"/></w:p>')
    )
    document.save(str(tmp_path / "own.docx"))
    assert faults_of(tmp_path / "own.docx") == [
        "a tag cannot be understood (a template may not use names that begin with an underscore), correct the tag in Word"
    ]


def test_braces_that_hide_and_never_close_are_refused(tmp_path: Path) -> None:
    document = Document()
    hidden = "{{ " * 50
    document.element.body.insert(
        0, parse_xml(f'<w:p {nsdecls("w")}><w:bookmarkStart w:id="1" w:name="{hidden}"/><w:bookmarkEnd w:id="1"/></w:p>')
    )
    document.save(str(tmp_path / "own.docx"))
    assert faults_of(tmp_path / "own.docx") == [
        "braces of a tag stand where Word does not show them, take them out of alternative texts and names"
    ]


def test_loops_inside_loops_come_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "MOST_ROUNDS", 1_000)
    loops = "{% for a in rows %}{% for b in rows %}{% for c in rows %}{% endfor %}{% endfor %}{% endfor %}"
    template = ReportTemplate(with_words(tmp_path, loops))
    with pytest.raises(ScanError, match=r"its loops go through more than 1000 rounds"):
        template.fill({"rows": [1] * 100})


def test_a_part_of_a_list_counts_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "MOST_ROUNDS", 1_000)
    template = ReportTemplate(with_words(tmp_path, "{% for a in rows[:99] %}{% for b in rows[1:] %}{% endfor %}{% endfor %}"))
    with pytest.raises(ScanError, match="more than 1000 rounds"):
        template.fill({"rows": [1] * 100})


def test_a_document_cannot_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "LONGEST_XML", 100_000)
    template = ReportTemplate(with_words(tmp_path, "{% for a in rows %}" + "x" * 10_000 + "{% endfor %}"))
    with pytest.raises(ScanError, match="the filled document gets too large"):
        template.fill({"rows": [1] * 100})


@pytest.mark.parametrize("tag", ["{{ cover" + ".client" * 250 + " }}", "{{ " + "not " * 250 + "cover.client }}"])
def test_a_tag_that_is_nested_too_deeply_is_refused(tmp_path: Path, tag: str) -> None:
    assert any("nested too deeply" in fault for fault in faults_of(with_words(tmp_path, tag)))


@pytest.mark.parametrize("depth", [30, 110, 2_000])
@pytest.mark.parametrize("kind", ["for a in causes.rows", "if cover.client"])
def test_loops_and_conditions_nested_too_deeply_are_refused(tmp_path: Path, kind: str, depth: int) -> None:
    tags = f"{{% {kind} %}}" * depth + f"{{% end{kind.split(maxsplit=1)[0]} %}}" * depth
    template = with_words(tmp_path, tags)
    if (kind, depth) == ("if cover.client", 30):
        check_template(template, texts())
    else:
        assert "its loops and conditions are nested too deeply, nest fewer of them" in faults_of(template)


def test_many_braces_do_not_keep_the_program_busy(tmp_path: Path) -> None:
    """The template engine looks for the end of each one; so they are refused before it sees them."""
    faults = faults_of(with_words(tmp_path, "{{ " * 200_000))
    assert faults[0].startswith("{{ begins or ends nothing in this paragraph")


def test_a_template_of_tags_only_is_refused(tmp_path: Path) -> None:
    assert faults_of(with_words(tmp_path, "{{ cover.client }} " * 5_001)) == [
        "more than 5000 tags follow, take out what is not needed"
    ]


def test_no_more_faults_are_told_than_somebody_reads(tmp_path: Path) -> None:
    assert len(faults_of(with_words(tmp_path, " ".join(f"{{{{ x{number} }}}}" for number in range(300))))) == 200


@pytest.mark.parametrize(
    ("kind", "target", "reason"),
    [
        (
            "image",
            "http://evil.example/pixel.png",
            "the file would fetch something from outside (image: http://evil.example/pixel.png)",
        ),
        ("image", "file://server/share/pixel.png", "the file would fetch something from outside (image: file://server/share"),
        ("attachedTemplate", "http://evil.example/a.dotm", "the file refers to a template attached to it"),
        ("oleObject", "http://evil.example/a.xls", "the file refers to an embedded object"),
        ("frame", "http://evil.example/", "the file refers to a web page in a frame"),
        ("aFChunk", "http://evil.example/a.html", "the file refers to a foreign document to be imported"),
        ("subDocument", "other.docx", "the file refers to a subdocument"),
        ("mailMergeSource", "file:///c:/customers.xls", "the file refers to the data of a mail merge"),
        ("externalLinkPath", "http://evil.example/a", "the file would fetch something from outside"),
        ("hyperlink", "file:///c:/windows/system32/calc.exe", "a link leads to file:///c:/windows/system32/calc.exe"),
        ("hyperlink", "javascript:alert(1)", "a link leads to javascript:alert(1)"),
        ("hyperlink", "ms-word:ofe|u|http://evil.example", "a link leads to ms-word:"),
        ("hyperlink", "\\\\server\\share", "a link leads to \\\\server\\share"),
        ("hyperlink", "other.docx", "a link leads to other.docx"),
    ],
)
def test_what_word_would_fetch_is_refused(tmp_path: Path, kind: str, target: str, reason: str) -> None:
    faults = faults_of(with_parts(tmp_path, relation(kind, target)))
    assert len(faults) == 1
    assert faults[0].startswith(reason)


@pytest.mark.parametrize("target", ["https://example.com/a?b=c", "http://example.com", "mailto:anna@example.com", "#chapter"])
def test_links_to_web_pages_and_mail_addresses_may_stay(tmp_path: Path, target: str) -> None:
    check_template(with_parts(tmp_path, relation("hyperlink", target)), texts())


@given(st.text(max_size=30))
def test_a_link_is_harmless_by_its_scheme_only(words: str) -> None:
    assert is_harmless_link(f"https://example.com/?{words}")
    assert not is_harmless_link(f"javascript:{words}")
    assert not is_harmless_link(f"file:{words}")
    assert not is_harmless_link(f"\\\\{words}")


@pytest.mark.parametrize(
    ("kind", "target", "name", "reason"),
    [
        ("oleObject", "embeddings/oleObject1.bin", "word/embeddings/oleObject1.bin", "the file refers to an embedded object"),
        ("package", "embeddings/a.xlsx", "word/embeddings/a.xlsx", "the file refers to an embedded object"),
        ("control", "activeX/activeX1.xml", "word/activeX/activeX1.xml", "the file brings macros or controls along"),
        ("vbaProject", "vbaProject.bin", "word/vbaProject.bin", "the file brings macros or controls along"),
        ("aFChunk", "chunk.html", "word/chunk.html", "the file refers to a foreign document to be imported"),
    ],
)
def test_what_word_would_run_is_refused(tmp_path: Path, kind: str, target: str, name: str, reason: str) -> None:
    def change(parts: Parts) -> None:
        parts[name] = b"<x/>"
        relation(kind, target, "Internal")(parts)

    assert any(fault.startswith(reason) for fault in faults_of(with_parts(tmp_path, change)))


def test_a_document_with_macros_is_refused_by_its_type(tmp_path: Path) -> None:
    def change(parts: Parts) -> None:
        plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        types = parts["[Content_Types].xml"]
        assert plain in types
        parts["[Content_Types].xml"] = types.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")

    assert faults_of(with_parts(tmp_path, change)) == [
        "the file brings macros, controls or foreign objects along (application/vnd.ms-word.document.macroEnabled.main+xml), "
        "save it as a document without macros (.docx)"
    ]


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        (['INCLUDEPICTURE "http://evil.example/a.png"'], "the field INCLUDEPICTURE in word/document.xml"),
        (["INCLUDE", 'TEXT "c:\\\\secret.txt"'], "the field INCLUDETEXT in word/document.xml"),
        ([' ddeauto c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'], "the field DDEAUTO in word/document.xml"),
        (["MACROBUTTON Run Click"], "the field MACROBUTTON in word/document.xml"),
        (["QUOTE 68 68 69"], "the field QUOTE in word/document.xml"),
        (['HYPERLINK "javascript:alert(1)"'], "a link leads to javascript:alert(1)"),
        (['HYPERLINK "file:///c:/x"'], "a link leads to file:///c:/x"),
    ],
)
def test_dangerous_field_codes_are_refused(tmp_path: Path, codes: list[str], reason: str) -> None:
    (fault,) = faults_of(_with_code(tmp_path, codes))
    assert fault.startswith(reason)


@pytest.mark.parametrize(
    "code", ["PAGE", 'TOC \\o "1-2"', 'HYPERLINK "https://example.com"', 'HYPERLINK \\l "chapter"', "SEQ Figure"]
)
def test_ordinary_field_codes_may_stay(tmp_path: Path, code: str) -> None:
    inspect_template(_with_code(tmp_path, [code]), texts())


def _with_code(folder: Path, codes: list[str]) -> Path:
    document = Document()
    runs = ['<w:fldChar w:fldCharType="begin"/>', *(f"<w:instrText>{code}</w:instrText>" for code in codes)]
    runs += ['<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>']
    paragraph = "".join(f"<w:r>{run}</w:r>" for run in runs)
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{paragraph}</w:p>"))
    document.save(str(folder / "own.docx"))
    return folder / "own.docx"


def test_a_simple_field_is_looked_at_too(tmp_path: Path) -> None:
    document = Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}><w:fldSimple w:instr='DDE a b'/></w:p>"))
    document.save(str(tmp_path / "own.docx"))
    assert faults_of(tmp_path / "own.docx")[0].startswith(
        "the field DDE in word/document.xml would fetch, run or ask for something"
    )
