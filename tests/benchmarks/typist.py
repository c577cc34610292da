"""One of many people who type at once: keys, choices and notes over HTTP, as a page of an interview sends them."""

import http.client
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote

from quickscan.domain.base import LANGUAGES
from quickscan.domain.engagement import Answer, Respondent
from quickscan.domain.questionnaire import ChoiceQuestion, MatrixQuestion, MaturityQuestion, NumberQuestion, Question
from quickscan.interview.typed import VALUE, form_of, read_form
from tests.benchmarks.answered import rows_of
from tests.benchmarks.strokes import Form

LONGEST_NOTE = 50_000
ODD = (
    "🚀👩‍👩‍👧 ",
    "שלום \u202eabc\u202c ",
    "<b onclick='x()'>fett</b> ",
    "{{ 7 * 7 }} ",
    "„Äpfel“ & ß\n\ttab ",
    "\\u0000 'q' \" % ",
    "e\u0301 ﷽ ",
)
BETWEEN_KEYS = (0.05, 0.4)
"""Seconds from the answer to a key until the next key."""
REPLY_LOST, NOTE_IS_LONG, AT_THE_SAME, TAKES_THEIRS = 0.02, 0.05, 0.3, 0.5
"""How often a reply gets lost, a note is very long, the question is that of the pair, somebody else's answer is taken over."""
TRY_AGAIN_SECONDS = 0.2
PATIENCE_SECONDS = 60.0

Place = tuple[Respondent, Question]
Key = tuple[str, str]
"""Respondent and question."""


@dataclass(frozen=True)
class Told:
    """What somebody was told to be saved."""

    said: Answer
    """What stood in the form."""
    revision: int
    """The record it was told to be."""
    by: str
    """Who typed it."""
    conflict: bool
    """Whether he was told that somebody else had answered in the meantime."""


@dataclass
class Typist:
    """Somebody with a page of his own."""

    number: int
    port: int
    engagement: str
    own: Sequence[Place]
    """Where nobody else types."""
    shared: Place
    """Where somebody else types, too."""
    told: list[Told] = field(default_factory=list)
    sent: list[Answer] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    again: int = 0
    acts: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.number)
        self.name = f"Person {self.number} äß🚀"
        self.language = LANGUAGES[self.number % 2]
        self.forms: dict[Key, Form] = {}
        self.seen: dict[Key, int] = {}
        self.line = self._line()

    def type_until(self, end: float) -> "Typist":
        """Goes from question to question until that moment, in seconds of the monotonic clock."""
        while time.monotonic() < end:
            place = self.shared if self.random.random() < AT_THE_SAME else self.random.choice(self.own)
            for form in self._visit(place):
                self._hand_in(place, form)
                time.sleep(self.random.uniform(*BETWEEN_KEYS))
        self.line.close()
        return self

    def _visit(self, place: Place) -> Iterator[Form]:
        """The forms as they stand after each key or choice of an answer and, at times, of a note."""
        question = place[1]
        if isinstance(question, MaturityQuestion):
            yield self._chosen(place, VALUE, str(self.random.randint(0, 4)))
        elif isinstance(question, ChoiceQuestion):
            options = [option.id for option in question.options]
            single = question.type == "single_choice"
            yield self._chosen(place, VALUE, self.random.choice(options) if single else self.random.sample(options, 2))
        elif isinstance(question, NumberQuestion | MatrixQuestion):
            names = rows_of(question) if isinstance(question, MatrixQuestion) else [one.id for one in question.fields]
            figures = f"{self.random.uniform(0, 150):.1f}".replace(".", "," if self.language == "de" else ".")
            yield from self._typed(place, f"{VALUE}.{self.random.choice(names)}", "", figures)
        else:
            yield from self._typed(place, VALUE, "", self.random.choice(ODD))
        if self.random.random() < AT_THE_SAME:
            yield self._chosen(place, "confidence", str(self.random.randint(1, 3)))
            yield from self._typed(place, "note", self._note(), "Ende 🚀")

    def _note(self) -> str:
        times = LONGEST_NOTE if self.random.random() < NOTE_IS_LONG else self.random.randint(1, 40)
        return "".join(self.random.choice(ODD) for _ in range(min(times, 5000))).ljust(times, "x")[: LONGEST_NOTE - 10]

    def _chosen(self, place: Place, entry: str, choice: Any) -> Form:
        self.acts += 1
        return self._form(place) | {entry: choice}

    def _typed(self, place: Place, entry: str, before: str, keys: str) -> Iterator[Form]:
        """Key by key, all of one act; what stands before the first key is pasted with it."""
        self.acts += 1
        for end in range(1, len(keys) + 1):
            yield self._form(place) | {entry: before + keys[:end]}

    def _form(self, place: Place) -> Form:
        rows = rows_of(place[1]) if isinstance(place[1], MatrixQuestion) else []
        empty = form_of(place[1], None, rows, self.language)
        return self.forms.setdefault(_key(place), _as_sent(empty))

    def _hand_in(self, place: Place, form: Form, *, both_seen: bool = False) -> None:
        """Sends a form until it is known what became of it, and keeps in mind what was told."""
        self.forms[_key(place)] = form
        said = self._said(place, form)
        self.sent.append(said)
        reply = self._answer_to(place, form, both_seen)
        if reply["became"] == "refused":
            self.refused += 1
        elif reply["sequence"] is not None:
            self.seen[_key(place)] = reply["seen"]
            self.told.append(Told(said, reply["seen"], self.name, "theirs" in reply))
            if "theirs" in reply:
                self.acts += 1
                theirs = self.random.random() < TAKES_THEIRS
                self._hand_in(place, _as_sent(reply["theirs"]["form"]) if theirs else form, both_seen=True)

    def _said(self, place: Place, form: Form) -> Answer:
        rows = rows_of(place[1]) if isinstance(place[1], MatrixQuestion) else []
        read = read_form(place[1], place[0].id, form, rows, self.language)
        return read.answer or Answer(question=place[1].id, respondent=place[0].id, status="not_asked")

    def _answer_to(self, place: Place, form: Form, both_seen: bool) -> dict[str, Any]:
        body = json.dumps({
            "respondent": place[0].id, "question": place[1].id, "form": form, "seen": self.seen.get(_key(place), 0),
            "act": f"page{self.number}.{self.acts}.{len(self.sent)}", "language": self.language, "both_seen": both_seen,
        })  # fmt: skip
        if self.random.random() < REPLY_LOST:
            self._send(body)
            self._new_line()  # the answer comes to nobody
        while (reply := self._ask(body))["became"] == "waiting":
            self.again += 1
            time.sleep(TRY_AGAIN_SECONDS)
        return reply

    def _ask(self, body: str) -> dict[str, Any]:
        start = time.perf_counter()
        self._send(body)
        answer = self.line.getresponse()
        text = answer.read()
        self.seconds.append(time.perf_counter() - start)
        reply: dict[str, Any] = json.loads(text) if answer.status == http.client.OK else {"became": "waiting"}
        return reply

    def _send(self, body: str) -> None:
        headers = {"Content-Type": "application/json", "Cookie": f"quickscan_person={quote(self.name)}"}
        self.line.request("POST", f"/engagements/{self.engagement}/answers", body.encode(), headers)

    def _new_line(self) -> None:
        self.line.close()
        self.line = self._line()

    def _line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)


def _key(place: Place) -> Key:
    return place[0].id, place[1].id


def _as_sent(form: Form) -> Form:
    """A form as the browser sends it: words, lists of words, or nothing."""
    return {entry: value if value is None or isinstance(value, list) else str(value) for entry, value in form.items()}
