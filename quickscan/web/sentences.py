"""Sentences from elsewhere in the program that carry values, known again by their form and said in another language.

A form is a text of the catalogue that is marked as a fault, such as "{words_name} expects {words_sort}, found {words_found}".
What a placeholder takes is said by its name: {number…} takes a number; {path…} any one word without blanks; {words…} only words
that are marked as fault words themselves, and those are translated too; {subject…} such words or any one word without blanks;
every other one takes any text and leaves it as it is.
"""

import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

SENTENCE, WORDS = "fault", "fault words"
"""Comments that mark entries of the catalogue: whole sentences, and words that stand inside of sentences only."""
FORMAT = "python-brace-format"
"""The flag of entries with placeholders; braces in the others are only braces."""
SORTS = {"number": r"[-+]?(?:[0-9][0-9.,]*(?:e[-+]?[0-9]+)?|inf|nan)", "path": r"\S+"}
"""What numbers and paths look like."""
LONGEST = 2000
"""Longer texts are not looked at: no sentence of ours is that long, and trying all forms on them would take its time."""
MOST_LOOKS = 100
"""How often the forms are gone through for one sentence: words hold words, and a text made for it could go on for ever."""

Known = Callable[[str], str | None]


@dataclass(frozen=True)
class Form:
    """One sentence, or words in one, with places for values."""

    patterns: tuple[re.Pattern[str], ...]
    """What it looks like, with a group for each value: first with values as short as can be, then as long as can be."""
    said: str
    """The same in another language, with places for the same values or fewer."""
    literal: int
    """How many characters stand in it as they are."""
    strict: int
    """How many of its values are of a certain sort."""

    def values(self, text: str) -> Iterator[Mapping[str, str]]:
        """What can stand in the places of this form; nothing where a text is not of it."""
        found = (pattern.fullmatch(text) for pattern in self.patterns)
        return (match.groupdict() for match in found if match is not None)


def form_of(text: str, said: str, braces: bool = True) -> Form:
    """The form of a text; without `braces` it has no places and stands for itself."""
    if not braces:
        return Form((re.compile(re.escape(text)),), _escaped(said), len(text), 0)
    pieces = [(literal, name) for literal, name, _, _ in string.Formatter().parse(text)]
    patterns = tuple(
        re.compile("".join(re.escape(literal) + (_group(name, any_text) if name else "") for literal, name in pieces), re.DOTALL)
        for any_text in (".*?", ".*")
    )
    strict = sum((name or "").startswith((*SORTS, "words")) for _, name in pieces)
    return Form(patterns, said, sum(len(literal) for literal, _ in pieces), strict)


@dataclass(frozen=True)
class Sentences:
    """All forms of one language, those with most characters of their own first."""

    sentences: tuple[Form, ...] = ()
    """Whole sentences."""
    words: tuple[Form, ...] = ()
    """Words inside of sentences."""

    def said(self, text: str, known: Known) -> str | None:
        """The sentence in this language; none where no form fits. `known` translates texts that carry no values."""
        return self._said(text, known, iter(range(MOST_LOOKS))) if len(text) <= LONGEST else None

    def _said(self, text: str, known: Known, looks: Iterator[int]) -> str | None:
        if next(looks, None) is None:
            return None
        return self._of_a_part(text, known, looks) or self._filled(text, self.sentences, looks)

    def _of_a_part(self, text: str, known: Known, looks: Iterator[int]) -> str | None:
        """A sentence about a part that is named before it: "dealers.sellers: ..."."""
        names, colon, sentence = text.partition(": ")
        parts = [self._subject(name, looks) for name in names.split(", ")] if colon else [None]
        said = None if None in parts else known(sentence) or self._said(sentence, known, looks)
        return f"{', '.join(filter(None, parts))}: {said}" if said else None

    def _filled(self, text: str, forms: Iterable[Form], looks: Iterator[int]) -> str | None:
        if next(looks, None) is None:
            return None
        for form in forms:
            for values in form.values(text):
                said = {name: self._value(name, value, looks) for name, value in values.items()}
                if None not in said.values():
                    return form.said.format(**said)
        return None

    def _value(self, name: str, value: str, looks: Iterator[int]) -> str | None:
        if name.startswith("words"):
            return self._filled(value, self.words, looks)
        return self._subject(value, looks) if name.startswith("subject") else value

    def _subject(self, name: str, looks: Iterator[int]) -> str | None:
        return self._filled(name, self.words, looks) or (name if re.fullmatch(r"\S+", name) else None)


NONE = Sentences()
"""A language in which nothing needs to be said in other words."""


def sentences_of(catalogue: Catalog) -> Sentences:
    """The forms that a catalogue marks as faults."""
    return Sentences(_forms(catalogue, SENTENCE), _forms(catalogue, WORDS))


def _forms(catalogue: Catalog, mark: str) -> tuple[Form, ...]:
    forms = [_form(message) for message in catalogue if mark in message.auto_comments]
    return tuple(sorted(forms, key=lambda form: (-form.literal, -form.strict)))


def _form(message: Message) -> Form:
    return form_of(str(message.id), str(message.string), FORMAT in message.flags)


def _group(name: str, any_text: str) -> str:
    sort = next((sort for start, sort in SORTS.items() if name.startswith(start)), any_text)
    return f"(?P<{name}>{sort})"


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
