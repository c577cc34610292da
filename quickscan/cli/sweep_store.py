"""Results of a sweep beside its file while it runs: what is finished stays, also when the sweep is cancelled or killed."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from quickscan.analysis.sweep import Unit
from quickscan.domain.problem import ScanError
from quickscan.simulation.measure import Figures

PART = ".part"
"""Behind the name of the file while it is not whole: one line of JSON for each unit."""


class UnfinishedSweep:
    """The finished units of a sweep that was begun."""

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(target.name + PART)
        self.finished: dict[str, list[Figures]] = {}

    def open(self, units: Iterable[Unit]) -> None:
        """Take up what an earlier run has finished. Raises ScanError where that was another sweep."""
        if not self.path.exists():
            return
        known = {unit.key for unit in units}
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                entry = json.loads(line)
            except ValueError:  # the last line of a run that was killed while it wrote
                continue
            if entry["unit"] not in known:
                raise ScanError.of(
                    str(self.path),
                    "holds results of another sweep: process, levers, seed, engine or version differ",
                    "delete the file to begin anew, or run the sweep as it was to finish it",
                )
            self.finished[entry["unit"]] = entry["figures"]

    def missing(self, units: Iterable[Unit]) -> list[Unit]:
        """Units that are still to be run."""
        return [unit for unit in units if unit.key not in self.finished]

    def keep(self, results: Iterable[tuple[Unit, list[Figures]]]) -> Iterator[Unit]:
        """Write each result down as soon as it comes. Raises ScanError where that is not possible."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as begun:  # a line that was cut short must not swallow the next one
                if begun.tell() and (begun.seek(-1, 2), begun.read(1))[1] != b"\n":
                    begun.write(b"\n")
            with self.path.open("a", encoding="utf-8") as file:
                for unit, figures in results:
                    self._write(file, unit, figures)
                    yield unit
        except OSError as error:
            raise ScanError.of(str(self.path), f"cannot be written ({error.strerror})", "choose another place") from error

    def results(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, list[Figures]]]:
        """All units with their results."""
        return ((unit, self.finished[unit.key]) for unit in units)

    def close(self) -> None:
        """The sweep is whole: the results stand in its file."""
        self.path.unlink(missing_ok=True)

    def _write(self, file: TextIO, unit: Unit, figures: list[Figures]) -> None:
        file.write(json.dumps({"unit": unit.key, "figures": figures}) + "\n")
        file.flush()
        self.finished[unit.key] = figures
