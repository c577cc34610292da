"""Whether a questionnaire fits together, and fits the field's knowledge."""

from collections.abc import Collection, Iterator

from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import (
    ChoiceQuestion,
    MatrixQuestion,
    MaturityQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    QuestionnaireVariant,
    Section,
)
from quickscan.files.phrases import suggestion
from quickscan.files.references.conditions import condition_misfits
from quickscan.files.references.misfit import Misfit, twice, unknown
from quickscan.files.yaml_tree import Loc


def questionnaire_misfits(questionnaire: Questionnaire, knowledge: Knowledge) -> Iterator[Misfit]:
    """Everything in a questionnaire that does not fit."""
    yield from _names_twice(questionnaire)
    scales = [scale.id for scale in questionnaire.scales]
    earlier: dict[str, Question] = {}
    for number, section in enumerate(questionnaire.sections):
        loc: Loc = ("sections", number)
        if section.process_step is not None:
            steps = [step.id for step in knowledge.process_steps]
            yield from unknown((*loc, "process_step"), "process step", section.process_step, steps)
        for place, question in enumerate(section.questions):
            way: Loc = (*loc, "questions", place)
            yield from _place_misfits(way, question, section)
            yield from _question_misfits(way, question, scales, knowledge)
            if question.when is not None:
                later = {other.id for other in questionnaire.questions()} - earlier.keys()
                yield from condition_misfits((*way, "when"), question.when, earlier, later)
            earlier[question.id] = question


def variant_misfits(variant: QuestionnaireVariant, full: Questionnaire) -> Iterator[Misfit]:
    """Everything in a variant that does not fit the questionnaire it is taken from."""
    known = {question.id: question for question in full.questions()}
    codes = {alias: question.id for question in full.questions() for alias in question.aliases}
    yield from twice(((("questions", number), name) for number, name in enumerate(variant.questions)), "question")
    for number, name in enumerate(variant.questions):
        loc: Loc = ("questions", number)
        if name not in known:
            remedy = suggestion(name, known, f"take a question of {full.id}")
            remedy = f"write '{codes[name]}'" if name in codes else remedy
            yield Misfit(loc, f"there is no question '{name}' in {full.id}", remedy, name)
            continue
        condition = known[name].when
        for needed in condition.questions() if condition else ():
            if needed in known and needed not in variant.questions:
                yield Misfit(loc, f"'{name}' is asked depending on '{needed}', which is left out", f"add '{needed}'", "questions")


def _names_twice(questionnaire: Questionnaire) -> Iterator[Misfit]:
    sections = list(enumerate(questionnaire.sections))
    ways = [
        (("sections", number, "questions", place), question)
        for number, section in sections
        for place, question in enumerate(section.questions)
    ]
    names: list[tuple[Loc, str]] = [((*way, "id"), question.id) for way, question in ways]
    names += [((*way, "aliases", n), alias) for way, question in ways for n, alias in enumerate(question.aliases)]
    yield from twice(names, "question id or alias")
    yield from twice(((("sections", number, "id"), section.id) for number, section in sections), "section id")
    yield from twice(((("scales", number, "id"), scale.id) for number, scale in enumerate(questionnaire.scales)), "scale id")


def _place_misfits(way: Loc, question: Question, section: Section) -> Iterator[Misfit]:
    word = question.id.split(".")[1]
    if question.id != f"{section.id}.{word}":
        what = f"the question '{question.id}' stands in section '{section.id}'"
        yield Misfit((*way, "id"), what, f"name it '{section.id}.{word}' or move it", question.id)


def _question_misfits(way: Loc, question: Question, scales: Collection[str], knowledge: Knowledge) -> Iterator[Misfit]:
    roles = [role.id for role in knowledge.roles]
    for number, role in enumerate(question.ask_roles):
        yield from unknown((*way, "ask_roles", number), "role", role, roles)
    for number, informs in enumerate(question.informs):
        yield from unknown((*way, "informs", number, "cause"), "cause", informs.cause, knowledge.cause_ids)
    causes: Iterator[tuple[Loc, str]] = (
        ((*way, "informs", n, "cause"), informs.cause) for n, informs in enumerate(question.informs)
    )
    yield from twice(causes, "cause")
    yield from _sets_misfits(way, question, [parameter.id for parameter in knowledge.parameters])
    if isinstance(question, MaturityQuestion) and question.scale is not None:
        yield from unknown((*way, "scale"), "scale", question.scale, scales)
    if isinstance(question, ChoiceQuestion):
        options: Iterator[tuple[Loc, str]] = (
            ((*way, "options", n, "id"), option.id) for n, option in enumerate(question.options)
        )
        yield from twice(options, "option")
    if isinstance(question, NumberQuestion | MatrixQuestion):
        yield from _number_misfits(way, question, knowledge)


def _number_misfits(way: Loc, question: NumberQuestion | MatrixQuestion, knowledge: Knowledge) -> Iterator[Misfit]:
    fields = question.fields if isinstance(question, NumberQuestion) else (question.cell,)
    names: Iterator[tuple[Loc, str]] = (((*way, "fields", number, "id"), field.id) for number, field in enumerate(fields))
    yield from twice(names, "field")
    loss = question.measured_loss
    if loss is None:
        return
    yield from unknown((*way, "measured_loss", "cause"), "cause", loss.cause, knowledge.cause_ids)
    if len(fields) != 1 or fields[0].kind != "percentage":
        what = "measured_loss stands at a question that is not answered by a percentage"
        yield Misfit((*way, "measured_loss"), what, "remove it, or make the question a single percentage", question.id)


def _sets_misfits(way: Loc, question: Question, parameters: Collection[str]) -> Iterator[Misfit]:
    fields = [field.id for field in question.fields] if isinstance(question, NumberQuestion) else []
    for number, sets in enumerate(question.sets):
        loc: Loc = (*way, "sets", number)
        yield from unknown((*loc, "parameter"), "parameter", sets.parameter, parameters)
        if sets.by_level and not isinstance(question, MaturityQuestion):
            yield Misfit((*loc, "by_level"), "by_level stands at a question without levels", "remove it", question.id)
        if sets.field is not None:
            yield from unknown((*loc, "field"), "field", sets.field, fields)
        elif len(fields) > 1:
            what = "the question has several fields and this does not say which one sets the parameter"
            yield Misfit(loc, what, f"add field: with one of {', '.join(fields)}", question.id)
