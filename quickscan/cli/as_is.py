"""The process as it is, from what a command was told."""

from dataclasses import replace

from quickscan.analysis.compare import AsIs, Change
from quickscan.analysis.own_scenarios import catalogue_with
from quickscan.analysis.scan import fit
from quickscan.analysis.scenario_levers import LEVERS
from quickscan.cli import inputs, show
from quickscan.cli.severities import severities
from quickscan.cli.subject import Wanted
from quickscan.cli.sweep_words import varied
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.process import LeadProcess
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_catalogue, read_levers
from quickscan.simulation.overrides import named


def as_is(wanted: Wanted) -> AsIs:
    """The process, severities and calibration asked for. Raises ScanError with what is wrong with them."""
    knowledge = inputs.knowledge()
    given = severities(wanted.severity or [], knowledge.cause_ids)
    subject = _of_process(wanted, knowledge) if inputs.is_process(wanted.what) else _of_engagement(wanted, knowledge)
    if wanted.severity is not None:
        subject = replace(subject, severity=given)
    return replace(subject, process=with_leads(subject.process, wanted.leads))


def in_scenario(name: str, wanted: Wanted) -> AsIs:
    """The process as it would be in a scenario. Raises ScanError likewise, and for a scenario there is not."""
    subject = as_is(wanted)
    (change,) = changes([name], wanted)
    return subject.changed(change.overrides)


def changes(scenarios: list[str], wanted: Wanted) -> list[Change]:
    """Scenarios by name, each with all it is based on; those of the engagement come before shipped ones of the same name.

    Raises ScanError for names there are not.
    """
    own = () if inputs.is_process(wanted.what) else inputs.engagement(wanted.what, wanted.data).scenarios
    catalogue = catalogue_with(read_catalogue(), own)
    unknown = [name for name in scenarios if name not in catalogue]
    if unknown:
        remedy = f"name one of {', '.join(sorted(catalogue))}"
        raise ScanError(Problem(f"--scenario {name}", f"there is no scenario {name}", remedy) for name in unknown)
    for scenario in own:
        if scenario.id in scenarios and scenario.calibration != wanted.calibration:
            show.message(
                f"The scenario {scenario.id} was made with the {scenario.calibration} calibration; "
                f"here it is simulated with the {wanted.calibration} calibration."
            )
    return [Change.of(catalogue[name], catalogue) for name in scenarios]


def moved(words: list[str], subject: AsIs) -> list[Change]:
    """Levers moved together, as `LEVER=SETTING`: one change, or none where no lever is named.

    Raises ScanError with every word that is not understood.
    """
    levers = list(read_levers(shipped_levers()).levers)
    found = varied(words, levers, "--lever")
    several = [lever.id for lever, settings in found if len(settings) != 1]
    if several:
        raise ScanError(Problem(f"--lever {name}", "is not put at one setting", "give one") for name in several)
    overrides = [lever.at(setting) for lever, (setting,) in found]
    return [Change("levers", LEVERS, named("levers", overrides))] if overrides else []


def with_leads(process: LeadProcess, leads: int | None) -> LeadProcess:
    """The process with as many inquiries a year in all. Raises ScanError where it has none to scale."""
    if leads is None:
        return process
    now = sum(channel.leads_per_year for channel in process.channels)
    if now <= 0.0:
        raise ScanError.of(f"process {process.id}", "has no inquiries that could be scaled", "give its channels inquiries a year")
    channels = (
        channel.model_copy(update={"leads_per_year": channel.leads_per_year * leads / now}) for channel in process.channels
    )
    return process.model_copy(update={"channels": tuple(channels)})


def _of_process(wanted: Wanted, knowledge: Knowledge) -> AsIs:
    if wanted.severity is None:
        show.message("A process alone says nothing about severities, so nothing is lost: set some with --severity.")
    process = inputs.process(wanted.what)
    return AsIs(process, {}, inputs.calibration(wanted.calibration, process, wanted.data), knowledge)


def _of_engagement(wanted: Wanted, knowledge: Knowledge) -> AsIs:
    """The client's own process. Its calibration is that of the template, whose mechanisms it shares."""
    engagement = inputs.engagement(wanted.what, wanted.data)
    template = inputs.process_of(engagement)
    return fit(engagement, knowledge, template, inputs.calibration(wanted.calibration, template, wanted.data)).as_is
