"""What was generated, kept inside the report: an edited file alone is enough to see what was changed by hand.

It is a custom XML part, which Word and LibreOffice carry along untouched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.problem import ScanError
from quickscan.report.passages import Passage

NAMESPACE = "urn:quickscan:report:1"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
PROPERTIES_RELATIONSHIP = f"{RELATIONSHIP}Props"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    'ds:itemID="{7A5C1D6B-5043-4E51-8A52-5175696B5363}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)


@dataclass(frozen=True)
class Made:
    """Of what, by what and in which language a report was made."""

    engagement: str
    """The id of the engagement."""
    language: Language
    version: str
    """The version of the program."""
    seed: int
    template: str
    """The name of the template's file."""


@dataclass(frozen=True)
class Generated:
    """A passage as it was generated."""

    tag: str
    text: str
    look: str = ""
    """What was emphasised in it."""
    is_picture: bool = False


@dataclass(frozen=True)
class Record:
    """All that was generated."""

    made: Made
    passages: tuple[Generated, ...]
    loose: tuple[str, ...] = ()
    """The lines in headers, footers and text boxes."""


def record_of(made: Made, generated: Iterable[Passage], loose: Iterable[str]) -> Record:
    """The record of a report as it leaves the program."""
    passages = tuple(Generated(part.tag, part.text, part.look, part.is_picture) for part in generated)
    return Record(made, passages, tuple(loose))


def keep(document: Document, record: Record) -> None:
    """Put the record into a document, in place of one that its template brought along."""
    main, package = document.part, document.part.package
    for key in [key for key, relation in main.rels.items() if not relation.is_external and _is_record(relation.target_part)]:
        del main.rels[key]
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(number for number in range(1, len(taken) + 2) if f"/customXml/item{number}.xml" not in taken)
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", _written(record), package)
    properties = Part(PackURI(f"/customXml/itemProps{number}.xml"), PROPERTIES_TYPE, PROPERTIES.encode(), package)
    item.relate_to(properties, PROPERTIES_RELATIONSHIP)
    main.relate_to(item, RELATIONSHIP)


def kept(document: Document, where: str) -> Record:
    """The record in a document. Raises ScanError where there is none."""
    relations = document.part.rels.values()
    parts = [relation.target_part for relation in relations if not relation.is_external and _is_record(relation.target_part)]
    try:
        return _read(parts[0].blob)
    except (IndexError, KeyError, ValueError, StopIteration, SyntaxError) as fault:
        raise ScanError.of(
            where,
            "this is no report of Quick-Scan, or the program it was saved with took out what tells our words from yours",
            "give a report that Quick-Scan wrote and that was saved in Word or LibreOffice as a document (.docx)",
        ) from fault


def _is_record(part: Part) -> bool:
    return str(part.partname).startswith("/customXml/item") and NAMESPACE.encode() in part.blob and b"<report" in part.blob


def _written(record: Record) -> bytes:
    made = record.made
    about = {"engagement": made.engagement, "language": made.language, "version": made.version}
    root = ET.Element("report", {"xmlns": NAMESPACE, **about, "seed": str(made.seed), "template": made.template})
    for passage in record.passages:
        element = ET.SubElement(root, "passage", {"tag": passage.tag})
        if passage.look:
            element.set("look", passage.look)
        if passage.is_picture:
            element.set("picture", "true")
        element.text = passage.text
    for line in record.loose:
        ET.SubElement(root, "line").text = line
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _read(xml: bytes) -> Record:
    root = parse_xml(xml)
    language = next(language for language in LANGUAGES if language == root.get("language"))
    made = Made(root.attrib["engagement"], language, root.attrib["version"], int(root.attrib["seed"]), root.attrib["template"])
    found = tuple(_passage(element) for element in root.iterchildren(f"{{{NAMESPACE}}}passage"))
    return Record(made, found, tuple(element.text or "" for element in root.iterchildren(f"{{{NAMESPACE}}}line")))


def _passage(element: BaseOxmlElement) -> Generated:
    return Generated(element.attrib["tag"], element.text or "", element.get("look", ""), element.get("picture") == "true")
