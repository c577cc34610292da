"""A figure and all that it is made of, one inside the other; what stood above already is only pointed at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from quickscan.domain.engagement import AnswerBasis
from quickscan.domain.trace import Ground, GroundKind, Trace, TracedFigure, Witness
from quickscan.web.pages.contradictions.words import confidence_in_words
from quickscan.web.pages.findings.words import basis_in_words
from quickscan.web.pages.trace.address import trace_address
from quickscan.web.pages.trace.subject import Asked
from quickscan.web.widgets import badge, link
from quickscan.web.wording import Wording

OPEN_UP_TO = 1
"""How deep figures are shown at once; deeper ones on request."""
SHOWN_OF_HASH = 12


@dataclass
class Tree:
    """A chain as it is written down, each figure once."""

    by_id: Mapping[str, TracedFigure]
    asked: Asked
    say: Wording
    told: set[str] = field(default_factory=set)

    def below(self, figure: TracedFigure, depth: int) -> list[Component]:
        """The rule of a figure, what it rests on, and what it is made of."""
        say = self.say
        self.told.add(figure.id)
        grounds = [html.Li(ground_in_words(ground, self.asked, say)) for ground in figure.grounds]
        parts = [self._part(self.by_id[name], depth + 1) for name in figure.inputs]
        pieces: list[Component] = [html.P(say.of(figure.rule), className="rule")]
        pieces += [html.Ul(grounds, className="grounds")] if grounds else []
        pieces += [html.Ul(parts, className="made-of")] if parts else []
        return pieces

    def _part(self, figure: TracedFigure, depth: int) -> Component:
        name, value = html.Span(self.say.of(figure.name)), html.Strong(self.say.of(figure.value))
        if figure.id in self.told:
            address = trace_address(self.asked.engagement_id, figure.id, self.asked.calibration, self.asked.names)
            return html.Li([name, " ", value, " ", link(self.say("told above"), address, "small")], className="told")
        inner = self.below(figure, depth)
        return html.Li(html.Details([html.Summary([name, " ", value]), *inner], open=depth <= OPEN_UP_TO, className="part"))


def figure_card(trace: Trace, asked: Asked, say: Wording) -> Component:
    """The figure asked for, with all below it."""
    figure = trace.figures[0]
    tree = Tree({one.id: one for one in trace.figures}, asked, say)
    head = [html.H2(say.of(figure.name)), html.P(say.of(figure.value), className="leading")]
    return html.Section(
        [*head, *tree.below(figure, 0), _made_with(trace, say)], className="card traced-figure", id="trace-figure"
    )


def _made_with(trace: Trace, say: Wording) -> Component:
    """Which questionnaire and which run."""
    words = [say("Questionnaire {name}, fingerprint {hash}", name=trace.questionnaire, hash=trace.hash[:SHOWN_OF_HASH])]
    if trace.seed is not None:
        words.append(say("program {version}, seed {seed}, {years} years", version=trace.version, seed=trace.seed,
                         years=trace.replications))  # fmt: skip
    return html.P(" · ".join(words), className="small made-with")


def ground_in_words(ground: Ground, asked: Asked, say: Wording) -> list[Component | str]:
    """What a chain ends at: its kind, it in a sentence, and who, when and where."""
    pieces: list[Component | str] = [badge(_kind(ground.kind, say), "accent" if ground.witness else "plain"), " "]
    if ground.witness is not None:
        return [*pieces, *_witness(ground.witness, ground, asked, say)]
    signed = [ground.by or "", say.date(ground.at) if ground.at else ""]
    published = [f"{one.id}: {say.of(one.source)}" for one in ground.published]
    words = [say.of(ground.words), *(part for part in signed if part), *published]
    return [*pieces, html.Span(" · ".join(words))]


def _witness(witness: Witness, ground: Ground, asked: Asked, say: Wording) -> list[Component | str]:
    person, section = quote(witness.respondent), quote(witness.question.partition(".")[0])
    address = f"/engagements/{asked.engagement_id}/interview/{person}/{section}#question-{quote(witness.question)}"
    role = say.of(witness.role)
    who = witness.label if role in witness.label else f"{witness.label} ({role})"
    basis: AnswerBasis = witness.basis
    words = [
        f"{who}, {witness.name}" if witness.name else who,
        basis_in_words(basis, say),
        confidence_in_words(witness.confidence, say),
        *_asked(witness, say),
        say("record {number}", number=witness.revision),
        say("questionnaire {name}", name=witness.questionnaire),
    ]
    words += [say("changed: {reason}", reason=witness.change_reason)] if witness.change_reason else []
    words += [say("evidence: {files}", files=", ".join(witness.files))] if witness.files else []
    return [link(say.of(ground.words), address), " ", html.Span(" · ".join(words), className="small")]


def _asked(witness: Witness, say: Wording) -> list[str]:
    when = f"{say.date(witness.asked_at)}, {say.time(witness.asked_at)}" if witness.asked_at else ""
    if when and witness.interviewer:
        return [say("asked {when} by {who}", when=when, who=witness.interviewer)]
    return [say("asked {when}", when=when)] if when else []


def _kind(kind: GroundKind, say: Wording) -> str:
    words: dict[GroundKind, str] = {
        "answer": say("Answer"),
        "measurement": say("Measurement"),
        "ruling": say("Decision"),
        "source": say("Source"),
        "cap": say("Cap"),
        "judgement": say("Own judgement"),
        "template": say("Process template"),
        "decision": say("Laid down"),
        "simulation": say("Simulation"),
        "nothing_known": say("Not answered yet"),
    }
    return words[kind]
