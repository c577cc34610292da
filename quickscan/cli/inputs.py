"""What commands are given: engagements and processes by file or by name, and the folders everything else is in."""

import os
from pathlib import Path

from quickscan.cli import show
from quickscan.domain.calibration import Calibration, DeckCalibration, EvidenceCalibration
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.files.catalogue import shipped_calibration, shipped_example, shipped_process
from quickscan.files.portable import PACKAGE_ENDING, read_portable
from quickscan.files.read import read_calibration, read_engagement, read_process, read_shipped_knowledge
from quickscan.files.templates import STANDARD, TemplateShelf

ENGAGEMENT_FILE = ".engagement.yaml"


def data_folder(given: Path | None) -> Path:
    """The folder of the database: as given, else $QUICKSCAN_DATA, else .quickscan in the home folder."""
    return given or Path(os.environ.get("QUICKSCAN_DATA") or Path.home() / ".quickscan")


def knowledge() -> Knowledge:
    """The field's knowledge as shipped."""
    return read_shipped_knowledge()


def calibration(name: str = "deck", process: LeadProcess | None = None, data: Path | None = None) -> Calibration:
    """A shipped calibration, by evidence with the scales found for a process; says so where there are none that fit it."""
    found = read_calibration(shipped_calibration(name))
    return found if process is None or isinstance(found, DeckCalibration) else _scaled(found, process, data)


def evidence() -> EvidenceCalibration:
    """The shipped evidence calibration, not scaled for any process."""
    found = calibration("evidence")
    if not isinstance(found, EvidenceCalibration):
        raise TypeError("the shipped evidence calibration is none")
    return found


def own_scales(data: Path | None = None) -> Path:
    """The folder of scales found for processes that are not shipped."""
    return data_folder(data) / "calibrations"


def process_of(engagement: Engagement) -> LeadProcess:
    """The shipped process that an engagement starts from. Raises ScanError where there is none of that name."""
    return read_process(shipped_process(engagement.process))


def example() -> Engagement:
    """The complete example engagement."""
    return read_engagement(shipped_example("car_maker"))


def engagement(name: str, data: Path | None = None) -> Engagement:
    """An engagement by its file, or by its id in the data folder. Raises ScanError where there is neither."""
    path = Path(name)
    if name.endswith((".yaml", ".yml", PACKAGE_ENDING)) or path.is_file():
        return read_portable(path).engagement
    return stored_engagement(name, data)


def stored_engagement(engagement_id: str, data: Path | None) -> Engagement:
    """An engagement in the data folder. Raises ScanError where there is none of that id."""
    from quickscan.store.engagements import Store

    folder = data_folder(data)
    if not folder.is_dir():
        raise ScanError.of(
            engagement_id, f"is neither a file nor in the data folder {folder}", f"give the path of a file *{ENGAGEMENT_FILE}"
        )
    return Store.open(folder).get(engagement_id)


def is_process(name: str) -> bool:
    """Whether a name means a process rather than an engagement: a YAML file that is no engagement file, or a shipped process."""
    if name.endswith((".yaml", ".yml")):
        return not name.endswith(ENGAGEMENT_FILE)
    return shipped_process(name).is_file()


def _scaled(calibration: EvidenceCalibration, process: LeadProcess, data: Path | None) -> EvidenceCalibration:
    from quickscan.files.scales import scaled_for

    found = scaled_for(calibration, process, knowledge(), (own_scales(data), shipped_calibration(calibration.id).parent))
    home = shipped_process(process.id)
    command = f"`quickscan calibrate {process.id if home.is_file() and read_process(home) == process else 'FILE'}`"
    if found.state == "unscaled":
        show.message(
            f"The process {process.id} has no scales, so causes act as published, not up to their caps: {command} finds some."
        )
    elif found.state == "outdated":
        show.message(
            f"The scales of {process.id} were found for another state of process, calibration or model: {command} finds new ones."
        )
    return found.calibration


def template(name: str | None, data: Path | None = None) -> Path:
    """A Word template by its file, or by the name of a shipped or published one; the standard one where none is given.

    Raises ScanError where there is none.
    """
    shelf = TemplateShelf(data_folder(data))
    if name is not None and (name.lower().endswith(".docx") or Path(name).is_file()):
        return Path(name)
    return shelf.find(name or STANDARD).file


def process(name: str) -> LeadProcess:
    """A process by its file or by its shipped name."""
    return read_process(Path(name) if name.endswith((".yaml", ".yml")) else shipped_process(name))
