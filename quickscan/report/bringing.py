"""Paragraphs of an edited report brought into the one made anew: with their looks, lists, pictures, links and remarks.

What another file could smuggle in stays behind: embedded objects, fields that fetch something, pictures on other hosts.
"""

from collections.abc import Iterable
from copy import deepcopy

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.image import ImagePart

from quickscan.report.lists import Lists
from quickscan.report.remarks import Remarks

LINKS = ("http://", "https://", "mailto:")
"""Where a link may lead."""
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_UNWRAPPED = (qn("w:ins"), qn("w:moveTo"), qn("w:smartTag"), qn("w:customXml"), qn("w:sdt"))
_DROPPED = tuple(
    qn(f"w:{name}")
    for name in (
        *("del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblPrExChange", "tblGridChange"),
        *("numberingChange", "sectPr", "sdtPr", "sdtEndPr", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak"),
        *("altChunk", "object", "subDoc", "control", "lang", "kern"),
    )
)
_STYLES = {qn("w:pStyle"): "paragraph", qn("w:rStyle"): "character", qn("w:tblStyle"): "table"}
_FETCHING = frozenset({"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "INCLUDE", "DATABASE", "MACROBUTTON"})
_RSID = "rsid"
_XML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Bringer:
    """Brings elements from one document into another."""

    def __init__(self, source: Document, target: Document, remarks: Remarks) -> None:
        self.source = source
        self.target = target
        self.remarks = remarks
        self.lists = Lists(source, target)
        ours = {_style_key(style): style.styleId for style in target.styles.element.style_lst}
        self.styles = {style.styleId: ours.get(_style_key(style)) for style in source.styles.element.style_lst}
        self.defaults = {
            style.styleId for style in source.styles.element.style_lst if style.get(qn("w:default")) in ("1", "true")
        }

    def bring(self, elements: Iterable[BaseOxmlElement]) -> list[BaseOxmlElement]:
        """Copies of paragraphs and tables that fit into the other document."""
        brought = []
        for element in elements:
            if element.tag in (qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:sdt")):
                brought.extend(self._bring(element))
        return brought

    def _bring(self, element: BaseOxmlElement) -> list[BaseOxmlElement]:
        copy = deepcopy(element)
        root = copy.makeelement(qn("w:body"), nsmap=element.nsmap)
        root.append(copy)
        self._unwrap(root)
        self._clean(root)
        self._restyle(root)
        self._relate(root)
        self.lists.renumber(root)
        self.remarks.bring(root)
        return list(root)

    def _unwrap(self, root: BaseOxmlElement) -> None:
        """Tracked changes are accepted; controls go, their content stays."""
        for gone in list(root.iter(*_DROPPED)):
            if gone.getparent() is not None:
                gone.getparent().remove(gone)
        for wrapper in list(root.iter(*_UNWRAPPED)):
            inside = wrapper.find(qn("w:sdtContent")) if wrapper.tag == qn("w:sdt") else wrapper
            for child in list(inside) if inside is not None else ():
                wrapper.addprevious(child)
            wrapper.getparent().remove(wrapper)

    def _clean(self, root: BaseOxmlElement) -> None:
        for element in list(root.iter("{*}*")):
            for key in [key for key in element.attrib if key.startswith(_XML) and key[len(_XML) :].startswith(_RSID)]:
                del element.attrib[key]
            for key in [key for key in element.attrib if key.endswith(("}paraId", "}textId"))]:
                del element.attrib[key]
        for instruction in list(root.iter(qn("w:instrText"))):
            if (instruction.text or "").split()[:1] and instruction.text.split()[0].upper() in _FETCHING:
                instruction.getparent().remove(instruction)
        self._keep_own_bookmarks(root)
        self._spell_out_notes(root)

    def _keep_own_bookmarks(self, root: BaseOxmlElement) -> None:
        """Names stay unless they are taken; numbers are new."""
        body = self.target.element.body
        taken = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
        number = 1 + max((int(mark.get(qn("w:id"))) for mark in body.iter(qn("w:bookmarkStart"))), default=0)
        numbers: dict[str, str] = {}
        for mark in list(root.iter(qn("w:bookmarkStart"))):
            name = mark.get(qn("w:name")) or ""
            if not name or name in taken or name.startswith("_Toc"):
                mark.getparent().remove(mark)
                continue
            numbers[mark.get(qn("w:id"))] = str(number)
            mark.set(qn("w:id"), str(number))
            number += 1
        for end in list(root.iter(qn("w:bookmarkEnd"))):
            if end.get(qn("w:id")) in numbers:
                end.set(qn("w:id"), numbers[end.get(qn("w:id"))])
            else:
                end.getparent().remove(end)

    def _spell_out_notes(self, root: BaseOxmlElement) -> None:
        """A footnote stands in brackets where its number stood: its text must not be lost."""
        for kind in ("footnote", "endnote"):
            for reference in list(root.iter(qn(f"w:{kind}Reference"))):
                text = reference.makeelement(qn("w:t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
                text.text = f" [{self.remarks.note(kind, reference.get(qn('w:id')) or '')}]"
                reference.getparent().replace(reference, text)
                style = text.getparent().find(qn("w:rPr"))
                if style is not None:
                    text.getparent().remove(style)

    def _restyle(self, root: BaseOxmlElement) -> None:
        """Styles by name: programs call the same style differently inside. A style that is unknown here goes."""
        for element in list(root.iter(*_STYLES)):
            known = self.styles.get(element.get(qn("w:val")) or "")
            if known:
                element.set(qn("w:val"), known)
            else:
                element.getparent().remove(element)

    def _relate(self, root: BaseOxmlElement) -> None:
        """Embedded pictures and links come along; everything else that leads out of the document goes."""
        for element in list(root.iter("{*}*")):
            for key in [key for key in element.attrib if key.startswith(_R)]:
                known = self._related(element.attrib[key])
                if known:
                    element.set(key, known)
                elif key == f"{_R}link":
                    del element.attrib[key]
                else:
                    _remove_drawing(element)
        for number, drawn in enumerate(root.iter("{*}docPr")):
            drawn.set("id", str(self._next_drawing() + number))

    def _related(self, key: str) -> str | None:
        relation = self.source.part.rels.get(key)
        if relation is None:
            return None
        if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK and relation.is_external:
            wanted = relation.target_ref
            return self.target.part.relate_to(wanted, relation.reltype, is_external=True) if wanted.startswith(LINKS) else None
        if relation.is_external or not isinstance(relation.target_part, ImagePart):
            return None
        from io import BytesIO

        found, _ = self.target.part.get_or_add_image(BytesIO(relation.target_part.blob))
        return str(found)

    def _next_drawing(self) -> int:
        drawn = self.target.element.body.iter("{*}docPr")
        return 1 + max((int(properties.get("id") or 0) for properties in drawn), default=0)


def _style_key(style: BaseOxmlElement) -> tuple[str, str]:
    return (style.get(qn("w:type")) or "paragraph", (style.name_val or "").lower())


def _remove_drawing(element: BaseOxmlElement) -> None:
    """Take out a link, keeping its words, or a drawing whose picture cannot come along."""
    if element.tag == qn("w:hyperlink"):
        for child in list(element):
            element.addprevious(child)
        element.getparent().remove(element)
        return
    for above in element.iterancestors(qn("w:drawing"), qn("w:pict")):
        if above.getparent() is not None:
            above.getparent().remove(above)
