"""The parts of a question in words: what may be answered, when it is asked, what it means for causes and simulation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from quickscan.domain.base import Text
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.question_parts import Condition, Informs, MeasuredLoss, NumberField, Option, Quantiles, Sets
from quickscan.domain.questionnaire import Questionnaire
from quickscan.interview.condition_words import condition_in_words
from quickscan.interview.versions import Change, Kind
from quickscan.interview.wording import UNITS
from quickscan.web.pages.interview.fields import range_in_words
from quickscan.web.wording import Wording

MOST_DECIMALS = 4


def part_names(say: Wording) -> Mapping[str, str]:
    """What the parts of questions and sections are called."""
    return {
        "title": say("Title"),
        "text": say("Question as read out"),
        "help": say("Help"),
        "probes": say("Ask like this"),
        "red_flags": say("Take care if"),
        "evidence_hint": say("What would prove it"),
        "fields": say("Fields"),
        "cell": say("Fields"),
        "rows": say("Rows"),
        "options": say("Options"),
        "levels": say("Levels"),
        "when": say("Asked if"),
        "ask_roles": say("Roles asked"),
        "ask_several": say("Several roles asked"),
        "weight": say("Weight in the maturity"),
        "informs": say("Causes informed"),
        "sets": say("Sets in the simulation"),
        "measured_loss": say("Loss where measured"),
        "minutes": say("Minutes"),
        "optional": say("Can be left out"),
        "aliases": say("Code and other names"),
        "type": say("Sort of answer"),
        "intro": say("Introduction"),
        "code": say("Letter"),
        "process_step": say("Process step"),
        "sections": say("Order of the sections"),
        "questions": say("Order of the questions"),
    }


def kind_in_words(kind: Kind, say: Wording) -> str:
    """What sort of change it is."""
    words: dict[Kind, str] = {
        "added": say("new"),
        "removed": say("removed"),
        "renamed": say("renamed"),
        "moved": say("moved"),
        "order": say("order"),
        "text": say("wording"),
        "type": say("sort of answer"),
        "values": say("possible answers"),
        "condition": say("condition"),
        "roles": say("roles"),
        "meaning": say("meaning"),
        "effort": say("effort"),
        "names": say("code"),
    }
    return words[kind]


def type_in_words(name: str, say: Wording) -> str:
    """How a question is answered."""
    words = {
        "maturity": say("Level 0 to 4"),
        "number": say("Number"),
        "percentage": say("Percentage"),
        "duration": say("Duration"),
        "currency": say("Amount of money"),
        "single_choice": say("One of several options"),
        "multiple_choice": say("Some of several options"),
        "matrix": say("Table"),
        "text": say("Free words"),
    }
    return words[name]


@dataclass(frozen=True)
class PartWords:
    """Says the parts of one version's questions in one language."""

    questionnaire: Questionnaire
    """The version."""
    knowledge: Knowledge
    """What the field knows."""
    say: Wording
    """The language."""

    def of(self, change: Change, value: Any) -> list[str]:
        """One side of a change, entry by entry; empty where there is nothing."""
        if change.kind in ("renamed", "moved"):
            return [str(value)]
        return self.entries(change.part, value)

    def entries(self, part: str, value: Any) -> list[str]:
        """A part in words, one entry for each thing it lists; empty where there is nothing."""
        if value is None:
            return [self.say("always")] if part == "when" else []
        if part == "levels":
            return [f"{level}: {self.say.of(text)}" for level, text in enumerate(value)]
        if isinstance(value, tuple):
            return [words for entry in value for words in self.entries(part, entry)]
        return [self._entry(part, value)]

    def _entry(self, part: str, value: Any) -> str:
        by_type: dict[type, Callable[[Any], str]] = {
            Text: self.say.of,
            Option: lambda option: self.say.of(option.text),
            NumberField: self._field,
            Condition: lambda condition: self.say.of(condition_in_words(self.questionnaire, condition)),
            Informs: self._informs,
            Sets: self._sets,
            MeasuredLoss: self._measured_loss,
            bool: lambda yes: self.say("yes") if yes else self.say("no"),
            int: self._number,
            float: self._number,
        }
        return by_type[type(value)](value) if type(value) in by_type else self._named(part, str(value))

    def _named(self, part: str, name: str) -> str:
        """A name as people know it: of a role, a step, a sort of answer, a question or a section."""
        if part == "ask_roles":
            known: dict[str, Text] = {role.id: role.name for role in self.knowledge.roles}
        elif part == "process_step":
            known = {step.id: step.name for step in self.knowledge.process_steps}
        else:
            known = {section.id: section.title for section in self.questionnaire.sections}
            known |= {question.id: question.title for question in self.questionnaire.questions()}
        if part == "type":
            return type_in_words(name, self.say)
        if part == "rows":
            return self.say("Channels") if name == "channels" else self.say("Process steps")
        return self.say.of(known[name]) if name in known else name

    def _field(self, field: NumberField) -> str:
        unit = UNITS[field.unit].in_language(self.say.language).replace("{}", "").strip()
        told = [self.say.of(field.label)] if field.label is not None else []
        told += [unit] if unit and field.minimum is None and field.maximum is None else []
        told.append(range_in_words(field, self.say))
        plausible = field.model_copy(update={"minimum": field.plausible_minimum, "maximum": field.plausible_maximum})
        if plausible.minimum is not None or plausible.maximum is not None:
            told.append(self.say("usual: {range}", range=range_in_words(plausible, self.say)))
        return ", ".join([*told, *([self.say("whole numbers only")] if field.whole else [])])

    def _informs(self, informs: Informs) -> str:
        causes = {cause.id: self.say.of(cause.short_name) for cause in self.knowledge.causes}
        name = causes.get(informs.cause, informs.cause)
        return self.say("{cause}, weight {weight}", cause=name, weight=self._number(informs.weight))

    def _sets(self, sets: Sets) -> str:
        names = {parameter.id: self.say.of(parameter.name) for parameter in self.knowledge.parameters}
        name = names.get(sets.parameter, sets.parameter)
        if not sets.by_level:
            return f"{name} ({sets.field})" if sets.field else name
        levels = [self.say("level {level}: {range}", level=n, range=self._range(one)) for n, one in enumerate(sets.by_level)]
        return f"{name} – {'; '.join(levels)}"

    def _range(self, quantiles: Quantiles) -> str:
        low, middle, high = (self._number(one) for one in (quantiles.p10, quantiles.p50, quantiles.p90))
        return self.say("{middle} ({low} to {high})", middle=middle, low=low, high=high)

    def _measured_loss(self, loss: MeasuredLoss) -> str:
        causes = {cause.id: self.say.of(cause.short_name) for cause in self.knowledge.causes}
        return self.say(
            "{cause}: {low} of sales are lost at 0%, {high} at 100%",
            cause=causes.get(loss.cause, loss.cause),
            low=self.say.percent(loss.loss_at_0_percent),
            high=self.say.percent(loss.loss_at_100_percent),
        )

    def _number(self, value: float) -> str:
        decimals = next(n for n in range(MOST_DECIMALS + 1) if n == MOST_DECIMALS or round(value, n) == value)
        return self.say.number(value, decimals)
