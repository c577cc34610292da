"""The head of an engagement as it stands in a form: read with all its faults at once, and held against changes of others.

A form is a mapping of field names to texts; `respondents` is a list of such mappings, one a row. A fault names its field, and in
a row the respondent: "client", "respondents.dealer_south". A row of somebody new has an id that begins with a plus sign.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.engagement import Client, Engagement, Respondent
from quickscan.domain.problem import Problem, ScanError
from quickscan.interview.ids import free_id, id_from

Form = Mapping[str, Any]
Row = Mapping[str, str]
ROWS = "respondents"
SIDES: tuple[str, ...] = get_args(Respondent.model_fields["side"].annotation)
USUAL_SIDES = {"dealer": "field", "call_centre": "service_provider"}
"""On which side a role usually stands; any other at the head office."""
COUNTRY = re.compile("[A-Z]{2}")
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What comes along when texts are pasted and neither a file nor a Word document can carry."""
TEXTS = ("title", "client", "industry", "country", "profile", "language", "process", "consultants")
"""The fields of one text each."""
CHANGED_BY_OTHERS = "somebody else changed this in the meantime"
HOLDS_ANSWERS = "this respondent gave answers that would go too"
MISSING = {
    "client": ("the client's name is missing", "type the name that is printed on the report"),
    "title": ("the title is missing", "type what the assignment is called"),
    "industry": ("the industry is missing", "say in a few words what the client does"),
}


@dataclass(frozen=True)
class Head:
    """An engagement but for its id, its questions and its answers."""

    client: Client
    """The client."""
    title: str
    """What the assignment is called."""
    process: str
    """The lead process it starts from."""
    language: Language = "de"
    """The language of the report."""
    consultants: tuple[str, ...] = ()
    """Who does the scan."""
    respondents: tuple[Respondent, ...] = ()
    """Who is interviewed."""


def form_of(engagement: Engagement) -> dict[str, Any]:
    """The head of an engagement as a form."""
    client = engagement.client
    return {
        "title": engagement.title,
        "client": client.name,
        "industry": client.industry,
        "country": client.country,
        "profile": client.profile or "",
        "language": engagement.language,
        "process": engagement.process,
        "consultants": ", ".join(engagement.consultants),
        ROWS: [{"id": one.id, "label": one.label, "role": one.role, "side": one.side} for one in engagement.respondents],
    }


def row_name(respondent: str) -> str:
    """How a fault names the row of a respondent."""
    return f"{ROWS}.{respondent}"


def usual_side(role: str) -> str:
    """On which side of the process people of a role usually stand."""
    return USUAL_SIDES.get(role, "head_office")


def read_head(form: Form, processes: Collection[str], roles: Collection[str], known: Iterable[Respondent] = ()) -> Head:
    """The head that a form says. `known` are the respondents there were before. Raises ScanError with all faults."""
    texts = {name: text_typed(form.get(name)) for name in TEXTS}
    rows: Sequence[Row] = form.get(ROWS) or ()
    before = {one.id: one for one in known}
    problems = [*_text_faults(texts, processes), *_row_faults(rows, roles, before)]
    if problems:
        raise ScanError(problems)
    client = Client(name=texts["client"], industry=texts["industry"], country=texts["country"], profile=texts["profile"] or None)
    return Head(
        client=client,
        title=texts["title"],
        language="en" if texts["language"] == "en" else "de",
        process=texts["process"],
        consultants=_names(texts["consultants"]),
        respondents=tuple(_respondents(rows, before)),
    )


def with_head(engagement: Engagement, head: Head, given_up: Mapping[str, int]) -> Engagement:
    """The engagement with another head. Who is no longer among the respondents goes with their answers.

    `given_up` says with how many records it was agreed to let each respondent go. Raises ScanError where it is another by now.
    """
    head = _kept(engagement, head)
    staying = {one.id for one in head.respondents}
    gone = [one for one in engagement.respondents if one.id not in staying]
    held = [(one, records_of(engagement, one.id)) for one in gone]
    remedy = "take the respondent out once more to agree to that"
    problems = [Problem(row_name(one.id), HOLDS_ANSWERS, remedy) for one, count in held if count != given_up.get(one.id, 0)]
    if problems:
        raise ScanError(problems)
    return engagement.model_copy(
        update={
            "client": head.client,
            "title": head.title,
            "language": head.language,
            "process": head.process,
            "consultants": head.consultants,
            "respondents": head.respondents,
            "answers": tuple(answer for answer in engagement.answers if answer.respondent in staying),
        }
    )


def records_of(engagement: Engagement, respondent: str) -> int:
    """How many answer records a respondent gave."""
    return sum(answer.respondent == respondent for answer in engagement.answers)


def merged(now: Form, seen: Form, mine: Form) -> dict[str, Any]:
    """My form with what others changed since I saw the head. Raises ScanError where they changed the same as I did."""
    problems = [_changed_by_others(name) for name in TEXTS if _both_changed(now[name], seen[name], mine[name])]
    rows_now, rows_seen = ({row["id"]: row for row in form[ROWS]} for form in (now, seen))
    rows: list[Row] = []
    for row in mine[ROWS]:
        before, current = rows_seen.get(row["id"]), rows_now.get(row["id"])
        if before is None or row != before:
            rows.append(row)
            if before is not None and _both_changed(current, before, row):
                problems.append(_changed_by_others(row_name(row["id"])))
        elif current is not None:
            rows.append(current)
    if problems:
        raise ScanError(problems)
    rows += [row for name, row in rows_now.items() if name not in rows_seen]
    texts = {name: mine[name] if mine[name] != seen[name] else now[name] for name in TEXTS}
    return {**texts, ROWS: rows}


def _names(typed: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in re.split(r"[,;\n]", typed))))


def _kept(engagement: Engagement, head: Head) -> Head:
    """The head with what the form cannot show as it is, such as a comma in a name, where the form says nothing new of it."""
    client, shown = engagement.client, form_of(engagement)
    if head.client.profile == (text_typed(shown["profile"]) or None):
        head = replace(head, client=head.client.model_copy(update={"profile": client.profile}))
    if head.consultants == _names(text_typed(shown["consultants"])):
        head = replace(head, consultants=engagement.consultants)
    return head


def text_typed(typed: object) -> str:
    """A text without what nobody sees: spaces around it, and control characters."""
    return INVISIBLE.sub("", typed).strip() if isinstance(typed, str) else ""


def _both_changed(now: object, seen: object, mine: object) -> bool:
    return now != seen and mine not in (seen, now)


def _changed_by_others(field: str) -> Problem:
    return Problem(field, CHANGED_BY_OTHERS, "save again if yours is to count")


def _text_faults(texts: Mapping[str, str], processes: Collection[str]) -> Iterator[Problem]:
    for name, (what, remedy) in MISSING.items():
        if not texts[name]:
            yield Problem(name, what, remedy)
    if not COUNTRY.fullmatch(texts["country"]):
        yield Problem("country", "the country is missing", "choose one from the list")
    if texts["language"] not in LANGUAGES:
        yield Problem("language", "the language of the report is missing", "choose one")
    if texts["process"] not in processes:
        yield Problem("process", "the process template is missing", "choose one")


def _row_faults(rows: Sequence[Row], roles: Collection[str], before: Mapping[str, Respondent]) -> Iterator[Problem]:
    labels = [text_typed(row.get("label")) for row in rows]
    for number, (row, label) in enumerate(zip(rows, labels, strict=True)):
        where = row_name(row["id"])
        if not label:
            yield Problem(where, "the name of this respondent is missing", "say what to call them in the report")
        elif label.casefold() in (other.casefold() for other in labels[:number]):
            yield Problem(where, "two respondents are called the same", "tell them apart, such as by region")
        if row.get("role") not in roles and row["id"] not in before:
            yield Problem(where, "the questionnaire asks nothing of this role", "take this respondent out")
        if row.get("side") not in SIDES:
            yield Problem(where, "it is not said on which side they stand", "choose one")


def _respondents(rows: Sequence[Row], before: Mapping[str, Respondent]) -> Iterator[Respondent]:
    taken = set(before)
    for row in rows:
        label = text_typed(row["label"])
        old = before.get(row["id"])
        if old is not None:
            yield old.model_copy(update={"label": label, "side": row["side"]})
            continue
        plain = id_from(label, "respondent")
        new = free_id(plain if plain[0].isalpha() else f"respondent_{plain}"[:80], taken)
        taken.add(new)
        yield Respondent.model_validate({"id": new, "label": label, "role": row["role"], "side": row["side"]})
