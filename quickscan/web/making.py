"""How a report is made from what is shipped: knowledge, process, calibration, template. Runs in a process of its own."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from quickscan.domain.base import Language
from quickscan.domain.engagement import Engagement
from quickscan.web.reports import Progress

OWN_SCALES = "calibrations"
"""The folder of scales in the data folder, found for processes by `quickscan calibrate`."""
SIMULATION_SHARE = 0.95
"""The part of the time that the simulation takes; recommendations and writing are the rest."""


def make_report(engagement: Engagement, language: Language, target: Path, progress: Progress) -> None:
    """Scans an engagement and writes its report. Raises ScanError."""
    from quickscan.analysis.scan import ScanSettings, run_scan
    from quickscan.analysis.scan_scenarios import with_scenarios
    from quickscan.files.catalogue import shipped_calibration, shipped_process, shipped_template
    from quickscan.files.read import read_calibration, read_catalogue, read_process, read_shipped_knowledge, read_texts
    from quickscan.files.scales import calibration_for
    from quickscan.report.pages import counted_by_libreoffice
    from quickscan.report.word import write_report

    knowledge, settings = read_shipped_knowledge(), ScanSettings()
    process = read_process(shipped_process(engagement.process))
    scan = run_scan(
        engagement,
        knowledge,
        process,
        read_calibration(shipped_calibration("deck")),
        settings,
        lambda share: progress(SIMULATION_SHARE * share),
    )
    own_scales = target.parent.parent / OWN_SCALES  # reports lie in a folder of the data folder
    scan = with_scenarios(
        scan, process, lambda name: calibration_for(name, process, knowledge, own_scales), read_catalogue(), settings
    )
    template = shipped_template("standard")
    texts = read_texts(template.with_name("standard.texts.yaml"))
    made_on = datetime.now(UTC).astimezone().date()
    write_report(scan, texts, template, target, language, made_on, counted_by_libreoffice)


def fingerprint() -> str:
    """What reports are made with, as 64 hexadecimal digits: an edited cause or template makes new reports."""
    from quickscan.files.catalogue import shipped_calibration, shipped_knowledge, shipped_process, shipped_template

    places = (
        shipped_knowledge(),
        shipped_process("car_dealers").parent,
        shipped_calibration("deck").parent,
        shipped_template("x").parent,
    )
    program = Path(__file__).parents[1]
    files = {file for place in places for file in place.rglob("*") if file.is_file()} | set(program.rglob("*.py"))
    made_with = hashlib.sha256()
    for file in sorted(files):
        made_with.update(file.name.encode() + file.read_bytes())
    return made_with.hexdigest()
