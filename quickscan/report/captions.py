"""Numbers of captions: SEQ fields show their number at once, also in programs that do not count for themselves."""

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


def _write_result(run: BaseOxmlElement, number: str) -> None:
    """The result stands between the field's separator and its end."""
    for follower in run.itersiblings(qn("w:r")):
        if follower.find(qn("w:t")) is not None:
            follower.find(qn("w:t")).text = number
            return
        end = follower.find(qn("w:fldChar"))
        if end is not None and end.get(qn("w:fldCharType")) == "end":
            return
