"""Event logs as XES (IEEE Std 1849-2016, eXtensible Event Stream): the format only, written trace by trace.

What the traces and events of a lead are is said in trace.py.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TextIO
from xml.sax.saxutils import quoteattr

XesValue = str | bool | int | float | datetime
"""What an attribute can hold; a datetime has a time zone."""
XesAttributes = Mapping[str, XesValue]
"""Attributes of a log, a trace or an event by their key, in the order of writing."""

VERSION = "1849.2016"
"""The standard followed; its schema wants a decimal number here."""
HOME = "http://www.xes-standard.org/"
"""Where the standard extensions are defined. It is no XML namespace of the log: the schema of the standard has none."""
EXTENSIONS = (("Concept", "concept"), ("Lifecycle", "lifecycle"), ("Time", "time"), ("Organizational", "org"))
"""Name and prefix of the standard extensions whose keys are used; each is defined at HOME + prefix + ".xesext"."""
CLASSIFIERS = (("Activity", "concept:name"), ("ActivityAndTransition", "concept:name lifecycle:transition"))
"""Name and keys of what makes two events the same; the schema allows no blank in the name."""

_TAGS: dict[type, str] = {str: "string", bool: "boolean", int: "int", float: "float", datetime: "date"}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CACHED_TEXTS = 10_000


@dataclass(frozen=True)
class XesTrace:
    """All that happened in one case."""

    attributes: XesAttributes
    """What holds for the case as a whole."""
    events: Iterable[XesAttributes]
    """The attributes of each event, in the order of happening."""


@dataclass(frozen=True)
class XesHead:
    """What stands before the traces."""

    trace_defaults: XesAttributes
    """The attributes that every trace has, each with a value for a trace that lacks it."""
    event_defaults: XesAttributes
    """The attributes that every event has, each with a value for an event that lacks it; among them the keys of CLASSIFIERS."""
    attributes: XesAttributes
    """What holds for the log as a whole."""


def write_xes(head: XesHead, traces: Iterable[XesTrace], target: TextIO) -> None:
    """Write a log to a text file opened as UTF-8; only one trace at a time is held.

    Characters that XML cannot carry (control characters, halves of pairs) become U+FFFD.
    """
    target.write(_head(head))
    target.writelines(map(_trace, traces))
    target.write("</log>\n")


def _head(head: XesHead) -> str:
    scopes = (("trace", head.trace_defaults), ("event", head.event_defaults))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<log xes.version="{VERSION}" xes.features="">\n',
        *(f'\t<extension name="{name}" prefix="{prefix}" uri="{HOME}{prefix}.xesext"/>\n' for name, prefix in EXTENSIONS),
        *(f'\t<global scope="{scope}">\n{_lines(defaults, 2)}\t</global>\n' for scope, defaults in scopes),
        *(f'\t<classifier name="{name}" scope="event" keys="{keys}"/>\n' for name, keys in CLASSIFIERS),
    ]
    return "".join(lines) + _lines(head.attributes, 1)


def _trace(trace: XesTrace) -> str:
    events = "".join(f"\t\t<event>\n{_lines(event, 3)}\t\t</event>\n" for event in trace.events)
    return f"\t<trace>\n{_lines(trace.attributes, 2)}{events}\t</trace>\n"


def _lines(attributes: XesAttributes, depth: int) -> str:
    indent = "\t" * depth
    return "".join(
        f"{indent}<{_TAGS[type(value)]} key={_quoted(key)} value={_value(value)}/>\n" for key, value in attributes.items()
    )


def _value(value: XesValue) -> str:
    """The value as XML Schema writes its type, in quotation marks."""
    match value:
        case str():
            return _quoted(value)
        case bool():
            return f'"{str(value).lower()}"'
        case datetime():
            return f'"{value.isoformat(timespec="milliseconds")}"'
        case float():
            return f'"{value!r}"'.replace("inf", "INF").replace("nan", "NaN")
        case _:
            return f'"{value}"'


@lru_cache(_CACHED_TEXTS)
def _quoted(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text))
