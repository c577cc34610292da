"""The field codes of a Word part, such as PAGE or HYPERLINK: those that fetch, run or ask for something are refused."""

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.relations import is_harmless_link

REFUSED_CODES = frozenset(
    {
        "DDE",
        "DDEAUTO",
        "LINK",
        "EMBED",
        "IMPORT",
        "INCLUDE",
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "DATABASE",
        "MACROBUTTON",
        "GOTOBUTTON",
        "CONTROL",
        "HTMLCONTROL",
        "ASK",
        "FILLIN",
        "QUOTE",
        "PRINT",
        "MERGEFIELD",
        "RD",
    }
)
"""Fields that fetch from outside, run something, ask whoever opens the report, or hide what they are."""
_TARGET = re.compile(r'HYPERLINK\s+(?!\\)"?([^"\s]+)', re.IGNORECASE)


def dangerous_codes(name: str, root: BaseOxmlElement) -> Iterator[tuple[str, str]]:
    """What is wrong with the field codes of a part, and what to do."""
    for code in _codes(root):
        word = code.split(maxsplit=1)[0].upper() if code.split() else ""
        target = _TARGET.match(code.strip())
        if word in REFUSED_CODES:
            yield f"the field {word} in {name} would fetch, run or ask for something", "take it out in Word (Alt+F9 shows fields)"
        elif target is not None and not is_harmless_link(target[1]):
            yield f"a link leads to {target[1]}", "link to web pages (https://) and mail addresses only"


def _codes(root: BaseOxmlElement) -> Iterator[str]:
    """Every field code, put together from its runs; fields may stand inside fields."""
    for simple in root.iter(qn("w:fldSimple")):
        yield str(simple.get(qn("w:instr"), ""))
    open_codes: list[str] = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText")):
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            open_codes.append("")
        elif kind is None and open_codes:
            open_codes[-1] += element.text or ""
        elif kind is None:
            yield element.text or ""
        elif kind == "end" and open_codes:
            yield open_codes.pop()
    yield from open_codes
