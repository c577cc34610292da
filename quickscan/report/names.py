"""Names of printed texts: which field of the context each came from, by what a thing is rather than by its place in a list.

A text carries its name through the template and behaves like any other text there: only where it is printed does the name
go along, as a sign in front of it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from zlib import crc32

from markupsafe import escape

from quickscan.report import signs

LONGEST_KEY = 24
"""Characters of a name that a thing in a list is called by; what is longer is told by its checksum."""
IDENTIFIERS = ("id", "code")
"""Fields that say what a thing is, whatever the language; otherwise its first text says so."""
PLACES = frozenset({"rank", "number"})
"""Fields that only say where a thing stands."""
ITEM = "#"
"""Stands between a list of texts and one of them; such lists are often printed as one sentence."""
CODE = re.compile(r"\b[A-Z]{1,2}-\d{2}\b")
"""The number of a question, such as E-09: what is said about it may change, what it is about does not."""
COLOUR = re.compile(r"[0-9A-F]{6}")
"""A colour, which a template puts where Word shows no text."""
_NAME_SIGNS = re.compile(f"[{signs.NAME_OPEN}{signs.NAME_CLOSE}]")
_NO_NAME = re.compile(r"[^A-Za-z0-9_]+")
_NO_LETTER = re.compile(r"[^a-z]+")


class Named(str):
    """A text that knows its name; it is printed with the sign of it."""

    __slots__ = ("path",)
    path: str

    @classmethod
    def of(cls, text: str, path: str) -> "Named":
        """A text with its name; signs of names that somebody typed are dropped."""
        made = cls(_NAME_SIGNS.sub("", text))
        made.path = path
        return made

    def __html__(self) -> str:
        """What a template prints."""
        return signs.name(self.path) + str(escape(str(self)))


def named(values: Mapping[str, object]) -> dict[str, object]:
    """The same nested values with every text in them named, except where it stands for a chart or a colour."""
    return {key: _named(value, key) for key, value in values.items()}


def key_of(text: str) -> str:
    """A short name for a text that stays the same when only its numbers change."""
    plain = unicodedata.normalize("NFKD", signs.bare(text).lower())
    letters = _NO_LETTER.sub("_", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("_")
    if letters and len(letters) <= LONGEST_KEY:
        return letters
    return f"{crc32(re.sub(r'[0-9.,]+', '', plain).encode()):08x}"


def keys_of(items: Sequence[object]) -> list[str]:
    """Names for the things in a list: by what each is about where that tells them apart, otherwise by all it says."""
    short = [_short_key(item) for item in items]
    times, seen = Counter(short), Counter[str]()
    chosen = (key if times[key] == 1 else key_of(_said(item)) for key, item in zip(short, items, strict=True))
    return [numbered(key, seen) for key in chosen]


def _short_key(item: object) -> str:
    """Its identifier; or the number of a question in it with the words before; or what stands before its first colon."""
    if isinstance(item, Mapping):
        known = next((item[field] for field in IDENTIFIERS if isinstance(item.get(field), str) and item[field]), None)
        if known:
            return _NO_NAME.sub("_", known)
    text = _said(item)
    code = CODE.search(text)
    if code is None:
        return key_of(text.partition(": ")[0])
    before = text[: code.start()].strip()
    return f"{key_of(before)}_{code.group()}" if before else code.group()


def _said(item: object) -> str:
    """What a thing in a list is known by: its first text."""
    if isinstance(item, str):
        return item
    fields = item.items() if isinstance(item, Mapping) else ()
    return next((text for field, text in fields if isinstance(text, str) and text and field not in PLACES), "")


def numbered(key: str, seen: Counter[str]) -> str:
    """A name that nothing had before: a second thing of the same name gets ~2."""
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}~{seen[key]}"


def _named(value: object, path: str) -> object:
    if isinstance(value, str):
        return value if not value or signs.CHART_OPEN in value or COLOUR.fullmatch(value) else Named.of(value, path)
    if isinstance(value, Mapping):
        return {key: _named(inner, f"{path}.{key}") for key, inner in value.items()}
    if isinstance(value, Sequence):
        between = {True: ITEM, False: "."}
        keyed = zip(keys_of(value), value, strict=True)
        return [_named(item, f"{path}{between[isinstance(item, str)]}{key}") for key, item in keyed]
    return value
