"""Whether loops and conditions of a template end at all, and in the same kind of place as they began."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.paragraphs import Paragraph, text_of
from quickscan.report.tags import Tag, loop_name

ENDS = {"endfor": "for", "endif": "if"}
BEGINS = frozenset(ENDS.values())
_ANCHORS = {"tr": "w:tbl", "tc": "w:tr"}
"""What has to hold both the beginning and the end of a loop over rows or cells."""
_HOLDERS = {"tr": "w:tr", "tc": "w:tc"}
_CALLED = {"p": "paragraph", "tr": "table row", "tc": "table cell"}


@dataclass(frozen=True)
class Begun:
    """A loop or condition that has begun."""

    number: int
    """The number of its paragraph, counted from 0."""
    tag: Tag
    """Its tag."""
    end: str
    """What ends it in the source; a loop that is not understood is written as a condition."""


@dataclass
class Nesting:
    """Goes through the tags of one story and writes them down as a source in which everything ends."""

    paragraphs: list[Paragraph]
    """The paragraphs of the story."""
    lines: list[list[str]] = field(init=False)
    """What stands in each of them in the source."""
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    """The number of the paragraph counted from 0, what is wrong, and what to do."""
    unsure: set[str] = field(default_factory=set)
    """What loops that are not understood call their entries."""
    _open: list[Begun] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = [[] for _ in self.paragraphs]

    def take(self, number: int, tag: Tag, understood: bool) -> None:
        """The next tag, which stands in the paragraph of that number, counted from 0."""
        if tag.prefix in _CALLED:
            self._check_alone(number, tag)
        written = tag.source if understood else ""
        if tag.keyword in BEGINS:
            written = self._begin(number, tag, understood)
        elif tag.keyword in ENDS:
            written = self._end(number, tag)
        elif tag.keyword in ("else", "elif") and not self._open:
            self._fault(number, f"this {tag.words} belongs to no condition", "take it out, or begin a condition before it")
            return
        self.lines[number].append(written)

    def source(self) -> str:
        """The tags, one paragraph a line."""
        while self._open:
            self._never_ends(self._open.pop(), len(self.lines) - 1)
        return "\n".join(" ".join(tags) for tags in self.lines)

    def _begin(self, number: int, tag: Tag, understood: bool) -> str:
        """The loop or condition as it is written; where it is not understood, its entries may be anything."""
        end = tag.keyword if understood else "if"
        self._open.append(Begun(number, tag, f"{{% end{end} %}}"))
        if not understood and tag.keyword == "for":
            self.unsure |= {name for name in (loop_name(tag), "loop") if name}
        return tag.source if understood else "{% if 1 %}"

    def _end(self, number: int, tag: Tag) -> str:
        """What ends the loop or condition; nothing where none has begun."""
        wanted = ENDS[tag.keyword]
        if all(begun.tag.keyword != wanted for begun in self._open):
            self._fault(number, f"this {tag.words} ends nothing", f"take it out, or write where the {wanted} begins")
            return ""
        while self._open[-1].tag.keyword != wanted:
            self._never_ends(self._open.pop(), number)
        begun = self._open.pop()
        if not self._fit(begun, number, tag):
            what = f"what begins in “{self.paragraphs[begun.number].place.text}” ends in a place that does not match"
            self._fault(number, what, MATCHING)
        return begun.end

    def _never_ends(self, begun: Begun, number: int) -> None:
        keyword = begun.tag.keyword
        self.lines[number].append(begun.end)
        remedy = f"write {{%p end{keyword} %}} in a paragraph of its own, or {{%tr end{keyword} %}} in a table row, where it ends"
        self._fault(begun.number, f"this {keyword} never ends", remedy)

    def _fit(self, begun: Begun, number: int, tag: Tag) -> bool:
        if begun.tag.prefix != tag.prefix:
            return False
        first, last = self.paragraphs[begun.number], self.paragraphs[number]
        anchor = _ANCHORS.get(tag.prefix)
        if anchor is None:
            return first.element.getparent() is last.element.getparent()
        return first.around(anchor) is last.around(anchor) is not None

    def _check_alone(self, number: int, tag: Tag) -> None:
        """Paragraph, row or cell of such a tag are not printed, so nothing may be lost with them."""
        paragraph, called = self.paragraphs[number], _CALLED[tag.prefix]
        holder = paragraph.element if tag.prefix == "p" else paragraph.around(_HOLDERS[tag.prefix])
        if holder is None:
            self._fault(number, f"{tag.words} stands in no {called}", MATCHING)
        elif _words_of(holder).replace(tag.words, "", 1).strip():
            what = f"what stands beside {tag.words} in its {called} would not be printed"
            self._fault(number, what, f"put it alone into a {called} of its own")

    def _fault(self, number: int, what: str, remedy: str) -> None:
        self.faults.append((number, what, remedy))


TOO_DEEP = "its loops and conditions are nested too deeply", "nest fewer of them"
MATCHING = "put a tag that begins with {%p alone into its paragraph, and one that begins with {%tr alone into its table row"


def _words_of(holder: BaseOxmlElement) -> str:
    return "".join(_texts(holder))


def _texts(holder: BaseOxmlElement) -> Iterator[str]:
    tag = holder.tag[: holder.tag.index("}") + 1] + "p"
    for paragraph in [holder] if holder.tag == tag else holder.iter(tag):
        yield text_of(paragraph)
