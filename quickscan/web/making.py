"""How a report is made from what is shipped: knowledge, process, calibration, template. Runs in a process of its own."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from quickscan.domain.engagement import Engagement
from quickscan.domain.scan import Scan
from quickscan.web.reports import Places, Progress, Wanted

OWN_SCALES = "calibrations"
"""The folder of scales in the data folder, found for processes by `quickscan calibrate`."""
SIMULATION_SHARE = 0.95
"""The part of the time that the simulation takes; recommendations and writing are the rest."""


def make_report(engagement: Engagement, wanted: Wanted, places: Places, progress: Progress) -> None:
    """Writes a report of an engagement. What was simulated for another format or language is used again. Raises ScanError."""
    from quickscan.exports.export import Edition, export, refuse_impossible
    from quickscan.exports.shipped import shipped_material
    from quickscan.files.templates import TemplateShelf
    from quickscan.store.scans import keep_scan, kept_scan
    from quickscan.web.edited_reports import keep_edits, read_onto

    onto = read_onto(places.target.parent, wanted.onto)
    refuse_impossible(places.target)
    scan = kept_scan(places.scan)
    if scan is None:
        scan = _scan(engagement, places.target.parent.parent, progress)
        keep_scan(scan, places.scan)
    progress(SIMULATION_SHARE)
    material = shipped_material(TemplateShelf(places.target.parent.parent).find(wanted.template).file)
    edits = export(scan, places.target, material, Edition(wanted.language, datetime.now(UTC).astimezone().date(), onto))
    if wanted.onto:
        keep_edits(edits, places.target)


def _scan(engagement: Engagement, data_folder: Path, progress: Progress) -> Scan:
    from quickscan.analysis.scan import ScanSettings, run_scan
    from quickscan.analysis.scan_scenarios import with_scenarios
    from quickscan.files.catalogue import shipped_calibration, shipped_process
    from quickscan.files.read import read_calibration, read_catalogue, read_process, read_shipped_knowledge
    from quickscan.files.scales import calibration_for

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
    own_scales = data_folder / OWN_SCALES
    return with_scenarios(
        scan, process, lambda name: calibration_for(name, process, knowledge, own_scales), read_catalogue(), settings
    )


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
