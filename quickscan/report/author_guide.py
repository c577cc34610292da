"""The guide for those who write templates: how it is done, every chart, and every field with what it gives.

It is made from the types of the context, so it cannot miss a field; only the words around it, and the German ones, are written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from quickscan.domain.base import Language, Text
from quickscan.report.chart_names import CHART_NAMES
from quickscan.report.context import Context
from quickscan.report.language import set_language
from quickscan.report.properties import saved
from quickscan.report.sheet import WIDTH, Sheet, row
from quickscan.report.wording import Wording

RULES = ("fields", "loops", "conditions", "rows", "charts", "words", "looks", "safety")
"""The sections on how it is done."""
FIELD_WIDTH = 4100


@dataclass(frozen=True)
class Field:
    """One field of a template."""

    path: str
    """As it is written; [ ] stands behind a list that is looped over."""
    kind: str
    """text, list or group."""
    meaning: str
    """What it gives, in English."""


@dataclass(frozen=True)
class Block:
    """A heading with what stands below it."""

    heading: str
    level: int
    paragraphs: tuple[str, ...] = ()
    head: tuple[str, str] = ("", "")
    rows: tuple[tuple[str, str], ...] = ()


def fields_of(model: type[BaseModel] = Context, prefix: str = "") -> Iterator[Field]:
    """Every field below a type, in the order they are defined."""
    for name, info in model.model_fields.items():
        path = f"{prefix}.{name}" if prefix else name
        kind, below = _kind(info.annotation)
        yield Field(path, kind, info.description or "")
        if below is not None:
            yield from fields_of(below, f"{path}[ ]" if kind == "list" else path)


def author_guide(template: Path, texts: Mapping[str, Text], language: Language) -> bytes:
    """The guide as the bytes of a Word file, on the styles of a template; `texts` are fixed words and those of the guide."""
    wording, sheet = Wording(dict(texts), language), Sheet(template)
    sheet.header(wording.say("guide_title"), "Quick-Scan")
    for block in blocks(wording):
        _write(sheet, block)
    sheet.footer(wording.say("guide_title"), wording.say("page"), wording.say("page_of"))
    set_language(sheet.document, language)
    return saved(sheet.document)


def author_guide_markdown(texts: Mapping[str, Text], language: Language) -> str:
    """The same as Markdown."""
    return "\n\n".join(_markdown(block) for block in blocks(Wording(dict(texts), language))) + "\n"


def blocks(wording: Wording) -> Iterator[Block]:
    """The guide from top to bottom."""
    say = wording.say
    yield Block(say("guide_title"), 1, _lines("guide_intro", wording))
    for rule in RULES:
        yield Block(say(f"guide_{rule}_title"), 2, _lines(f"guide_{rule}", wording))
    charts = tuple((f"chart: {name}", say(f"guide_chart_{name}")) for name in CHART_NAMES)
    yield Block(say("guide_chart_list"), 2, (), (say("guide_name"), say("guide_meaning")), charts)
    yield from _field_blocks(wording)


def _lines(key: str, wording: Wording) -> tuple[str, ...]:
    """Words with tags in them, which are shown and not filled."""
    return tuple(wording.of(wording.texts[key]).split("\n"))


def _field_blocks(wording: Wording) -> Iterator[Block]:
    """One table for each part of the context."""
    german = {text.en: text for text in wording.texts.values()}
    groups: dict[str, list[Field]] = {}
    for field in fields_of():
        groups.setdefault(field.path.partition(".")[0].removesuffix("[ ]"), []).append(field)
    yield Block(wording.say("guide_all_fields"), 1, (wording.say("guide_all_fields_intro"),))
    head = (wording.say("guide_name"), wording.say("guide_meaning"))
    for name, fields in groups.items():
        rows = tuple((field.path, _meaning(field, german, wording)) for field in fields)
        yield Block(name, 2, (), head, rows)


def _meaning(field: Field, german: Mapping[str, Text], wording: Wording) -> str:
    words = german.get(field.meaning)
    meaning = wording.of(words) if words is not None else field.meaning
    return wording.say("guide_is_list", meaning=meaning) if field.kind == "list" else meaning


def _kind(annotation: Any) -> tuple[str, type[BaseModel] | None]:
    if get_origin(annotation) is tuple:
        return "list", _kind(get_args(annotation)[0])[1]
    if get_origin(annotation) in (Union, UnionType):
        return _kind(next(part for part in get_args(annotation) if part is not type(None)))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "group", annotation
    return "text", None


def _write(sheet: Sheet, block: Block) -> None:
    heading = sheet.heading(block.heading, block.level)
    heading.paragraph_format.page_break_before = block.level == 1 and len(sheet.document.paragraphs) > 1
    for words in block.paragraphs:
        sheet.paragraph(words, "Normal", keep=False)
    if not block.rows:
        return
    table = sheet.table([FIELD_WIDTH, WIDTH - FIELD_WIDTH], "Quick-Scan Table", block.head)
    for name, meaning in block.rows:
        left, right = row(table, 0)
        sheet.fill(left, name, "Table Text", keep=False)
        sheet.fill(right, meaning, "Table Text", keep=False)


def _markdown(block: Block) -> str:
    pieces = [f"{'#' * block.level} {block.heading}", *block.paragraphs]
    if block.rows:
        lines = [f"| {block.head[0]} | {block.head[1]} |", "|---|---|"]
        lines += [f"| `{name}` | {meaning.replace('|', '/').replace(chr(10), ' ')} |" for name, meaning in block.rows]
        pieces.append("\n".join(lines))
    return "\n\n".join(pieces)
