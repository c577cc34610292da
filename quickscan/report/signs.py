"""Signs inside the rendered text that turn into something else in Word: origin marks, charts, and names of fields.

Unicode noncharacters serve as brackets, because no keyboard types them; whoever pastes one loses nothing but that character.
"""

import re

MARK_OPEN, MARK_CLOSE, CHART_OPEN, CHART_CLOSE, HOLD = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
NAME_OPEN, NAME_CLOSE = "\ufdd5", "\ufdd6"
SIGN = re.compile(f"{MARK_OPEN}(?P<mark>[^\ufdd0-\ufdef]{{1,3}}){MARK_CLOSE}|{CHART_OPEN}(?P<chart>[a-z_]+){CHART_CLOSE}")
NAME = re.compile(f"{NAME_OPEN}([^\ufdd0-\ufdef]+){NAME_CLOSE}")
PRINTED = re.compile(f"{NAME.pattern}|{CHART_OPEN}([a-z_]+){CHART_CLOSE}")
"""The name of a field or of a chart."""
STRAY = re.compile("[\ufdd0-\ufdef]")

_ILLEGAL_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
_DOCXTPL_ESCAPE = re.compile(r"(?<=[{%}])_(?=[{%}])")
"""docxtpl rewrites {_{ and its like after rendering; a sign in between keeps what was typed."""


def mark(letter: str) -> str:
    """The sign that becomes a small raised letter behind a number."""
    return f"{MARK_OPEN}{letter}{MARK_CLOSE}"


def chart(name: str) -> str:
    """The sign that becomes the chart of that name."""
    return f"{CHART_OPEN}{name}{CHART_CLOSE}"


def name(path: str) -> str:
    """The sign in front of a text that says which field of the context it came from; nothing is left of it in the report."""
    return f"{NAME_OPEN}{path}{NAME_CLOSE}"


def typed(text: str) -> str:
    """A text that Word can hold: characters illegal in XML are dropped, line ends are one character, the rest stays as typed."""
    legal = _ILLEGAL_IN_XML.sub("", _LINE_END.sub("\n", text))
    return _DOCXTPL_ESCAPE.sub(f"_{HOLD}", legal)


def printable(value: object) -> object:
    """The same nested value with every text in it typed()."""
    if isinstance(value, str):
        return typed(value)
    if isinstance(value, dict):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value


def bare(text: str) -> str:
    """A text without any sign, for places that take plain characters only, such as document properties."""
    return STRAY.sub("", SIGN.sub("", text))
