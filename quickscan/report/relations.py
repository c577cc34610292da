"""What the parts of a Word file refer to: links to web pages may stay, whatever Word would fetch, run or import is refused."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from docx.oxml.xmlchemy import BaseOxmlElement

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
"""What a link that somebody clicks may lead to."""
REFUSED_KINDS = {
    "attachedTemplate": "a template attached to it",
    "oleObject": "an embedded object",
    "control": "a control",
    "activeXControlBinary": "a control",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "keyMapCustomizations": "keys that run something",
    "aFChunk": "a foreign document to be imported",
    "subDocument": "a subdocument",
    "frame": "a web page in a frame",
    "mailMergeSource": "the data of a mail merge",
    "mailMergeHeaderSource": "the data of a mail merge",
    "recipientData": "the data of a mail merge",
    "attachedToolbars": "toolbars that run something",
}
"""Kinds of relationship that have no place in a template, by the last part of their name."""


def dangerous_relations(name: str, root: BaseOxmlElement) -> Iterator[tuple[str, str]]:
    """What is wrong with the relationships of a part, and what to do."""
    of_chart = "/charts/" in name or "/embeddings/" in name
    for relation in root.iter("{*}Relationship"):
        kind = str(relation.get("Type", "")).rpartition("/")[2]
        target = str(relation.get("Target", ""))
        if kind.lower() in _REFUSED:
            yield f"the file refers to {_REFUSED[kind.lower()]} ({_short(target)})", "take it out in Word"
        elif relation.get("TargetMode") == "External":
            yield from _external(kind, target)
        elif kind == "package" and not of_chart:
            yield f"the file refers to an embedded object ({_short(target)})", "take it out, or put it in as a picture"


_REFUSED = {kind.lower(): words for kind, words in REFUSED_KINDS.items()}


def _external(kind: str, target: str) -> Iterator[tuple[str, str]]:
    if kind != "hyperlink":
        yield f"the file would fetch something from outside ({kind}: {_short(target)})", "put it into the document itself"
    elif not is_harmless_link(target):
        yield f"a link leads to {_short(target)}", "link to web pages (https://) and mail addresses only"


def is_harmless_link(target: str) -> bool:
    """Whether a link leads to a web page, a mail address or a place in the document."""
    try:
        scheme = urlsplit(target.strip()).scheme.lower()
    except ValueError:
        return False
    return scheme in LINK_SCHEMES or (target.startswith("#") and not scheme)


def _short(target: str) -> str:
    return target if len(target) <= 80 else f"{target[:79]}…"
