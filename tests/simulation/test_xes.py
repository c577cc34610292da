"""The format of event logs, read back by an XML parser that knows nothing of it, against the words of IEEE Std 1849-2016."""

import io
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.simulation.xes import XesAttributes, XesHead, XesTrace, XesValue, write_xes

MIDNIGHT = datetime(2024, 1, 1, tzinfo=UTC)
EVENT_DEFAULTS: XesAttributes = {
    "concept:name": "unknown", "lifecycle:transition": "complete", "time:timestamp": MIDNIGHT,
}  # fmt: skip
ATTRIBUTE = "(string|date|int|float|boolean)"
REPLACED = "\ufffd"


def head(attributes: XesAttributes | None = None) -> XesHead:
    return XesHead({"concept:name": "unknown"}, EVENT_DEFAULTS, attributes or {"concept:name": "a log"})


def written(*traces: XesTrace, attributes: XesAttributes | None = None) -> str:
    target = io.StringIO()
    write_xes(head(attributes), traces, target)
    return target.getvalue()


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.encode())


def tags(element: ET.Element) -> str:
    return " ".join(child.tag for child in element)


def value_of(value: XesValue) -> tuple[str, str]:
    """The tag and the words of a value of a log."""
    log = parsed(written(attributes={"it": value}))
    (found,) = (child for child in log if child.get("key") == "it")
    return found.tag, str(found.get("value"))


def sample() -> XesTrace:
    return XesTrace(
        {"concept:name": "lead 1", "replication": 3},
        [{"concept:name": "inquiry", "time:timestamp": MIDNIGHT}, {"concept:name": "won", "outlet": 7}],
    )


# --- the order of elements, as the schema of the standard gives it -----------------------------------------------------


def test_the_log_says_which_standard_it_follows() -> None:
    text = written(sample())
    log = parsed(text)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert log.tag == "log"
    assert re.fullmatch(r"\d+\.\d+", log.attrib["xes.version"])
    assert log.attrib == {"xes.version": "1849.2016", "xes.features": ""}


@pytest.mark.parametrize("traces", [(), (sample(),), (sample(), sample())])
def test_elements_stand_in_the_order_of_the_schema(traces: tuple[XesTrace, ...]) -> None:
    log = parsed(written(*traces))
    assert re.fullmatch(rf"(extension )+(global )+(classifier )+{ATTRIBUTE}( {ATTRIBUTE})*( trace)*", tags(log))
    assert len(log.findall("trace")) == len(traces)
    for trace in log.iter("trace"):
        assert re.fullmatch(rf"({ATTRIBUTE} )+(event ?)+", tags(trace))
    for event in log.iter("event"):
        assert re.fullmatch(rf"{ATTRIBUTE}( {ATTRIBUTE})*", tags(event))


def test_extensions_are_declared_where_they_are_defined() -> None:
    log = parsed(written(sample()))
    declared = {extension.attrib["prefix"]: extension.attrib["uri"] for extension in log.iter("extension")}
    assert declared == {
        prefix: f"http://www.xes-standard.org/{prefix}.xesext" for prefix in ("concept", "lifecycle", "time", "org")
    }
    prefixes = {key.split(":")[0] for element in log.iter() if ":" in (key := element.get("key", ""))}
    assert prefixes <= declared.keys()


def test_classifiers_rest_on_what_every_event_has() -> None:
    log = parsed(written())
    everywhere = {child.attrib["key"] for child in log.find("global[@scope='event']") or ()}
    classifiers = {found.attrib["name"]: found.attrib["keys"].split() for found in log.iter("classifier")}
    assert classifiers == {
        "Activity": ["concept:name"],
        "ActivityAndTransition": ["concept:name", "lifecycle:transition"],
    }
    assert everywhere >= {key for keys in classifiers.values() for key in keys}


def test_a_trace_holds_its_own_attributes_and_its_events_in_order() -> None:
    (trace,) = parsed(written(sample())).iter("trace")
    assert [(found.tag, found.get("key"), found.get("value")) for found in trace if found.tag != "event"] == [
        ("string", "concept:name", "lead 1"),
        ("int", "replication", "3"),
    ]
    assert [[found.get("value") for found in event] for event in trace.iter("event")] == [
        ["inquiry", "2024-01-01T00:00:00.000+00:00"],
        ["won", "7"],
    ]


# --- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "tag", "words"),
    [
        (True, "boolean", "true"),
        (False, "boolean", "false"),
        (-7, "int", "-7"),
        (0.1, "float", "0.1"),
        (math.inf, "float", "INF"),
        (-math.inf, "float", "-INF"),
        (math.nan, "float", "NaN"),
        (datetime(2024, 2, 29, 23, 59, 59, 5_000, UTC), "date", "2024-02-29T23:59:59.005+00:00"),
        ("", "string", ""),
        ("A & B <C> \"D\" 'E'", "string", "A & B <C> \"D\" 'E'"),
        ("zwei\nZeilen,\tein\rTab", "string", "zwei\nZeilen,\tein\rTab"),
        ("Händler 😀", "string", "Händler 😀"),
        ("bell\a, half \ud83d, \uffff", "string", f"bell{REPLACED}, half {REPLACED}, {REPLACED}"),
    ],
)
def test_a_value_is_read_back_with_its_type(value: XesValue, tag: str, words: str) -> None:
    assert value_of(value) == (tag, words)


@given(st.text())
def test_any_text_is_read_back(text: str) -> None:
    _, words = value_of(text)
    assert len(words) == len(text)
    assert all(read in (was, REPLACED) for read, was in zip(words, text, strict=True))
    assert all(read == was for read, was in zip(words, text, strict=True) if was.isprintable())


@given(st.floats(allow_nan=False))
def test_a_number_is_read_back_exactly(number: float) -> None:
    assert float(value_of(number)[1]) == number


# --- size --------------------------------------------------------------------------------------------------------------


def test_a_trace_is_written_before_the_next_is_asked_for() -> None:
    target = io.StringIO()
    seen: list[int] = []

    def traces() -> Iterator[XesTrace]:
        for _ in range(3):
            seen.append(target.getvalue().count("</trace>"))
            yield sample()

    write_xes(head(), traces(), target)
    assert seen == [0, 1, 2]
    assert target.getvalue().count("</trace>") == 3
