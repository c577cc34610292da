"""A small questionnaire that hypothesis fills in: four maturity questions, one conditional, and three measurable losses."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from quickscan.assessment.assess import Scored, assess, scored
from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.provenance import Provenance
from quickscan.domain.question_parts import Condition, Informs, MeasuredLoss, NumberField
from quickscan.domain.questionnaire import MaturityQuestion, NumberQuestion, Questionnaire, Scale, Section
from quickscan.domain.result import Assessment
from tests.material import engagement, knowledge, said

WORDS = Text(de="Wort", en="word")
CAUSES = ("unripe_leads", "poor_follow_up", "media_breaks")
MATURITY = ("one.a", "one.b", "two.c", "two.d")
GUARDED = "two.d"
"""Asked only if one.a is at level 1 or above."""
PERCENT = NumberField(kind="percentage", unit="percent", minimum=0, maximum=100)

UNKNOWN = ("dont_know", "refused", "not_asked", "deferred")
LEVELS = st.integers(0, 4)
WEIGHTS = st.integers(1, 50).map(lambda tenths: tenths / 10)


def _question(kind: type, **more: Any) -> Any:
    common = {"title": WORDS, "text": WORDS, "help": WORDS, "minutes": 1, "ask_roles": ("dealer",)}
    known = {name: value for name, value in common.items() if name in kind.model_fields}
    return kind(**{**known, **more})


def percentage(name: str, cause: str | None, covers: str = "whole", at_0: float = 0.0, at_100: float = 1.0) -> NumberQuestion:
    """A percentage; with a cause it measures that cause's loss."""
    loss = None
    if cause is not None:
        loss = MeasuredLoss(
            cause=cause,
            loss_at_0_percent=at_0,
            loss_at_100_percent=at_100,
            covers=covers,
            provenance=Provenance(basis="judgement", source="made for a test"),
        )
    informs = (Informs(cause=cause),) if cause else ()
    found: NumberQuestion = _question(
        NumberQuestion, id=name, type="percentage", fields=(PERCENT,), measured_loss=loss, informs=informs
    )
    return found


def small(weights: list[float] | None = None, guarded: bool = True) -> Questionnaire:
    """Eight weights: of each question in its section, then of each for its first cause."""
    in_section, for_cause = (weights or [1.0] * 8)[:4], (weights or [1.0] * 8)[4:]
    informs = {
        "one.a": ("unripe_leads",),
        "one.b": ("unripe_leads", "poor_follow_up"),
        "two.c": ("poor_follow_up", "media_breaks"),
        "two.d": ("media_breaks",),
    }
    questions = [
        _question(
            MaturityQuestion,
            id=name,
            type="maturity",
            scale="generic",
            weight=in_section[number],
            informs=tuple(Informs(cause=cause, weight=for_cause[number]) for cause in informs[name]),
            when=Condition(question="one.a", at_least=1) if guarded and name == GUARDED else None,
        )
        for number, name in enumerate(MATURITY)
    ]
    measured = (
        percentage("three.whole", "poor_follow_up"),
        percentage("three.part", "media_breaks", covers="part"),
        percentage("business_model.self_estimated_loss", None),
    )
    sections = tuple(
        Section(id=name, code=name[0].upper(), title=WORDS, intro=WORDS, questions=tuple(part))
        for name, part in (("one", questions[:2]), ("two", questions[2:]), ("three", measured))
    )
    return Questionnaire(
        id="small", version="1.0", title=WORDS, scales=(Scale(id="generic", levels=(WORDS,) * 5),), sections=sections
    )


@dataclass(frozen=True)
class Case:
    """Answers to the maturity questions; a word instead of a level says what became of the question."""

    levels: dict[str, int | str]
    confidence: dict[str, int]
    weights: list[float]
    more: tuple[Answer, ...] = field(default=())
    guarded: bool = True

    def answers(self) -> list[Answer]:
        return [self._answer(name, level) for name, level in self.levels.items()] + list(self.more)

    def _answer(self, name: str, level: int | str) -> Answer:
        if isinstance(level, int):
            return said(name, level, confidence=self.confidence[name])
        reason = "gibt es hier nicht" if level == "not_applicable" else None
        return Answer(question=name, respondent="head", status=level, reason=reason)

    def engagement(self) -> Engagement:
        return engagement(self.answers(), small(self.weights, self.guarded))

    def assess(self, known: Knowledge | None = None) -> Assessment:
        return assess(self.engagement(), known or knowledge())

    def scores(self) -> Scored:
        """The numbers alone: a third of the time that the whole assessment takes."""
        return scored(self.engagement(), knowledge())


def cases(*, levels: st.SearchStrategy[int | str] | None = None, guarded: bool = True) -> st.SearchStrategy[Case]:
    """Any answers: levels, unknown in every way, or not applicable."""
    each = levels if levels is not None else LEVELS | st.sampled_from((*UNKNOWN, "not_applicable"))
    return st.builds(
        Case,
        levels=st.fixed_dictionaries(dict.fromkeys(MATURITY, each)),
        confidence=st.fixed_dictionaries(dict.fromkeys(MATURITY, st.integers(1, 3))),
        weights=st.lists(WEIGHTS, min_size=8, max_size=8),
        more=st.just(()),
        guarded=st.just(guarded),
    )
