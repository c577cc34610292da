"""Reports made to try a template: of an engagement with few simulated years, behind, and thrown away after a while."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock

from quickscan.domain.base import Language
from quickscan.domain.engagement import Engagement
from quickscan.domain.scan import Scan
from quickscan.files.templates import Template

FOLDER = "trials"
"""Where tried reports lie, in the folder of templates."""
REPLICATIONS = 4
"""A trial shows how a template looks; its numbers are rougher than those of a report."""
MOST_KEPT = 20
"""Tried reports that are kept."""
WRITING = 0.95
"""The share of the time after which only writing is left."""

Progress = Callable[[float], None]


def trial_scan(engagement: Engagement, progress: Progress) -> Scan:
    """A quick scan of an engagement. Raises ScanError."""
    from quickscan.analysis.scan import ScanSettings, run_scan
    from quickscan.analysis.scan_scenarios import with_scenarios
    from quickscan.files.catalogue import shipped_calibration, shipped_process
    from quickscan.files.read import read_calibration, read_catalogue, read_process, read_shipped_knowledge
    from quickscan.simulation.replicate import Plan

    process, settings = read_process(shipped_process(engagement.process)), ScanSettings(plan=Plan(replications=REPLICATIONS))
    deck = read_calibration(shipped_calibration("deck"))
    scan = run_scan(engagement, read_shipped_knowledge(), process, deck, settings, progress)
    calibration = lambda name: read_calibration(shipped_calibration(name))  # noqa: E731  # one line, used once
    return with_scenarios(scan, process, calibration, read_catalogue(), settings)


@dataclass
class Trials:
    """The tried reports of one folder of templates. Safe to share between threads."""

    folder: Path
    """Where they go."""
    scan: Callable[[Engagement, Progress], Scan] = trial_scan
    """Scans an engagement."""
    _scans: "OrderedDict[str, Scan]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def make(self, engagement: Engagement, template: Template, language: Language, made_on: date, progress: Progress) -> str:
        """Make one; returns its file name. Raises ScanError."""
        from quickscan.report.word import write_report

        name = f"{engagement.id}_{template.id.replace('@', '_')}_{language}.docx"
        scan = self._scan_of(engagement, progress)
        progress(WRITING)
        write_report(scan, template.texts(), template.file, self.folder / name, language, made_on)
        self._forget()
        return name

    def _scan_of(self, engagement: Engagement, progress: Progress) -> Scan:
        """The scan of this state of the engagement; the last one is kept, since a template is tried more than once."""
        key = hashlib.sha256(engagement.model_dump_json().encode()).hexdigest()
        with self._lock:
            known = self._scans.get(key)
        if known is not None:
            return known
        scan = self.scan(engagement, lambda share: progress(WRITING * share))
        with self._lock:
            self._scans.clear()
            self._scans[key] = scan
        return scan

    def _forget(self) -> None:
        files = sorted(self.folder.glob("*.docx"), key=lambda file: -file.stat().st_mtime)
        for file in files[MOST_KEPT:]:
            file.unlink(missing_ok=True)
