"""What commands simulate: an engagement's own process, or a process alone, with the severities and the calibration asked for."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

SubjectName = Annotated[str, typer.Argument(metavar="ENGAGEMENT|PROCESS", help="An engagement, or a process by file or name.")]
SeverityWords = Annotated[
    list[str] | None,
    typer.Option("--severity", metavar="CAUSE=S", help="Set a cause directly, 0 to 1; causes not named are 0."),
]
LeadsAYear = Annotated[int | None, typer.Option("--leads", help="Inquiries a year, instead of the process's own.", min=0)]
Replications = Annotated[int, typer.Option(help="Simulated years.", min=2)]
Seed = Annotated[int, typer.Option(help="The same seed gives the same result.", min=0)]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Data = Annotated[Path | None, typer.Option("--data", help="The data folder.")]


class EngineName(StrEnum):
    """Engines; auto takes the compiled one where it can run."""

    auto = "auto"
    compiled = "compiled"
    simpy = "simpy"


class CalibrationName(StrEnum):
    """Calibrations."""

    deck = "deck"
    evidence = "evidence"


EngineChoice = Annotated[EngineName, typer.Option("--engine", help="What runs the model.")]
CalibrationChoice = Annotated[CalibrationName, typer.Option("--calibration", help="How causes lose leads.")]


@dataclass(frozen=True)
class Wanted:
    """What a command was told to simulate."""

    what: str
    """An engagement or a process."""
    calibration: str = "deck"
    severity: list[str] | None = None
    """`CAUSE=S` words; none where those of the engagement count."""
    leads: int | None = None
    data: Path | None = None


def engine_name(choice: EngineName) -> str:
    """The engine that runs. Says so where numba is missing and the reference engine stands in."""
    from quickscan.cli import show
    from quickscan.simulation.engines import DEFAULT_ENGINE

    if choice is EngineName.simpy:
        return "simpy"
    if DEFAULT_ENGINE == "simpy":
        show.message(
            "numba is not installed, so the reference engine (simpy) runs: the same results, about a hundred times slower."
        )
    return DEFAULT_ENGINE
