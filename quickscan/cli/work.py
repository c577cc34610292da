"""The work that several commands share: scan an engagement, run a simulation, write a report or records."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from quickscan.analysis.compare import AsIs
from quickscan.analysis.scan import ScanSettings, fit, run_scan
from quickscan.analysis.scan_scenarios import with_scenarios
from quickscan.analysis.trace_figures import Traceable
from quickscan.cli import inputs, show
from quickscan.domain.base import Language, Text
from quickscan.domain.edits import Edits
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.programme import Programme
from quickscan.domain.result import SimulationResult
from quickscan.domain.scan import Scan
from quickscan.domain.uncertainty import Uncertainty
from quickscan.domain.warm_up import WarmUpCheck
from quickscan.files.catalogue import shipped_template
from quickscan.files.read import read_catalogue, read_texts
from quickscan.interview.path import follow
from quickscan.simulation.pools import workers
from quickscan.simulation.records import write_records as write_rows
from quickscan.simulation.replicate import Plan, figures_of, replicate
from quickscan.simulation.simulate import simulate as simulate_year

if TYPE_CHECKING:  # Word files are read only by the commands that need them
    from quickscan.report.edited import EditedReport

BIGGEST = 3
SIMULATED = Text(
    de="Leadverlust, simuliert: {} ± {} (95-%-Bereich des Mittels)",
    en="Loss rate, simulated: {} ± {} (95% interval of the mean)",
)
ESTIMATED = Text(de="Leadverlust nach den Antworten: {} (Bereich {} bis {})", en="Loss rate by the answers: {} (range {} to {})")
BIGGEST_CAUSES = Text(
    de="Die drei größten Ursachen, in Punkten des Leadverlusts:", en="The three biggest causes, in points of the loss rate:"
)


EXAMPLE_PLAN = Plan(replications=12)
"""For a first look: a wider interval than with thirty replications, and less than half the wait."""


def scan(engagement: Engagement, plan: Plan) -> Scan:
    """The whole way for one engagement, on all processor cores."""
    with workers(plan.engine) as pool, show.progress("Simulating") as bar:
        settings, template = ScanSettings(plan, pool.map), inputs.process_of(engagement)
        found = run_scan(engagement, inputs.knowledge(), template, inputs.calibration(), settings, bar)
        return with_scenarios(found, template, lambda name: inputs.calibration(name, template), read_catalogue(), settings)


def traceable(engagement: Engagement) -> Traceable:
    """As much of an engagement as can be traced without simulating anything. Raises ScanError."""
    knowledge = inputs.knowledge()
    fitted = fit(engagement, knowledge, inputs.process_of(engagement), inputs.calibration())
    answers = follow(engagement, knowledge.rules).answers
    return Traceable(engagement, knowledge, answers, fitted.assessment, fitted.as_is.process, fitted.sources)


def programme(engagement: Engagement, plan: Plan, calibration: str, data: Path | None = None, **terms: float | None) -> Programme:
    """The recommendations for an engagement, the best portfolio within limits, and the roadmap, on all processor cores.

    `terms` are limits and terms of valuation, by name, in place of those stated in the engagement. Raises ScanError.
    """
    from quickscan.analysis.programme import programme as make
    from quickscan.analysis.terms import with_options

    knowledge, template = inputs.knowledge(), inputs.process_of(engagement)
    stated = with_options(engagement.programme.terms, **terms)
    choices = engagement.programme.model_copy(update={"terms": stated})
    fitted = fit(engagement, knowledge, template, inputs.calibration(calibration, template, data))
    answers = follow(engagement, knowledge.rules).answers
    with workers(plan.engine) as pool, show.progress("Valuing measures") as bar:
        return make(fitted.as_is, fitted.assessment, answers, plan, choices, pool.map, bar)


def simulate(subject: AsIs, plan: Plan, check_warm_up: bool = False) -> SimulationResult:
    """A simulated year, on all processor cores; where it is asked for, with whether the warm-up is long enough."""
    with workers(plan.engine) as pool, show.progress("Simulating") as bar:
        year = simulate_year(subject.process, subject.calibration, subject.knowledge, subject.severity, plan, pool.map, bar)
    return year.model_copy(update={"warm_up": _warm_up(subject, plan)}) if check_warm_up else year


def replications_for(subject: AsIs, plan: Plan, points: float) -> int:
    """The replications after which the loss rate is known to so many points, by the algorithm of Hoad, Robinson and Davies.

    Says where that takes more than are allowed. Raises ScanError for points that cannot be asked for.
    """
    from quickscan.simulation.precision import PrecisionRule, run_until_precise

    rules = {"loss_rate": PrecisionRule(absolute=points / 100.0)}
    case = subject.case()
    plan.check(case.model)
    with workers(plan.engine) as pool:
        found = run_until_precise(partial(figures_of, case, plan), rules, pool.map, pool.workers)
    if not found.reached:
        show.message(f"After {found.n} years the loss rate is still not known to {points:g} points; its interval says how well.")
    return found.n


def uncertainty(what: str, data: Path | None, subject: AsIs, plan: Plan, draws: int) -> Uncertainty:
    """How sure the loss rate is by the answers of an engagement. Raises ScanError for a process, which has none."""
    from quickscan.analysis.uncertainty import loss_uncertainty, severities_left_open

    if inputs.is_process(what):
        raise ScanError.of("--uncertainty", "a process has no answers that could leave anything open", "name an engagement")
    severities = severities_left_open(inputs.engagement(what, data), subject.knowledge, draws)
    with workers(plan.engine) as pool, show.progress("Drawing severities") as bar:
        return loss_uncertainty(subject, severities, plan, pool.map, bar)


def _warm_up(subject: AsIs, plan: Plan) -> WarmUpCheck:
    """Whether the warm-up of a process is long enough."""
    from quickscan.analysis.warm_up_check import check_warm_up

    with workers(plan.engine) as pool, show.progress("Looking at the warm-up") as bar:
        return check_warm_up(subject, plan, pool.map, bar)


@dataclass(frozen=True)
class Files:
    """What a simulation writes besides its figures, each where it is asked for."""

    records: Path | None
    event_log: Path | None
    description: Path | None
    language: Language
    """Of the description."""


def write_files(files: Files, subject: AsIs, plan: Plan) -> None:
    """Write what is asked for. Raises ScanError where that is not possible."""
    if files.records is not None:
        _write_records(subject, plan, files.records)
    if files.event_log is not None:
        _write_event_log(subject, plan, files.event_log)
    if files.description is not None:
        _write_description(subject, plan, files.description, files.language)


def _write_records(subject: AsIs, plan: Plan, target: Path) -> None:
    """Write the records of every replication as CSV."""
    case = subject.case()
    with written(target) as file:
        write_rows(case.model, (replicate(case, plan, replication) for replication in range(plan.replications)), file)


def _write_event_log(subject: AsIs, plan: Plan, target: Path) -> None:
    """Write the event log of the first replication, told by the reference engine. Raises ScanError for an unknown ending."""
    from quickscan.simulation.trace import write_trace
    from quickscan.simulation.tracing import trace
    from quickscan.simulation.xes import XesValue

    about: dict[str, XesValue] = {
        "process": subject.process.id,
        "calibration": subject.calibration.id,
        "seed": plan.seed,
        "engine": "simpy",
    }
    write_trace(target, trace(subject.case(), plan, 0), about)


def _write_description(subject: AsIs, plan: Plan, target: Path, language: Language) -> None:
    """Write the description of the model as run. Raises ScanError where that is not possible."""
    from quickscan.analysis.description import describe, markdown

    with written(target) as file:
        file.write(markdown(describe(subject, plan), language))


def report_texts() -> dict[str, Text]:
    """The fixed words of reports."""
    return read_texts(shipped_template("standard").with_name("standard.texts.yaml"))


def edited_report(path: Path | None, engagement: Engagement, language: Language | None) -> "EditedReport | None":
    """An edited report of the engagement, in the language that is asked for. Raises ScanError, before anything is simulated."""
    from quickscan.report.edited import read_edited

    if path is None:
        return None
    edited = read_edited(path)
    edited.check(engagement.id, language or edited.record.made.language)
    return edited


def write_report(scan: Scan, target: Path, language: Language, template: Path | None = None) -> Path:
    """Write the report in the format of the target's ending, and say where."""
    return write_report_onto(scan, target, language, template, None)[0]


def write_report_onto(
    scan: Scan, target: Path, language: Language, template: Path | None, onto: "EditedReport | None", page_numbers: bool = True
) -> tuple[Path, Edits]:
    """The same, and what became of what people wrote into an earlier Word report, if one is given.

    Page numbers need LibreOffice; without it Word fills them in on opening.
    """
    from quickscan.exports.export import Edition, export
    from quickscan.exports.shipped import shipped_material

    edits = export(scan, target, shipped_material(template), Edition(language, today(), onto, page_numbers))
    return target.resolve(), edits


def write_guide(engagement: Engagement, chosen: list[str] | None, target: Path, language: Language) -> Path:
    """Write the interview guide of the people chosen, of all where none is given, and say where."""
    from quickscan.report.guide import guide
    from quickscan.report.guide import write_guide as write_word

    content = guide(engagement, inputs.knowledge(), chosen, report_texts(), shipped_template("standard"), language, today())
    write_word(content, target)
    return target.resolve()


def today() -> date:
    """Today on the clock of this machine."""
    return datetime.now(UTC).astimezone().date()


@contextmanager
def written(target: Path) -> Iterator[TextIO]:
    """A text file to write, its folder made where missing. Raises ScanError where that is not possible."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise ScanError.of(str(target), f"cannot be written ({error.strerror})", "choose another place") from error


def show_scan(scan: Scan, language: Language) -> None:
    """The loss rate and the three biggest causes, in the language of the report."""
    loss, answers = scan.simulation.loss_rate, scan.assessment.loss_rate
    show.line(f"{scan.engagement.client.name} – {scan.engagement.title}")
    for text, figures in ((SIMULATED, (loss.mean, loss.half_width)), (ESTIMATED, (answers.mean, answers.low, answers.high))):
        shown = (show.percent(figure, language=language) for figure in figures)
        show.line(text.in_language(language).format(*shown))
    show.line(BIGGEST_CAUSES.in_language(language))
    for severity in sorted(scan.assessment.severity.values(), key=lambda severity: -severity.loss_points)[:BIGGEST]:
        points = show.fixed(100 * severity.loss_points, language=language)
        show.line(f"  {points:>5}  {scan.knowledge.cause(severity.cause).name.in_language(language)}")
