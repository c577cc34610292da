"""A complaint of pydantic in plain words: what is wrong with a value, and what to write instead."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quickscan.files.phrases import entries, listed, nearest, shown
from quickscan.files.yaml_tree import Loc, Node

Words = tuple[str, str]
"""What is wrong, and what to do."""


@dataclass(frozen=True)
class Fault:
    """One complaint of pydantic, with its way through the file."""

    kind: str
    """Pydantic's name of the fault."""
    loc: Loc
    """The way to the value."""
    name: str
    """What to call the value in a sentence."""
    about_key: bool
    """Whether it is about the key that leads there, not about the value."""
    details: Mapping[str, Any]
    """Limits, choices and the like."""
    message: str
    """Pydantic's own words, for a fault without words of ours."""


EXPECTED: Mapping[str, str] = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "string_type": "a text",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "date_type": "a date",
    "datetime_type": "a date with time",
}
"""Faults that say no more than that the sort of value is wrong."""

FORMS: Mapping[str, str] = {
    r"^[a-z][a-z0-9_]*$": "small letters, digits and underscores only, a letter first",
    r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$": "section.word in small letters, such as follow_up.first_contact_time",
    r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$": "small words with points between, such as dealers.sellers",
    r"^[a-z]+(_[a-z]+)*(\.[a-z0-9_]+)?$": "small letters with one point, such as dl.t_first_h",
    r"^[a-z0-9][a-z0-9_-]*$": "small letters, digits, hyphens and underscores only, a letter or digit first",
    r"^[0-9]+\.[0-9]+$": "two numbers with a point between, such as '1.0'",
    r"^[0-9a-f]{64}$": "64 digits 0-9 and a-f, as `quickscan new` writes them",
    r"^[A-Z]{2}$": "two capital letters",
    r"^C[1-9]$": "C1 to C9",
    r"^R[0-9]{2}$": "R and two digits, such as R07",
    r"^E[1-9][0-9]*$": "E and a number, such as E12",
}
"""The forms that texts must have, and how to say them."""

LIMITS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "of at least"),
    "less_than": ("lt", "below"),
    "less_than_equal": ("le", "of at most"),
}
DATES: Mapping[str, str] = {
    "date_type": "2026-01-31",
    "date_parsing": "2026-01-31",
    "date_from_datetime_parsing": "2026-01-31",
    "date_from_datetime_inexact": "2026-01-31",
    "datetime_type": "2026-01-31T09:30:00+01:00",
    "datetime_parsing": "2026-01-31T09:30:00+01:00",
    "datetime_from_date_parsing": "2026-01-31T09:30:00+01:00",
    "timezone_aware": "2026-01-31T09:30:00+01:00",
}
YES, NO = {"yes", "y", "on", "ja", "1"}, {"no", "n", "off", "nein", "0"}


def in_words(fault: Fault, node: Node) -> Words:
    """What is wrong with a value and what to do."""
    if fault.kind in DATES:
        return _not_a_date(fault, node)
    if fault.details.get("class_name") == "Text":
        return _both_languages(fault, node)
    if fault.kind in EXPECTED:
        return wrong_type(fault.name, [fault.kind], node)
    if fault.kind in LIMITS:
        return _out_of_range(fault, node)
    return _BY_KIND.get(fault.kind, _otherwise)(fault, node)


def wrong_type(name: str, kinds: Iterable[str], node: Node) -> Words:
    """What is wrong with a value of the wrong sort, of which one or several sorts would do."""
    expected = list(dict.fromkeys(EXPECTED[kind] for kind in kinds))
    if "a number" in expected and "a whole number" in expected:
        expected.remove("a whole number")
    what = f"{name} expects {' or '.join(expected)}, found {shown(node.data)}"
    return what, _instead(expected, node)


def _both_languages(fault: Fault, node: Node) -> Words:
    what = f"{fault.name} needs both languages, found {shown(node.data)}"
    return what, "write it as de: and en: below the key"


def _instead(expected: list[str], node: Node) -> str:
    data = node.data
    if data is None:
        return "fill it in"
    if expected == ["a text"] and isinstance(data, bool | int | float):
        return "put it in quotation marks"
    if expected == ["true or false"]:
        return _true_or_false(str(data).lower())
    if "number" in expected[0] and isinstance(data, str):
        return _as_number(data)
    if expected == ["a list"]:
        return "begin each entry with '- ' on a line of its own"
    if expected == ["keys with values"]:
        return "write 'key: value' lines below it"
    return f"write {' or '.join(expected)}"


def _true_or_false(word: str) -> str:
    if word in YES | NO:
        return f"write {'true' if word in YES else 'false'}"
    return "write true or false"


def _as_number(text: str) -> str:
    if re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", text):
        return "remove the quotation marks"
    if re.fullmatch(r"[-+]?[0-9]+,[0-9]+", text):
        return f"write {text.replace(',', '.')} with a decimal point"
    number = re.fullmatch(r"([-+]?[0-9]+([.,][0-9]+)?)\s*\D+", text)
    return f"write {number[1].replace(',', '.')} alone" if number else "write a number"


def _not_a_date(fault: Fault, node: Node) -> Words:
    if fault.kind == "timezone_aware":
        return f"{fault.name} has no time zone", f"add it, as in {DATES[fault.kind]}"
    sort = "a date with time" if "T" in DATES[fault.kind] else "a date"
    return f"{fault.name} expects {sort}, found {shown(node.data)}", f"write it like {DATES[fault.kind]}"


def _out_of_range(fault: Fault, node: Node) -> Words:
    key, words = LIMITS[fault.kind]
    limit = fault.details[key]
    return f"{fault.name} is {node.data}", f"give a number {words} {_plain(limit)}"


def _plain(limit: float) -> str:
    return f"{limit:,.0f}" if abs(limit) >= 10_000 and limit == int(limit) else f"{limit:g}"


def _not_a_choice(fault: Fault, node: Node) -> Words:
    expected = str(fault.details.get("expected") or fault.details["expected_tags"])
    words = [word or number for word, number in re.findall(r"'([^']*)'|(-?[0-9]+)", expected)]
    if len(words) == 1:
        return f"{fault.name} is {shown(node.data)}", f"write {words[0]}, nothing else is known here"
    if fault.about_key:
        return f"the key {fault.name} is not a choice here", f"write one of {listed(words)}"
    like = nearest(str(node.data), words)
    others = listed(word for word in words if word != like)
    remedy = f"write '{like}' if that is meant, otherwise one of {others}" if like else f"write one of {others}"
    return f"{fault.name} is {shown(node.data)}, which is not a choice here", remedy


def _wrong_form(fault: Fault, node: Node) -> Words:
    form = FORMS.get(str(fault.details["pattern"]), f"a text of the form {fault.details['pattern']}")
    return f"{fault.name} is {shown(node.data)}, which has the wrong form", f"write {form}"


def _text_too_short(fault: Fault, node: Node) -> Words:
    return f"{fault.name} is empty", "fill it in"


def _text_too_long(fault: Fault, node: Node) -> Words:
    return f"{fault.name} has {len(node.data)} characters", f"shorten it to {fault.details['max_length']}"


def _list_too_short(fault: Fault, node: Node) -> Words:
    return f"{fault.name} has {entries(node.data)}", f"give at least {fault.details['min_length']}"


def _list_too_long(fault: Fault, node: Node) -> Words:
    return f"{fault.name} has {entries(node.data)}", f"give {fault.details['max_length']} at most"


def _no_type(fault: Fault, node: Node) -> Words:
    return "'type' is missing", "add it to say what sort of question this is"


def _against_a_rule(fault: Fault, node: Node) -> Words:
    what, _, remedy = str(fault.details["error"]).partition("; ")
    return what, remedy or "correct it"


def _otherwise(fault: Fault, node: Node) -> Words:
    return f"{fault.name}: {fault.message[:1].lower()}{fault.message[1:]}", "correct it"


_BY_KIND: Mapping[str, Callable[[Fault, Node], Words]] = {
    "literal_error": _not_a_choice,
    "union_tag_invalid": _not_a_choice,
    "union_tag_not_found": _no_type,
    "string_pattern_mismatch": _wrong_form,
    "string_too_short": _text_too_short,
    "string_too_long": _text_too_long,
    "too_short": _list_too_short,
    "too_long": _list_too_long,
    "value_error": _against_a_rule,
    "broken_rule": _against_a_rule,
}
