"""Templates that want to run, fetch, read or fill up something are refused with the reason."""

import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError, TemplateSyntaxError

from quickscan.domain.problem import ScanError
from quickscan.report import admission, environment
from quickscan.report.environment import TemplateEnvironment
from quickscan.report.relations import is_harmless_link
from quickscan.report.template import ReportTemplate
from quickscan.report.word import check_template, inspect_template
from tests.report.paper import TEMPLATE, texts

RELATIONS = "word/_rels/document.xml.rels"
DOCUMENT = "word/document.xml"
Parts = dict[str, bytes]


def _with_words(folder: Path, *words: str) -> Path:
    document = Document()
    for paragraph in words:
        document.add_paragraph(paragraph)
    document.save(str(folder / "own.docx"))
    return folder / "own.docx"


def _with_parts(folder: Path, change: Callable[[Parts], object]) -> Path:
    """A good template whose parts were changed."""
    with zipfile.ZipFile(_with_words(folder, "{{ cover.client }}")) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    change(parts)
    with zipfile.ZipFile(folder / "own.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return folder / "own.docx"


def _faults(template: Path) -> list[str]:
    with pytest.raises(ScanError) as raised:
        check_template(template, texts())
    return [f"{problem.what}, {problem.remedy}" for problem in raised.value.problems]


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
    faults = _faults(_with_words(tmp_path, escape))
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
    assert _faults(tmp_path / "own.docx") == [
        "a tag cannot be understood (a template may not use names that begin with an underscore), correct the tag in Word"
    ]


def test_braces_that_hide_and_never_close_are_refused(tmp_path: Path) -> None:
    document = Document()
    hidden = "{{ " * 50
    document.element.body.insert(
        0, parse_xml(f'<w:p {nsdecls("w")}><w:bookmarkStart w:id="1" w:name="{hidden}"/><w:bookmarkEnd w:id="1"/></w:p>')
    )
    document.save(str(tmp_path / "own.docx"))
    assert _faults(tmp_path / "own.docx") == [
        "braces of a tag stand where Word does not show them, take them out of alternative texts and names"
    ]


def test_loops_inside_loops_come_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "MOST_ROUNDS", 1_000)
    loops = "{% for a in rows %}{% for b in rows %}{% for c in rows %}{% endfor %}{% endfor %}{% endfor %}"
    template = ReportTemplate(_with_words(tmp_path, loops))
    with pytest.raises(ScanError, match=r"its loops go through more than 1000 rounds"):
        template.fill({"rows": [1] * 100})


def test_a_part_of_a_list_counts_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "MOST_ROUNDS", 1_000)
    template = ReportTemplate(_with_words(tmp_path, "{% for a in rows[:99] %}{% for b in rows[1:] %}{% endfor %}{% endfor %}"))
    with pytest.raises(ScanError, match="more than 1000 rounds"):
        template.fill({"rows": [1] * 100})


def test_a_document_cannot_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "LONGEST_XML", 100_000)
    template = ReportTemplate(_with_words(tmp_path, "{% for a in rows %}" + "x" * 10_000 + "{% endfor %}"))
    with pytest.raises(ScanError, match="the filled document gets too large"):
        template.fill({"rows": [1] * 100})


def test_many_braces_do_not_keep_the_program_busy(tmp_path: Path) -> None:
    """The template engine looks for the end of each one; so they are refused before it sees them."""
    faults = _faults(_with_words(tmp_path, "{{ " * 200_000))
    assert faults[0].startswith("{{ begins or ends nothing in this paragraph")


def test_a_template_of_tags_only_is_refused(tmp_path: Path) -> None:
    assert _faults(_with_words(tmp_path, "{{ cover.client }} " * 5_001)) == [
        "more than 5000 tags follow, take out what is not needed"
    ]


def test_no_more_faults_are_told_than_somebody_reads(tmp_path: Path) -> None:
    assert len(_faults(_with_words(tmp_path, " ".join(f"{{{{ x{number} }}}}" for number in range(300))))) == 200


def _relation(kind: str, target: str, mode: str = "External") -> Callable[[Parts], object]:
    def change(parts: Parts) -> None:
        entry = f'<Relationship Id="rIdX" Type="http://x/relationships/{kind}" Target="{target}" TargetMode="{mode}"/>'
        parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", entry.encode() + b"</Relationships>")

    return change


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
    faults = _faults(_with_parts(tmp_path, _relation(kind, target)))
    assert len(faults) == 1
    assert faults[0].startswith(reason)


@pytest.mark.parametrize("target", ["https://example.com/a?b=c", "http://example.com", "mailto:anna@example.com", "#chapter"])
def test_links_to_web_pages_and_mail_addresses_may_stay(tmp_path: Path, target: str) -> None:
    check_template(_with_parts(tmp_path, _relation("hyperlink", target)), texts())


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
        _relation(kind, target, "Internal")(parts)

    assert any(fault.startswith(reason) for fault in _faults(_with_parts(tmp_path, change)))


def test_a_document_with_macros_is_refused_by_its_type(tmp_path: Path) -> None:
    def change(parts: Parts) -> None:
        plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        types = parts["[Content_Types].xml"]
        assert plain in types
        parts["[Content_Types].xml"] = types.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")

    assert _faults(_with_parts(tmp_path, change)) == [
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
    (fault,) = _faults(_with_code(tmp_path, codes))
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
    assert _faults(tmp_path / "own.docx")[0].startswith(
        "the field DDE in word/document.xml would fetch, run or ask for something"
    )


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'


@pytest.mark.parametrize(
    "content",
    [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16"), LAUGHS.replace(b"<!DOCTYPE", b"<!doctype"), b"<!DOCTYPE html><l/>"],
)
def test_entities_and_document_types_are_refused_unread(tmp_path: Path, content: bytes) -> None:
    assert _faults(_with_parts(tmp_path, lambda parts: parts.update({DOCUMENT: content}))) == [
        "word/document.xml declares a document type or entities of its own, save it again in Word"
    ]


@pytest.mark.parametrize("content", [b"", b"<w:document", b"\xff\xfe\xfa", b"<a><b></a></b>", b"<a>" * 5_000 + b"</a>" * 5_000])
def test_broken_xml_is_said(tmp_path: Path, content: bytes) -> None:
    assert _faults(_with_parts(tmp_path, lambda parts: parts.update({"word/styles.xml": content}))) == [
        "word/styles.xml is broken XML, save it again in Word"
    ]


def test_sizes_are_held_against_limits_before_anything_is_unpacked(tmp_path: Path) -> None:
    """A picture of 100 MB of the same colour packs to nearly nothing."""
    template = _with_parts(tmp_path, lambda parts: parts.update({"word/media/image1.png": bytes(100_000_000)}))
    assert template.stat().st_size < 1_000_000
    assert _faults(template) == [
        f"{what}, make its pictures smaller, or take away what is not needed"
        for what in (
            "word/media/image1.png has 100 MB unpacked, allowed are 15 MB",
            "the file has 101 MB unpacked, allowed are 60 MB",
        )
    ]


def test_large_xml_is_refused_earlier_than_a_large_picture(tmp_path: Path) -> None:
    template = _with_parts(tmp_path, lambda parts: parts.update({"word/big.xml": b" " * 9_000_000}))
    assert _faults(template)[0].startswith("word/big.xml has 9 MB unpacked, allowed are 8 MB")


def test_many_pictures_are_too_large_together(tmp_path: Path) -> None:
    template = _with_parts(tmp_path, lambda parts: parts.update({f"word/media/{n}.png": bytes(14_000_000) for n in range(5)}))
    assert _faults(template)[0].startswith("the file has 71 MB unpacked, allowed are 60 MB")


def test_many_parts_are_refused(tmp_path: Path) -> None:
    template = _with_parts(tmp_path, lambda parts: parts.update({f"word/media/{n}.png": b"" for n in range(1_001)}))
    assert _faults(template)[0].startswith("the file has 10")


def test_a_large_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "LARGEST_FILE", 20_000)
    assert _faults(_with_words(tmp_path, "x")) == ["the file has 0 MB, allowed are 0 MB, make its pictures smaller"]


def test_a_size_that_is_lied_about_does_not_help(tmp_path: Path) -> None:
    """The entry says 100 bytes and holds a megabyte: no more than the 100 are read, and they do not have its check sum."""
    template = _with_parts(tmp_path, lambda parts: parts.update({"word/media/a.xml": b"<a>" + b" " * 1_000_000 + b"</a>"}))
    content = bytearray(template.read_bytes())
    place = content.rindex(b"word/media/a.xml")
    content[place - 22 : place - 18] = (100).to_bytes(4, "little")
    template.write_bytes(content)
    assert _faults(template) == [
        "this is not a Word document that can be read, open it in Word and save it again as a document (.docx)"
    ]


@pytest.mark.parametrize("name", ["../../outside.xml", "/etc/passwd", "word/../../x.xml", "c:\\x.xml", "word\\x.xml", "C:x.xml"])
def test_names_that_lead_out_of_the_file_are_refused(tmp_path: Path, name: str) -> None:
    faults = _faults(_with_parts(tmp_path, lambda parts: parts.update({name: b"<x/>"})))
    assert faults == [f"the name {name!r} inside the file leads out of it, save it again in Word"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    """Programs differ in which of both they read."""
    template = _with_words(tmp_path, "x")
    with zipfile.ZipFile(template, "a") as archive:
        archive.writestr(DOCUMENT, b"<other/>")
    assert _faults(template) == ["the name 'word/document.xml' stands in the file twice, save it again in Word"]


def test_an_encrypted_archive_is_said(tmp_path: Path) -> None:
    template = _with_words(tmp_path, "x")
    content = bytearray(template.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(signature, place + 4)
    template.write_bytes(content)
    assert _faults(template) == ["parts of the file are encrypted, take the password away and save it again in Word"]


def test_a_document_with_a_password_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    )
    assert _faults(tmp_path / "own.docx") == [
        "the file is encrypted with a password, take the password away in Word and save it again"
    ]


def test_all_reasons_are_said_at_once(tmp_path: Path) -> None:
    def change(parts: Parts) -> None:
        _relation("image", "http://evil.example/a.png")(parts)
        parts["word/vbaProject.bin"] = b"x"
        parts["word/styles.xml"] = b"<"

    faults = _faults(_with_parts(tmp_path, change))
    assert len(faults) == 3


@given(st.binary(max_size=300))
def test_whatever_bytes_come_nothing_else_happens(content: bytes) -> None:
    """Rubbish is refused; nothing but a ScanError comes out."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "own.docx"
        file.write_bytes(content)
        with pytest.raises(ScanError):
            check_template(file, texts())


@given(st.data())
def test_a_template_with_changed_bytes_is_refused_or_read(data: Any) -> None:
    """Flipped bytes anywhere in a good file: a ScanError or a template, never anything else."""
    content = bytearray(_good())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "own.docx"
        file.write_bytes(content)
        with suppress(ScanError):
            check_template(file, texts())


def _good() -> bytes:
    document, target = Document(), BytesIO()
    document.add_paragraph("{{ cover.client }}")
    document.save(target)
    return target.getvalue()


def test_the_shipped_template_is_admitted() -> None:
    with zipfile.ZipFile(TEMPLATE) as before, zipfile.ZipFile(admission.admit(TEMPLATE)) as after:
        assert {name: before.read(name) for name in before.namelist()} == {name: after.read(name) for name in after.namelist()}
