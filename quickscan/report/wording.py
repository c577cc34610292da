"""The report's fixed words in one language, and the marks that say where a number comes from.

The words come from a texts file beside the template, so that the consultancy can change them without touching code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from quickscan.domain.base import Language, Text
from quickscan.domain.engagement import AnswerBasis
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.provenance import Basis
from quickscan.report import signs
from quickscan.report.numbers import Numbers

Origin = Literal["measured", "documented", "told", "published", "deck", "simulated", "computed", "assumed"]
"""Where a printed number comes from."""
ORIGINS: tuple[Origin, ...] = get_args(Origin)

OF_ANSWER: dict[AnswerBasis, Origin] = {
    "measured": "measured",
    "documented": "documented",
    "observed": "documented",
    "told": "told",
}
OF_PROVENANCE: dict[Basis, Origin] = {
    "deck": "deck",
    "source_seen": "published",
    "source_secondary": "published",
    "computed": "computed",
    "remembered": "assumed",
    "judgement": "assumed",
    "ask_client": "assumed",
}


@dataclass(frozen=True)
class Wording:
    """How this report says things."""

    texts: dict[str, Text]
    """The fixed words by key."""
    language: Language
    """The language of the report."""

    @property
    def numbers(self) -> Numbers:
        """How figures are written."""
        return Numbers(self.language)

    def of(self, text: Text) -> str:
        """The words of a text in this report's language."""
        return text.in_language(self.language)

    def say(self, key: str, **values: object) -> str:
        """The words under a key with its placeholders filled. Raises ScanError where that is impossible."""
        try:
            return self.of(self.texts[key].fill(**values))
        except KeyError as missing:
            raise ScanError([_missing(key, str(missing.args[0]), values)]) from None
        except (ValueError, IndexError) as fault:
            raise ScanError([_broken(key, fault, values)]) from None

    def knows(self, key: str) -> bool:
        """Whether there are words under a key."""
        return key in self.texts

    def counted(self, key: str, count: int, **values: object) -> str:
        """The words under key_one for one thing, under key for any other number of things, with {count} filled."""
        return self.say(f"{key}_one" if count == 1 else key, count=self.numbers.number(count), **values)

    def all(self) -> dict[str, str]:
        """Every fixed word, for the template."""
        return {key: self.of(text) for key, text in self.texts.items()}

    def mark(self, origin: Origin) -> str:
        """The sign for the small letter that says where a number comes from."""
        return signs.mark(self.say(f"mark_{origin}"))

    def span(self, low: str, high: str) -> str:
        """From one figure to another; one figure where both are printed alike."""
        return low if low == high else self.say("range", low=low, high=high)

    def list_of(self, parts: list[str]) -> str:
        """Several things in one sentence: "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.say("list_end", first=", ".join(parts[:-1]), last=parts[-1])


def _missing(key: str, name: str, values: Mapping[str, object]) -> Problem:
    if name == key:
        return Problem(f"report texts: {key}", "these words are missing", "add the key with de: and en: to the texts file")
    known = ", ".join(sorted(values)) or "none"
    return Problem(f"report texts: {key}", f"the placeholder {{{name}}} is not known here", f"use only these: {known}")


def _broken(key: str, fault: Exception, values: Mapping[str, object]) -> Problem:
    known = ", ".join(f"{{{name}}}" for name in sorted(values)) or "none"
    remedy = f"write {{name}} for a placeholder and {{{{ }}}} for printed brackets; known here: {known}"
    return Problem(f"report texts: {key}", f"the placeholders cannot be read ({fault})", remedy)
