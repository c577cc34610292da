"""Reports: from stored results, with all simulations, page by page counted, and many in a row."""

import gc
import os
import tempfile
from functools import cache
from pathlib import Path

from quickscan.analysis.scan import ScanSettings, run_scan
from quickscan.domain.scan import Scan
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.report.libreoffice import office
from quickscan.report.pages import CountPages, counted_by_libreoffice
from quickscan.report.word import write_report
from quickscan.simulation.pools import threads
from quickscan.simulation.replicate import Plan
from tests.benchmarks.measuring import Row, clocked, clocked_in_processor, medians, tell
from tests.material import car_dealers, deck, knowledge
from tests.report.overfull import overfull
from tests.report.paper import MADE_ON, TEMPLATE, texts

IN_A_ROW = int(os.environ.get("QUICKSCAN_REPORTS_IN_A_ROW", "100"))
SETTLED_AFTER = 10
"""Reports after which caches are full."""


def reports() -> list[Row]:
    """The example's report, an overfull one, and a hundred in a row."""
    with tempfile.TemporaryDirectory() as name, threads() as pool:
        target, settings = Path(name) / "report.docx", ScanSettings(Plan(), pool.map)
        engagement = read_engagement(shipped_example("car_maker"), knowledge())

        def scanned() -> Scan:
            return run_scan(engagement, knowledge(), car_dealers(), deck(), settings)

        def whole() -> None:
            _write(scanned(), target, None)

        stored = scanned()
        full = run_scan(overfull(), knowledge(), car_dealers(), deck(), ScanSettings(Plan(replications=2)))
        works = {
            "stored": clocked(lambda: _write(stored, target, None)),
            "stored_cost": clocked_in_processor(lambda: _write(stored, target, None)),
            "whole": clocked(whole),
            "full": clocked(lambda: _write(full, target, None)),
        }
        if office() is not None:
            works["counted"] = clocked(lambda: _write(stored, target, counted_by_libreoffice))
        found = medians(3, **works)
        first, last = _memory_of_many(stored, target)
    counted = f"{found['counted']:.1f} s" if "counted" in found else "no LibreOffice"
    return [
        Row("report of the example from stored results", f"{found['stored']:.2f} s", "5 s", "1 s"),
        Row("  processor seconds of it", f"{found['stored_cost']:.2f} s"),
        Row("  with page numbers counted by LibreOffice", counted, "5 s", "3 s"),
        Row("  with all simulations, 30 years each", f"{found['whole']:.1f} s", "30 s", "10 s"),
        Row("  forty people, all questions, forty texts of 50,000 characters", f"{found['full']:.1f} s"),
        Row(f"memory after {SETTLED_AFTER} / {IN_A_ROW} reports in a row", f"{first:.0f} / {last:.0f} MB", "flat", "flat"),
    ]


def _write(scan: Scan, target: Path, count_pages: CountPages | None) -> None:
    write_report(scan, texts(), TEMPLATE, target, "de", MADE_ON, count_pages=count_pages)


def _memory_of_many(scan: Scan, target: Path) -> tuple[float, float]:
    """Megabytes held once caches are full, and in the end."""
    settled = 0.0
    for number in range(1, IN_A_ROW + 1):
        tell(f"report {number} of {IN_A_ROW}")
        _write(scan, target, None)
        if number == SETTLED_AFTER:
            settled = _megabytes()
    return settled, _megabytes()


@cache
def _page_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE")


def _megabytes() -> float:
    """Memory that this process holds now."""
    gc.collect()
    resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return resident * _page_bytes() / 1e6
