"""The sheet of key figures of one client, from answers, simulation, programme and what people set."""

from collections.abc import Iterator, Mapping

from quickscan.domain.base import Text
from quickscan.domain.choices import ProgrammeChoices
from quickscan.domain.knowledge import Knowledge, Kpi
from quickscan.domain.kpi_sheet import KpiFigure, KpiLine
from quickscan.domain.programme import Programme
from quickscan.domain.result import Consolidated, Estimate, SimulationResult


def kpi_sheet(
    knowledge: Knowledge,
    answers: Mapping[str, Consolidated],
    simulation: SimulationResult,
    programme: Programme,
    choices: ProgrammeChoices,
) -> tuple[KpiLine, ...]:
    """A line for each key figure of the field, in its order; simulation and programme in the same calibration."""
    return tuple(_line(kpi, answers, simulation, programme, choices) for kpi in knowledge.kpis)


def _line(
    kpi: Kpi,
    answers: Mapping[str, Consolidated],
    simulation: SimulationResult,
    programme: Programme,
    choices: ProgrammeChoices,
) -> KpiLine:
    own = choices.kpi(kpi.id)
    return KpiLine(
        kpi=kpi.id,
        stated=own.today,
        figures=tuple(_figures(kpi, simulation, programme)),
        questions=tuple(name for name in kpi.asked if name in answers and answers[name].value is not None),
        target=Text(de=own.target, en=own.target) if own.target is not None else kpi.target,
        own_target=own.target is not None,
    )


def _figures(kpi: Kpi, simulation: SimulationResult, programme: Programme) -> Iterator[KpiFigure]:
    if kpi.simulated == "response_time":
        times = simulation.response_time_hours
        if "median" in times:
            yield _of("median", "hours", times["median"])
        if "p90" in times:
            yield _of("p90", "hours", times["p90"])
    elif kpi.simulated == "lead_to_sale":
        yield from _lead_to_sale(simulation, programme)
    elif kpi.simulated == "cost_per_sale" and simulation.cost_per_new_customer is not None:
        yield _of("value", "eur", simulation.cost_per_new_customer)
    elif kpi.simulated == "loss_rate":
        planned = programme.portfolio.loss_rate_after.mean
        yield _of("value", "percent", simulation.loss_rate).model_copy(update={"planned": planned})


def _of(name: str, unit: str, value: Estimate) -> KpiFigure:
    return KpiFigure.model_validate({"name": name, "unit": unit, "today": value.mean, "half_width": value.half_width})


def _lead_to_sale(simulation: SimulationResult, programme: Programme) -> Iterator[KpiFigure]:
    inquiries, won = simulation.inquiries.mean, simulation.won.mean
    if inquiries > 0.0:
        then = won + programme.portfolio.interaction.simulated_gain.mean
        yield KpiFigure(name="value", unit="percent", today=won / inquiries, planned=then / inquiries)
