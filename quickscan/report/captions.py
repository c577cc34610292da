"""Numbers of captions and references to them: fields show their result at once, also where a program does not count itself."""

from collections import Counter

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def number_captions(body: BaseOxmlElement) -> None:
    """Write into each SEQ field the number it will show."""
    counters: Counter[str] = Counter()
    for instruction in body.iter(qn("w:instrText")):
        words = (instruction.text or "").split()
        if words[:1] == ["SEQ"] and len(words) > 1:
            counters[words[1]] += 1
            _write_result(instruction.getparent(), str(counters[words[1]]))
    _refer(body)


def _refer(body: BaseOxmlElement) -> None:
    """Write into each REF field what its bookmark holds, such as "Figure 3"."""
    marked = {mark.get(qn("w:name")): mark for mark in body.iter(qn("w:bookmarkStart"))}
    for instruction in body.iter(qn("w:instrText")):
        words = (instruction.text or "").split()
        if words[:1] == ["REF"] and len(words) > 1 and words[1] in marked:
            _write_result(instruction.getparent(), _held(marked[words[1]]))


def _held(mark: BaseOxmlElement) -> str:
    """The words from a bookmark's start to its end, in one paragraph."""
    words = []
    for element in mark.itersiblings():
        if element.tag == qn("w:bookmarkEnd") and element.get(qn("w:id")) == mark.get(qn("w:id")):
            break
        words += [text.text or "" for text in element.iter(qn("w:t"))]
    return "".join(words)


def _write_result(run: BaseOxmlElement, number: str) -> None:
    """The result stands between the field's separator and its end."""
    for follower in run.itersiblings(qn("w:r")):
        if follower.find(qn("w:t")) is not None:
            follower.find(qn("w:t")).text = number
            return
        end = follower.find(qn("w:fldChar"))
        if end is not None and end.get(qn("w:fldCharType")) == "end":
            return
