"""Whether a value fits its question: its sort, range, options, fields and rows; the same rules for files, pages and exports."""

from collections.abc import Collection, Iterator, Mapping

from quickscan.domain.engagement import Value
from quickscan.domain.question_parts import TOP_LEVEL, NumberField
from quickscan.domain.questionnaire import ChoiceQuestion, MaturityQuestion, NumberQuestion, Question
from quickscan.interview.wording import UNITS, number_in_words

Fault = tuple[str, str]
"""What is wrong, and what to do, each in one sentence without a full stop."""

DECIMALS_SHOWN = 6


def problems_of(question: Question, value: Value, rows: Collection[str] | None = None) -> list[Fault]:
    """Why a value cannot be the answer; empty where it can. `rows` are the known rows of a matrix; without them any is taken."""
    if isinstance(question, MaturityQuestion):
        return list(_level_faults(value))
    if isinstance(question, ChoiceQuestion):
        return list(_choice_faults(question, value))
    if isinstance(question, NumberQuestion):
        return list(_number_faults(question, value))
    if question.type == "matrix":
        return list(_matrix_faults(question.cell, value, rows))
    return list(_text_faults(value))


def warnings_of(question: Question, value: Value) -> list[Fault]:
    """Why a value that fits should be looked at again: entries outside the plausible limits."""
    return [fault for name, field, entry in _entries(question, value) for fault in _unusual(name, field, entry)]


def _level_faults(value: Value) -> Iterator[Fault]:
    if not isinstance(value, int | float) or value not in range(TOP_LEVEL + 1):
        yield f"{_shown(value)} is not a level", f"give a whole number from 0 to {TOP_LEVEL}"


def _choice_faults(question: ChoiceQuestion, value: Value) -> Iterator[Fault]:
    options = [option.id for option in question.options]
    if question.type == "single_choice":
        if value not in options:
            yield f"{_shown(value)} is not an option", f"give one of {', '.join(options)}"
        return
    if not isinstance(value, tuple) or not value:
        yield f"{_shown(value)} is not a list of options", f"give a list of one or more of {', '.join(options)}"
        return
    for chosen in dict.fromkeys(value):
        if chosen not in options:
            yield f"{_shown(chosen)} is not an option", f"choose from {', '.join(options)}"
        if value.count(chosen) > 1:
            yield f"the option {chosen} is chosen twice", "keep it once"


def _number_faults(question: NumberQuestion, value: Value) -> Iterator[Fault]:
    if len(question.fields) == 1:
        yield from _field_faults("", question.fields[0], value)
        return
    fields = {field.id: field for field in question.fields}
    if not isinstance(value, dict) or not value:
        yield f"{_shown(value)} does not say what is meant", f"give an entry for each of {', '.join(fields)}"
        return
    yield from _unknown(value, fields, "field")
    for name, entry in value.items():
        if name in fields:
            yield from _field_faults(f"{name}: ", fields[name], entry)
    yield from _quantiles_in_order(value)


def _matrix_faults(cell: NumberField, value: Value, rows: Collection[str] | None) -> Iterator[Fault]:
    if not isinstance(value, dict) or not value:
        yield f"{_shown(value)} does not say for which row it is", "give an entry for each row under the name of the row"
        return
    if rows is not None:
        yield from _unknown(value, rows, "row")
    for name, entry in value.items():
        yield from _field_faults(f"{name}: ", cell, entry)


def _text_faults(value: Value) -> Iterator[Fault]:
    if not isinstance(value, str) or not value.strip():
        yield f"{_shown(value)} is not a text", "give the answer in words"


def _unknown(value: Mapping[str, object], known: Collection[str], sort: str) -> Iterator[Fault]:
    for name in value:
        if name not in known:
            yield f"{name} is not a {sort} of this question", f"use {', '.join(known)}"


def _field_faults(prefix: str, field: NumberField, entry: object) -> Iterator[Fault]:
    if field.kind == "text":
        if not isinstance(entry, str) or not entry.strip():
            yield f"{prefix}{_shown(entry)} is not a text", "give it in words"
    elif isinstance(entry, bool) or not isinstance(entry, int | float):
        yield f"{prefix}{_shown(entry)} is not a number", f"give {_range(field)}"
    elif _outside(entry, field.minimum, field.maximum):
        yield f"{prefix}{_with_unit(field, entry)} is out of range", f"give {_range(field)}"
    elif field.whole and entry != int(entry):
        yield f"{prefix}{_with_unit(field, entry)} is not a whole number", f"give {_range(field)}"


def _quantiles_in_order(value: Mapping[str, object]) -> Iterator[Fault]:
    """A duration asked as median and 90th percentile: the second cannot be the smaller one."""
    median, p90 = value.get("median"), value.get("p90")
    if isinstance(median, int | float) and isinstance(p90, int | float) and p90 < median:
        yield f"p90 ({_plain(p90)}) is below the median ({_plain(median)})", "swap them"


def _entries(question: Question, value: Value) -> Iterator[tuple[str, NumberField, float]]:
    """The numbers in an answer with the field each belongs to."""
    for name, entry in value.items() if isinstance(value, dict) else [("", value)]:
        field = _field_of(question, name)
        if field is not None and isinstance(entry, int | float):
            yield f"{name}: " if name else "", field, entry


def _field_of(question: Question, name: str) -> NumberField | None:
    if isinstance(question, NumberQuestion):
        if not name:
            return question.fields[0] if len(question.fields) == 1 else None
        return next((field for field in question.fields if field.id == name), None)
    return question.cell if question.type == "matrix" and name else None


def _unusual(name: str, field: NumberField, entry: float) -> Iterator[Fault]:
    low, high = field.plausible_minimum, field.plausible_maximum
    if low is not None and entry < low:
        yield f"{name}{_with_unit(field, entry)} is unusually low", f"check it, less than {_with_unit(field, low)} is rare"
    if high is not None and entry > high:
        yield f"{name}{_with_unit(field, entry)} is unusually high", f"check it, more than {_with_unit(field, high)} is rare"


def _outside(entry: float, low: float | None, high: float | None) -> bool:
    return (low is not None and entry < low) or (high is not None and entry > high)


def _range(field: NumberField) -> str:
    """The range in words: a number from 0 to 100 %."""
    sort = "a whole number" if field.whole else "a number"
    low, high = field.minimum, field.maximum
    if low is not None and high is not None:
        return f"{sort} from {_plain(low)} to {_with_unit(field, high)}"
    if low is not None:
        return f"{sort} of at least {_with_unit(field, low)}"
    return sort if high is None else f"{sort} of at most {_with_unit(field, high)}"


def _with_unit(field: NumberField, number: float) -> str:
    return UNITS[field.unit].en.format(_plain(number))


def _plain(number: float) -> str:
    return number_in_words(number, "en", DECIMALS_SHOWN)


def _shown(value: object) -> str:
    """A value in a sentence, cut where it is long."""
    if isinstance(value, int | float):
        return _plain(value)
    if isinstance(value, dict | tuple):
        return "a list" if isinstance(value, tuple) else "an entry by fields"
    return f"'{value}'" if len(str(value)) <= 40 else f"'{str(value)[:39]}…'"
