"""What was typed and chosen at one question, as an answer: numbers as people of a language write them, faults said at once.

A form is a mapping of entry names to what stands in them. `value` is a level, an option, options or words; numbers stand under
the name of their field, rows of a matrix under the name of the row, each after `value.`. Beside it stand status, reason, basis,
confidence, note, quote, and whether somebody wants to look at it again.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quickscan.domain.base import Language
from quickscan.domain.engagement import Answer, Scalar, Value
from quickscan.domain.question_parts import NumberField
from quickscan.domain.questionnaire import MatrixQuestion, NumberQuestion, Question
from quickscan.interview.values import Fault, problems_of
from quickscan.interview.wording import number_in_words

Form = Mapping[str, Any]
VALUE = "value"
REVIEW = "review"
REASON_MISSING = "the reason is missing"
SIGNS = {"de": (".", ","), "en": (",", ".")}
"""By language: what stands between thousands, and before decimals."""
NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,' ][0-9]+)*")
EXACT_DECIMALS = 12


class NotANumberError(ValueError):
    """What was typed is no number."""


@dataclass(frozen=True)
class Read:
    """What a form says."""

    answer: Answer | None
    """The answer; none while nothing is said, or while it cannot be one."""
    faults: tuple[Fault, ...] = ()
    """What is amiss and what to do."""


def number_typed(typed: str, language: Language) -> int | float:
    """The number that somebody typed: 1.234,5 or 1,234.5, with or without a unit behind it. Raises NotANumberError.

    Where both signs stand, the last one begins the decimals. A single sign means what it means in the language, but for one that
    cannot part thousands, as in 1.5 typed in German: it begins the decimals.
    """
    words = typed.strip().removesuffix("%").removesuffix("€").strip().replace("\N{NO-BREAK SPACE}", " ")
    if not NUMBER.fullmatch(words):
        raise NotANumberError(typed)
    digits = words.replace(" ", "").replace("'", "")
    thousands, decimal = _signs(digits, language)
    number = float(digits.replace(thousands, "").replace(decimal, "."))
    return int(number) if number == int(number) and abs(number) < 2**53 else number


def _signs(digits: str, language: Language) -> tuple[str, str]:
    thousands, decimal = SIGNS[language]
    if thousands in digits and decimal in digits:
        return (thousands, decimal) if digits.rfind(decimal) > digits.rfind(thousands) else (decimal, thousands)
    if thousands in digits and not _parts_thousands(digits, thousands):
        return decimal, thousands
    if digits.count(decimal) > 1:
        return decimal, thousands
    return thousands, decimal


def _parts_thousands(digits: str, sign: str) -> bool:
    first, *others = digits.lstrip("+-").split(sign)
    return 1 <= len(first) <= 3 and first != "0" and all(len(part) == 3 for part in others)


def read_form(question: Question, respondent: str, form: Form, rows: Collection[str], language: Language) -> Read:
    """What a form says about a question. `rows` are the rows that a matrix may have."""
    status = form.get("status") or "answered"
    told: dict[str, Any] = {
        "question": question.id,
        "respondent": respondent,
        "status": status,
        "basis": form.get("basis") or "told",
        "confidence": int(form.get("confidence") or 2),
        "note": form.get("note") or None,
        "quote": form.get("quote") or None,
        "marked_for_review": bool(form.get(REVIEW)),
    }
    if status == "answered":
        return _answered(question, told, form, rows, language)
    if status == "not_applicable":
        reason = (form.get("reason") or "").strip()
        if not reason:
            return Read(None, ((REASON_MISSING, "say in a few words why the question does not apply"),))
        told["reason"] = form["reason"]
    return Read(Answer(**told))


def _answered(question: Question, told: dict[str, Any], form: Form, rows: Collection[str], language: Language) -> Read:
    value, faults = _value(question, form, language)
    if faults:
        return Read(None, tuple(faults))
    if value is None:
        remarks = told["note"] or told["quote"] or told["marked_for_review"]
        return Read(Answer(**told | {"status": "not_asked"}) if remarks else None)
    problems = problems_of(question, value, rows if isinstance(question, MatrixQuestion) else None)
    return Read(None if problems else Answer(**told | {"value": value}), tuple(problems))


def _value(question: Question, form: Form, language: Language) -> tuple[Value | None, list[Fault]]:
    if isinstance(question, NumberQuestion | MatrixQuestion):
        return _numbers(question, form, language)
    chosen = form.get(VALUE)
    if question.type == "multiple_choice":
        return (tuple(chosen) or None) if chosen else None, []
    if question.type == "text":
        return (chosen if chosen and chosen.strip() else None), []
    if question.type == "maturity" and isinstance(chosen, str) and chosen.isdecimal():
        return int(chosen), []
    return (None if chosen in (None, "") else chosen), []


def _numbers(question: NumberQuestion | MatrixQuestion, form: Form, language: Language) -> tuple[Value | None, list[Fault]]:
    entries: dict[str, Scalar] = {}
    faults: list[Fault] = []
    for name, typed in _typed(form):
        field = _field(question, name)
        try:
            entries[name] = typed if field is not None and field.kind == "text" else number_typed(typed, language)
        except NotANumberError:
            faults.append((f"{name}: '{typed.strip()[:40]}' is not a number", "type digits, such as 12 or 3.5"))
    single = isinstance(question, NumberQuestion) and len(question.fields) == 1
    if not entries:
        return None, faults
    return (next(iter(entries.values())) if single else entries), faults


def _typed(form: Form) -> Iterator[tuple[str, str]]:
    for name, typed in form.items():
        if name.startswith(f"{VALUE}.") and str(typed or "").strip():
            yield name.removeprefix(f"{VALUE}."), str(typed)


def _field(question: NumberQuestion | MatrixQuestion, name: str) -> NumberField | None:
    if isinstance(question, MatrixQuestion):
        return question.cell
    return next((field for field in question.fields if field.id == name), None)


def form_of(question: Question, answer: Answer | None, rows: Sequence[str], language: Language) -> dict[str, Any]:
    """What stands in the form of a question once an answer is there; empty entries where there is none."""
    form: dict[str, Any] = {
        "status": answer.status if answer is not None and answer.status != "not_asked" else "answered",
        "reason": (answer.reason if answer else None) or "",
        "basis": answer.basis if answer else "told",
        "confidence": answer.confidence if answer else 2,
        "note": (answer.note if answer else None) or "",
        "quote": (answer.quote if answer else None) or "",
        REVIEW: ["yes"] if answer is not None and answer.marked_for_review else [],
    }
    value = answer.value if answer is not None else None
    if isinstance(question, NumberQuestion | MatrixQuestion):
        names = rows if isinstance(question, MatrixQuestion) else [field.id for field in question.fields]
        entries: Mapping[str, Any] = value if isinstance(value, dict) else {names[0]: value}
        return form | {f"{VALUE}.{name}": _shown(entries.get(name), language) for name in names}
    if question.type == "multiple_choice":
        return form | {VALUE: list(value) if isinstance(value, tuple) else []}
    return form | {VALUE: value if value is not None else ("" if question.type == "text" else None)}


def _shown(entry: Scalar | None, language: Language) -> str:
    """An entry as it may be typed again: nothing is rounded away."""
    if entry is None or isinstance(entry, str):
        return entry or ""
    return number_in_words(entry, language, EXACT_DECIMALS)
