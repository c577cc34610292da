"""What a question is answered in: levels, options, numbers with their unit, a row for each channel, or words."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.question_parts import NumberField
from quickscan.domain.questionnaire import ChoiceQuestion, MatrixQuestion, MaturityQuestion, NumberQuestion, Question
from quickscan.interview.typed import VALUE
from quickscan.interview.wording import UNITS, with_unit
from quickscan.web import ids
from quickscan.web.pages.interview.place import Place
from quickscan.web.widgets import Content, aria
from quickscan.web.wording import Wording

Form = Mapping[str, Any]


def fields(place: Place, question: Question, form: Form, say: Wording) -> Component:
    """The fields of a question, filled."""
    if isinstance(question, MaturityQuestion):
        return _levels(place, question, form, say)
    if isinstance(question, ChoiceQuestion):
        return _options(question, form, say)
    if isinstance(question, NumberQuestion):
        return html.Div([_number(question, field, form, say) for field in question.fields], className="numbers")
    if isinstance(question, MatrixQuestion):
        return _rows(place, question, form, say)
    return words(question, VALUE, say("Answer in words"), form)


def words(question: Question, name: str, label: str, form: Form) -> Component:
    """A field for words that grows with them."""
    area: Component = dmc.Textarea(id=ids.entry(question.id, name), label=label, value=form[name], className="grows")
    return area


def segments(question: Question, name: str, legend: str, choices: Sequence[tuple[Any, str]], form: Form) -> Component:
    """A few short choices side by side, one of which is always chosen. A page has many, so each is one component."""
    entry = ids.entry(question.id, name)
    control: Component = dmc.SegmentedControl(
        data=[{"value": str(value), "label": words} for value, words in choices],
        id=entry,
        value=str(form[name]),
        transitionDuration=0,
        withItemsBorders=False,
        classNames={"root": "segments", "control": "segment", "label": "segment-label", "indicator": "segment-indicator"},
        **aria(label=legend),
    )
    return html.Div(control, **_entry_name(entry))


def one_of(name: Any, legend: str, choices: Sequence[tuple[Any, Content]], chosen: Any, kind: str) -> Component:
    """A choice of one among some, whose words are the button. Values come back as text."""
    radios = [dmc.Radio(label=words, value=str(value)) for value, words in choices]
    group: Component = dmc.RadioGroup(
        html.Div(radios, className=kind, **_entry_name(name)),
        id=name,
        value=None if chosen is None else str(chosen),
        label=legend,
        classNames={"label": "unseen"},
    )
    return group


def one_or_none(question: Question, entry: str, words: str, form: Form) -> Component:
    """A box to tick."""
    name = ids.entry(question.id, entry)
    box = html.Div(dmc.Checkbox(label=words, value="yes", size="xs"), **_entry_name(name))
    group: Component = dmc.CheckboxGroup(box, id=name, value=form[entry], label=words, classNames={"label": "unseen"})
    return group


def _entry_name(name: Any) -> dict[str, Any]:
    """What assets/interview.js finds the boxes of an entry by: Mantine gives the component's id to its label only."""
    return {"data-entry": name["entry"]} if isinstance(name, dict) and "entry" in name else {}


def range_in_words(field: NumberField, say: Wording) -> str:
    """The numbers that a field takes."""
    low, high = (None if limit is None else with_unit(limit, field, say.language) for limit in (field.minimum, field.maximum))
    if low is not None and high is not None:
        return say("from {low} to {high}", low=low, high=high)
    if low is not None:
        return say("at least {low}", low=low)
    return say("at most {high}", high=high) if high is not None else say("any number")


def _levels(place: Place, question: MaturityQuestion, form: Form, say: Wording) -> Component:
    described = place.engagement.questionnaire.definition.levels_of(question)
    choices = [
        (level, html.Span([html.Strong(str(level)), html.Span(say.of(text))], className="level"))
        for level, text in enumerate(described)
    ]
    return one_of(ids.entry(question.id, VALUE), say("Level"), choices, form[VALUE], "levels")


def _options(question: ChoiceQuestion, form: Form, say: Wording) -> Component:
    name, choices = ids.entry(question.id, VALUE), [(option.id, say.of(option.text)) for option in question.options]
    if question.type == "single_choice":
        return one_of(name, say("Choice"), choices, form[VALUE], "options")
    boxes = [dmc.Checkbox(label=words, value=value) for value, words in choices]
    content = html.Div(boxes, className="options", **_entry_name(name))
    several: Component = dmc.CheckboxGroup(
        content, id=name, value=form[VALUE], label=say("Choice"), classNames={"label": "unseen"}
    )
    return several


def _number(question: Question, field: NumberField, form: Form, say: Wording) -> Component:
    label = html.Span(say.of(field.label)) if field.label is not None else html.Span(say.of(question.title), className="unseen")
    return _labelled(question, f"{VALUE}.{field.id}", field, label, form, say)


def _rows(place: Place, question: MatrixQuestion, form: Form, say: Wording) -> Component:
    names = place.knowledge.row_names
    body = [
        _labelled(question, f"{VALUE}.{row}", question.cell, html.Span(say.of(names[row])), form, say)
        for row in place.rows(question)
    ]
    return html.Div(body, className="grid-rows")


def _labelled(question: Question, name: str, field: NumberField, label: Component, form: Form, say: Wording) -> Component:
    unit = html.Span(UNITS[field.unit].in_language(say.language).replace("{}", "").strip(), className="unit")
    typed = html.Span([_typed(question.id, name, field, form[name]), unit], className="with-unit")
    return html.Label([label, typed], title=range_in_words(field, say))


def _typed(question: str, name: str, field: NumberField, value: str) -> Component:
    is_text = field.kind == "text"
    return dcc.Input(
        id=ids.entry(question, name),
        type="text",
        className="words" if is_text else "number",
        value=value,
        autoComplete="off",
    )
