"""The roadmap: which measures when, what each stage takes and brings, and the loss rate falling along the way."""

from quickscan.domain.base import Noun
from quickscan.domain.programme import Stage, Step
from quickscan.domain.scan import Scan
from quickscan.report import signs
from quickscan.report.cases import CaseWords
from quickscan.report.chart_data import BarChart, Colour, Series
from quickscan.report.estimates import Estimates
from quickscan.report.measure_words import MeasureWords
from quickscan.report.wording import Wording

ROADMAP_CHART, FALLING_CHART = "roadmap", "loss_along_roadmap"
HEADROOM = 1.15
"""How much longer than the longest bar the axis is."""


class StageRow(Noun):
    """A stage."""

    name: str
    """Its name."""
    months: str
    """Its months."""
    measures: tuple[str, ...]
    """The measures that begin to work in it, in the order of their work; says so where there are none."""
    days: str
    """Person-days of its measures."""
    cost: str
    """First year's cost of its measures."""
    gain: str
    """Additional sales a year over the stage before, simulated."""
    contribution: str
    """The same in contribution; a dash where it is unknown."""
    loss_after: str
    """The loss rate with this and all earlier stages in place."""


class RoadmapPart(Noun):
    """The roadmap."""

    intro: str
    """How the order came about, in a few sentences; says so where there is nothing to do."""
    chart: str
    """The measures along the months; empty without measures."""
    falling: str
    """The loss rate after each stage; empty without measures."""
    stages: tuple[StageRow, ...]
    """The stages; none without measures."""


def roadmap(scan: Scan, wording: Wording) -> RoadmapPart:
    """The roadmap of a scan."""
    found, words = scan.recommendations.roadmap, MeasureWords(scan, wording)
    if not words.steps:
        return RoadmapPart(intro=wording.say("roadmap_none"), chart="", falling="", stages=())
    return RoadmapPart(
        intro=wording.say(
            "roadmap_intro",
            days=wording.numbers.plain(found.person_days_per_month) + wording.mark("assumed"),
            months=wording.numbers.number(max(step.works_from_month for step in words.steps.values())),
        ),
        chart=signs.chart(ROADMAP_CHART),
        falling=signs.chart(FALLING_CHART),
        stages=tuple(_stage(stage, words, wording) for stage in found.stages),
    )


def _stage(stage: Stage, words: MeasureWords, wording: Wording) -> StageRow:
    estimates = Estimates(wording)
    return StageRow(
        name=wording.say(f"stage_{stage.name}"),
        months=stage_months(stage, wording),
        measures=tuple(words.name(step.id) for step in stage.steps) or (wording.say("stage_empty"),),
        days=words.days(stage.person_days),
        cost=words.cost(stage.first_year_cost_eur),
        gain=estimates.gain(stage.sales_gain),
        contribution=CaseWords(wording).money(stage.contribution_gain_eur),
        loss_after=estimates.percent(stage.loss_rate_after),
    )


def stage_months(stage: Stage, wording: Wording) -> str:
    """The months of a stage."""
    begin = wording.numbers.plain(stage.from_month)
    if stage.until_month is None:
        return wording.say("stage_from_month", begin=begin)
    return wording.say("stage_until_month", begin=begin, end=wording.numbers.plain(stage.until_month))


def roadmap_charts(scan: Scan, wording: Wording) -> list[BarChart]:
    """The measures along the months, and the loss rate falling; none without measures."""
    words = MeasureWords(scan, wording)
    return [_gantt(scan, words, wording), _falling(scan, wording)] if words.steps else []


def _gantt(scan: Scan, words: MeasureWords, wording: Wording) -> BarChart:
    """Bars from the start of work to its end, and on to the month from which a measure works."""
    steps = [words.steps[measure.id] for measure in words.in_order_of_start()]
    works = [_work_months(step, scan) for step in steps]
    later = [step.works_from_month - step.starts_month - work for step, work in zip(steps, works, strict=True)]

    def series(key: str, values: list[float], colour: Colour) -> Series:
        colours: tuple[Colour, ...] = tuple(colour for _ in values)
        return Series(name=wording.say(key), values=tuple(round(value, 2) for value in values), colours=colours, labelled=False)

    return BarChart(
        name=ROADMAP_CHART,
        alternative_text=wording.say("roadmap_alt"),
        categories=tuple(words.short_name(step.id) for step in steps),
        series=(
            series("chart_waiting", [step.starts_month for step in steps], "none"),
            series("chart_working", works, "accent"),
            series("chart_until_effect", later, "accent_soft"),
        ),
        maximum=float(-(-max(step.works_from_month for step in steps) // 3) * 3),
        number_format="0",
        axis_step=3.0,
    )


def _work_months(step: Step, scan: Scan) -> float:
    months = step.person_days / scan.recommendations.roadmap.person_days_per_month
    return min(months, step.works_from_month - step.starts_month)


def _falling(scan: Scan, wording: Wording) -> BarChart:
    found = scan.recommendations.roadmap
    stages = [stage for stage in found.stages if stage.steps]
    names = [wording.say("today"), *(wording.say("after_stage", stage=wording.say(f"stage_{one.name}")) for one in stages)]
    rates = [found.loss_rate_today.mean, *(stage.loss_rate_after.mean for stage in stages)]
    colours: list[Colour] = ["loss"]
    colours += ["loss_soft" for _ in stages]
    return BarChart(
        name=FALLING_CHART,
        alternative_text=wording.say("falling_alt"),
        categories=tuple(names),
        series=(
            Series(name=wording.say("loss_rate"), values=tuple(round(100.0 * rate, 1) for rate in rates), colours=tuple(colours)),
        ),
        maximum=max(*rates, 0.01) * 100.0 * HEADROOM,
        number_format="0.0",
    )
