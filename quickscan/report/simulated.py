"""The simulated year: how it was set up, what came out with intervals, and how it compares with the formula."""

from quickscan.domain.base import Noun
from quickscan.domain.result import Estimate
from quickscan.domain.scan import Scan
from quickscan.report import signs
from quickscan.report.chart_data import BarChart, Colour, Series, left_over
from quickscan.report.estimates import Estimates
from quickscan.report.wording import Wording

FLOW_CHART = "sales_lost"
HEADROOM = 1.05
"""How much longer than the longest bar the axis is."""


class Setting(Noun):
    """How the simulation was set up."""

    label: str
    """What was set."""
    value: str
    """To what."""


class ResultRow(Noun):
    """A result with its interval."""

    label: str
    """What it is."""
    value: str
    """The mean with its origin."""
    interval: str
    """The 95% interval."""


class Simulated(Noun):
    """The simulated year."""

    chart: str
    """From possible sales to sales today, cause by cause; empty where nothing is lost."""
    settings: tuple[Setting, ...]
    """How it was set up."""
    results: tuple[ResultRow, ...]
    """The results."""
    lost: tuple[ResultRow, ...]
    """Sales lost a year by cause, most first."""
    calibration: str
    """What the calibration used means, in a sentence."""
    comparison: str
    """The simulated loss against the formula, in a sentence."""


def simulated(scan: Scan, wording: Wording) -> Simulated:
    """The simulated year of a scan."""
    estimates = Estimates(wording)
    return Simulated(
        chart=signs.chart(FLOW_CHART) if flow_chart(scan, wording) else "",
        settings=tuple(_settings(scan, wording)),
        results=tuple(_results(scan, estimates)),
        lost=tuple(_lost(scan, estimates)),
        calibration=_calibration(scan, wording, "_meaning"),
        comparison=_comparison(scan, estimates),
    )


def lost_by_cause(scan: Scan) -> list[tuple[str, Estimate]]:
    """Sales lost a year by cause, most first."""
    return sorted(scan.simulation.lost_by_cause.items(), key=lambda pair: -pair[1].mean)


def flow_chart(scan: Scan, wording: Wording) -> BarChart | None:
    """Possible sales, minus what each cause loses, down to the sales of today; none where nothing is lost."""
    lost = [(cause, estimate.mean) for cause, estimate in lost_by_cause(scan) if estimate.mean > 0.0]
    if not lost:
        return None
    names = [wording.of(scan.knowledge.cause(cause).short_name) for cause, _ in lost]
    total = scan.simulation.won.mean + sum(mean for _, mean in lost)
    begins: tuple[Colour, ...] = tuple("none" for _ in range(len(lost) + 2))
    losses: tuple[Colour, ...] = tuple("loss_soft" for _ in lost)
    lengths = [total, *(mean for _, mean in lost), scan.simulation.won.mean]
    return BarChart(
        name=FLOW_CHART,
        alternative_text=wording.say("flow_chart_alt"),
        categories=(wording.say("chart_possible"), *names, wording.say("chart_today")),
        series=(
            Series(name=wording.say("chart_base"), values=left_over(lengths), colours=begins, labelled=False),
            Series(
                name=wording.say("sales_per_year"),
                values=tuple(round(length, 1) for length in lengths),
                colours=("grey", *losses, "accent_soft"),
            ),
        ),
        maximum=total * HEADROOM,
        number_format="#,##0",
    )


def _settings(scan: Scan, wording: Wording) -> list[Setting]:
    result, number = scan.simulation, wording.numbers.number
    return [
        Setting(label=wording.say("setting_process"), value=wording.of(scan.process.name)),
        Setting(label=wording.say("setting_calibration"), value=_calibration(scan, wording, "")),
        Setting(label=wording.say("setting_leads"), value=number(result.leads)),
        Setting(label=wording.say("setting_replications"), value=number(result.replications)),
        Setting(label=wording.say("setting_warm_up"), value=wording.say("unit_days", value=number(scan.process.warm_up_days))),
        Setting(label=wording.say("setting_seed"), value=str(result.seed)),
        Setting(
            label=wording.say("setting_engine"), value=wording.say("engine_version", engine=result.engine, version=result.version)
        ),
    ]


def _calibration(scan: Scan, wording: Wording, ending: str) -> str:
    """The words for the calibration used; one of the consultancy's own is called by its id."""
    name = scan.simulation.calibration
    known = wording.knows(f"calibration_{name}{ending}")
    return wording.say(f"calibration_{name}{ending}") if known else wording.say(f"calibration_other{ending}", name=name)


def _results(scan: Scan, estimates: Estimates) -> list[ResultRow]:
    result, say = scan.simulation, estimates.wording.say
    rows = [
        ResultRow(
            label=say("result_loss_rate"),
            value=estimates.percent(result.loss_rate),
            interval=estimates.percent_interval(result.loss_rate),
        ),
        _counted("result_inquiries", result.inquiries, estimates),
        _counted("result_won", result.won, estimates),
        _counted("result_potential", result.potential, estimates),
        _counted("result_missed", result.missed_opportunity, estimates),
        *_hours(scan, estimates),
        *_utilisation(scan, estimates),
        _counted("result_attempts", result.attempts_per_lead, estimates),
    ]
    money = {
        "cost": result.cost_per_new_customer,
        "contribution": result.contribution_eur,
        "contribution_lost": result.contribution_lost_eur,
    }
    return rows + [_money(f"result_{name}", estimate, estimates) for name, estimate in money.items()]


def _counted(key: str, estimate: Estimate, estimates: Estimates) -> ResultRow:
    return ResultRow(
        label=estimates.wording.say(key), value=estimates.count(estimate), interval=estimates.count_interval(estimate)
    )


def _money(key: str, estimate: Estimate | None, estimates: Estimates) -> ResultRow:
    label = estimates.wording.say(key)
    if estimate is None:
        return ResultRow(label=label, value=estimates.wording.say("unknown"), interval="–")
    return ResultRow(label=label, value=estimates.euro(estimate), interval=estimates.euro_interval(estimate))


def _hours(scan: Scan, estimates: Estimates) -> list[ResultRow]:
    return [
        ResultRow(
            label=estimates.wording.say(f"result_response_{name}"),
            value=estimates.hours(estimate),
            interval=estimates.hours_interval(estimate),
        )
        for name, estimate in scan.simulation.response_time_hours.items()
    ]


def _utilisation(scan: Scan, estimates: Estimates) -> list[ResultRow]:
    return [
        ResultRow(
            label=estimates.wording.say(f"result_utilisation_{name}"),
            value=estimates.percent(estimate),
            interval=estimates.percent_interval(estimate),
        )
        for name, estimate in scan.simulation.utilisation.items()
    ]


def _lost(scan: Scan, estimates: Estimates) -> list[ResultRow]:
    return [
        ResultRow(
            label=estimates.wording.of(scan.knowledge.cause(cause).name),
            value=estimates.count(estimate),
            interval=estimates.count_interval(estimate),
        )
        for cause, estimate in lost_by_cause(scan)
    ]


def _comparison(scan: Scan, estimates: Estimates) -> str:
    simulated_rate, formula = scan.simulation.loss_rate, scan.assessment.loss_rate.mean
    inside = simulated_rate.low <= formula <= simulated_rate.high
    return estimates.wording.say(
        "comparison_inside" if inside else "comparison_outside",
        formula=estimates.numbers.percent(formula) + estimates.wording.mark("computed"),
        simulated=estimates.percent(simulated_rate),
        interval=estimates.percent_interval(simulated_rate),
        difference=estimates.numbers.number(100.0 * (simulated_rate.mean - formula), 1),
    )
