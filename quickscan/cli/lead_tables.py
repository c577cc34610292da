"""A lead export as tables for people."""

from pathlib import Path

from quickscan.cli import show
from quickscan.domain.result import SimulationResult
from quickscan.leaddata.profile import ClosingRate, LeadProfile


def profile(result: LeadProfile) -> None:
    """How the export was understood, what was set aside, and what it measures."""
    for file in result.understood:
        columns = ", ".join(f"{what} = {column}" for what, column in file.columns.items()) or "not needed"
        show.line(f"{file.file}: {file.rows:,} rows, {file.encoding}, separator {file.separator!r}; {columns}")
    show.line(f"\n{result.leads:,} leads from {result.first_day} to {result.last_day}, {result.won:,} won")
    show.line(f"Closing rate {_rate(result.closing_rate)}; {show.number(result.leads_per_week.mean)} leads a week")
    if result.days_to_close.median is not None and result.days_to_close.p90 is not None:
        days = f"{show.number(result.days_to_close.median)}, nine in ten within {show.number(result.days_to_close.p90)}"
        show.line(f"Days to close: median {days}")
    show.line()
    rows = [
        (
            origin,
            found.channel,
            f"{found.leads:,}",
            show.number(found.leads_per_week),
            f"{found.won:,}",
            _rate(found.closing_rate),
            show.number(found.days_to_close_median) if found.days_to_close_median is not None else "none",
        )
        for origin, found in result.by_channel.items()
    ]
    show.table("By channel", ("Origin", "Channel", "Leads", "A week", "Won", "Closing rate (95 %)", "Days to close"), rows)
    show.line("\nSet aside" if result.set_aside else "\nNothing was set aside.")
    for rule in result.set_aside:
        show.line(f"- {rule.rows:,} × {rule.rule}: {rule.reason}")


def comparison(measured: LeadProfile, simulated: SimulationResult, target: Path) -> None:
    """The simulated year against the measured leads, brought to a year."""
    months = 12 / measured.months
    show.line(f"Written: {target}")
    show.table(
        "Measured (as a year) against simulated (mean ± half of the 95 % interval)",
        ("", "Measured", "Simulated"),
        [
            ("Inquiries", show.number(measured.leads * months), show.estimate(simulated.inquiries)),
            ("Sales", show.number(measured.won * months), show.estimate(simulated.won)),
        ],
    )


def _rate(rate: ClosingRate) -> str:
    return f"{show.percent(rate.mean)} ({show.number(100 * rate.low)} to {show.number(100 * rate.high)})"
