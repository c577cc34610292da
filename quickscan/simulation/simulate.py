"""From a process and nine severities to the figures of a year with their intervals."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from quickscan.domain.calibration import Calibration
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.result import Estimate, SimulationResult
from quickscan.simulation.measure import LOST, Figures, estimate
from quickscan.simulation.replicate import Plan, Progress, Run, all_figures, make_case


def simulate(
    process: LeadProcess,
    calibration: Calibration,
    knowledge: Knowledge,
    severity: Mapping[str, float],
    plan: Plan,
    run: Run = map,
    progress: Progress | None = None,
) -> SimulationResult:
    """Simulate a year. Raises ScanError for a plan or process that cannot be run."""
    figures = all_figures([make_case(process, calibration, knowledge, severity)], plan, run, progress)[0]
    return summarise(figures, process, calibration, knowledge, plan)


def summarise(
    figures: Sequence[Figures], process: LeadProcess, calibration: Calibration, knowledge: Knowledge, plan: Plan
) -> SimulationResult:
    """The figures of all replications as estimates."""

    def always(name: str) -> Estimate:
        return estimate([replication.get(name, 0.0) for replication in figures])

    def where_known(name: str) -> Estimate | None:
        return always(name) if all(name in replication for replication in figures) else None

    return SimulationResult(
        loss_rate=always("loss_rate"),
        inquiries=always("inquiries"),
        won=always("won"),
        potential=always("potential"),
        lost_by_cause={cause: always(LOST + cause) for cause in knowledge.cause_ids},
        won_in_place_of_others=always("won_in_place_of_others"),
        missed_opportunity=always("missed_opportunity"),
        response_time_hours={name: found for name in ("median", "p90") if (found := where_known(f"response_{name}_hours"))},
        utilisation={name: always(f"{name}_utilisation") for name in ("call_centre", "dealers")},
        attempts_per_lead=always("attempts_per_lead"),
        cost_per_new_customer=where_known("cost_per_new_customer"),
        contribution_eur=where_known("contribution_eur"),
        contribution_lost_eur=where_known("contribution_lost_eur"),
        engine=plan.engine,
        calibration=calibration.id,
        seed=plan.seed,
        leads=round(sum(channel.leads_per_year for channel in process.channels)),
        replications=plan.replications,
        version=program_version(),
    )


@cache  # looking it up takes longer than all that is summarised
def program_version() -> str:
    """The version of the installed program; "checkout" where it is not installed."""
    try:
        return version("quickscan")
    except PackageNotFoundError:
        return "checkout"
