"""What stands in the form of an engagement's head as the browser sends it, and what is amiss with it as it is shown there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quickscan.domain.engagement import Respondent
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.questionnaire import Questionnaire
from quickscan.interview.head import CHANGED_BY_OTHERS, ROWS, row_name
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording

NEW = "+"
"""Begins the id of a row for somebody new, and parts it: +dealer+3."""
Part = Mapping[str, Any]
"""A component as a callback gets it: its id and its value."""


def role_in(row: str, known: Mapping[str, Respondent]) -> str:
    """The role of the respondent of a row."""
    if row in known:
        return known[row].role
    _, _, rest = row.partition(NEW)
    return rest.partition(NEW)[0]


def roles_asked(questionnaires: Iterable[Questionnaire]) -> set[str]:
    """The roles of which these questionnaires ask something."""
    return {role for one in questionnaires for question in one.questions() for role in question.ask_roles}


def form_typed(fields: Sequence[Part], rows: Sequence[Sequence[Part]], known: Mapping[str, Respondent]) -> dict[str, Any]:
    """The form. `rows` are the labels, the sides, and whether the rows are hidden: hidden ones were taken out."""
    texts = {part["id"]["field"]: part.get("value") for part in fields}
    labels, sides, hidden = ({part["id"]["respondent"]: part.get("value") for part in parts} for parts in rows)
    typed = [
        {"id": key, "label": label or "", "role": role_in(key, known), "side": sides.get(key) or ""}
        for key, label in labels.items()
        if not hidden.get(key)
    ]
    return {**texts, ROWS: typed}


def draft_form(draft: object) -> dict[str, Any]:
    """The unfinished form that the browser kept; whatever is no text there is left out."""
    if not isinstance(draft, dict):
        return {}
    texts = {str(name): value for name, value in draft.items() if isinstance(value, str)}
    rows = draft.get(ROWS)
    kept = [row for row in rows if _is_row(row)] if isinstance(rows, list) else []
    return {**texts, ROWS: kept}


def faults_by_place(error: ScanError, say: Wording, now: Mapping[str, Any] | None = None) -> dict[str, str]:
    """What is amiss by field or row, in sentences. `now` is the form as others made it, for what they changed in the meantime."""
    return {problem.where: _sentence(problem, say, now or {}) for problem in error.problems}


def faults_shown(faults: Mapping[str, str], places: Sequence[Sequence[Part]]) -> tuple[list[str | None], list[str | None]]:
    """The faults for the fields and rows of a page, in their order. `places` are the two lists of outputs."""
    fields, rows = places[:2]
    return (
        [faults.get(one["id"]["field"]) for one in fields],
        [faults.get(row_name(one["id"]["respondent"])) for one in rows],
    )


def _is_row(row: object) -> bool:
    return (
        isinstance(row, dict)
        and all(isinstance(value, str) for value in row.values())
        and str(row.get("id", "")).startswith(NEW)
        and "label" in row
    )


def _sentence(problem: Problem, say: Wording, now: Mapping[str, Any]) -> str:
    words = problem_in_words(problem, say)
    words = words[:1].upper() + words[1:]
    if problem.what != CHANGED_BY_OTHERS:
        return words
    rows = {row_name(row["id"]): row["label"] for row in now.get(ROWS, ())}
    theirs = rows.get(problem.where) or now.get(problem.where)
    return " ".join([words, say("Now it is: {theirs}", theirs=theirs)]) if theirs else words
