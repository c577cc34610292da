"""When a question is asked, in words of both languages."""

from collections.abc import Sequence

from quickscan.domain.base import LANGUAGES, Language, Text
from quickscan.domain.question_parts import Condition, NumberField
from quickscan.domain.questionnaire import ChoiceQuestion, MaturityQuestion, NumberQuestion, Question, Questionnaire
from quickscan.interview.wording import LEVEL, number_in_words, with_unit

AND, OR = Text(de="und", en="and"), Text(de="oder", en="or")
IS = Text(de="{code} „{title}“ ist {options}", en="{code} “{title}” is {options}")
AT_LEAST = Text(de="{code} „{title}“ ist mindestens {low}", en="{code} “{title}” is at least {low}")
AT_MOST = Text(de="{code} „{title}“ ist höchstens {high}", en="{code} “{title}” is at most {high}")
BETWEEN = Text(de="{code} „{title}“ liegt von {low} bis {high}", en="{code} “{title}” is from {low} to {high}")
QUOTED = Text(de="„{}“", en="“{}”")


def condition_in_words(questionnaire: Questionnaire, condition: Condition) -> Text:
    """When a condition holds, as half a sentence; the questions it looks at by their code and title."""
    return Text(**{language: _in_words(questionnaire, condition, language) for language in LANGUAGES})


def _in_words(questionnaire: Questionnaire, condition: Condition, language: Language) -> str:
    for parts, word in ((condition.all, AND), (condition.any, OR)):
        if parts:
            return _joined(word, [_part(questionnaire, part, language) for part in parts], language)
    return _single(questionnaire, condition, language)


def _part(questionnaire: Questionnaire, condition: Condition, language: Language) -> str:
    """A part of a longer condition, in brackets where it has parts itself."""
    words = _in_words(questionnaire, condition, language)
    return f"({words})" if condition.all or condition.any else words


def _single(questionnaire: Questionnaire, condition: Condition, language: Language) -> str:
    question = questionnaire.question(condition.question or "")
    low, high = (_limit(question, limit, language) for limit in (condition.at_least, condition.at_most))
    form = IS if condition.is_one_of else BETWEEN if low and high else AT_LEAST if low else AT_MOST
    return form.in_language(language).format(
        code=question.code,
        title=question.title.in_language(language),
        options=_options(question, condition.is_one_of, language),
        low=low,
        high=high,
    )


def _options(question: Question, chosen: Sequence[str], language: Language) -> str:
    options = question.options if isinstance(question, ChoiceQuestion) else ()
    names = {option.id: option.text.in_language(language) for option in options}
    quoted = [QUOTED.in_language(language).format(names.get(name, name)) for name in chosen]
    return _joined(OR, quoted, language)


def _joined(word: Text, parts: Sequence[str], language: Language) -> str:
    return f" {word.in_language(language)} ".join(parts)


def _limit(question: Question, limit: float | None, language: Language) -> str:
    if limit is None:
        return ""
    if isinstance(question, MaturityQuestion):
        return LEVEL.in_language(language).format(number_in_words(limit, language))
    field: NumberField | None = question.fields[0] if isinstance(question, NumberQuestion) else None
    return with_unit(limit, field, language)
