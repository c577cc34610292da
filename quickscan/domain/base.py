"""What every noun shares: it is frozen, it refuses unknown keys, and its texts come in two languages."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
"""A name made of small letters, digits and underscores: "poor_follow_up"."""

QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=120)]
"""The name of a question, "section.question", never renumbered and never used again: "follow_up.first_contact_time"."""

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""A text that is not empty."""


Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A share between 0 and 1."""


class Noun(BaseModel):
    """Base of all types of the field: frozen, unknown keys refused, documented by the string under each field."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)


class Text(Noun):
    """The same words in German and in English."""

    de: Words
    """The German words."""
    en: Words
    """The English words."""

    def in_language(self, language: Language) -> str:
        """The words in one language."""
        return self.de if language == "de" else self.en

    def fill(self, **values: object) -> "Text":
        """A copy in which each {name} is replaced; a value that is a Text is put in by language."""
        return Text(**{language: self._filled(language, values) for language in LANGUAGES})

    def _filled(self, language: Language, values: dict[str, object]) -> str:
        words = {name: value.in_language(language) if isinstance(value, Text) else value for name, value in values.items()}
        return self.in_language(language).format(**words)


def _in_both(words: object) -> object:
    return Text(de=words, en=words) if isinstance(words, str) and words.strip() else words


def _as_written(text: Text) -> str | dict[str, str]:
    return text.en if text.de == text.en else {"de": text.de, "en": text.en}


Cited = Annotated[
    Text,
    BeforeValidator(_in_both, json_schema_input_type=Words | Text),
    PlainSerializer(_as_written, return_type=str | dict[str, str]),
]
"""A text that may be one plain string where it reads the same in both languages, such as authors, a title and a year."""
