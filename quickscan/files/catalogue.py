"""The catalogue of shipped files: inside the installed package, otherwise at the top of the checkout."""

from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).resolve().parents[1]
LEVERS_FILE = "levers.yaml"
DataFolder = Literal["questionnaires", "simulations", "report_templates"]


def data_folder(name: DataFolder) -> Path:
    """A folder of shipped data."""
    installed = PACKAGE / "data" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


def shipped_knowledge() -> Path:
    """The folder of the field's knowledge."""
    return data_folder("questionnaires") / "knowledge"


def shipped_questionnaire(name: str) -> Path:
    """A shipped questionnaire or variant by its id; the file need not exist."""
    return data_folder("questionnaires") / f"{name}.yaml"


def shipped_questionnaire_ids() -> tuple[str, ...]:
    """The ids of all shipped questionnaires and variants."""
    return tuple(sorted(path.stem for path in data_folder("questionnaires").glob("*.yaml")))


def shipped_process(name: str) -> Path:
    """A shipped lead process by its id; the file need not exist."""
    return data_folder("simulations") / f"{name}.yaml"


def shipped_process_ids() -> tuple[str, ...]:
    """The ids of all shipped lead processes."""
    return tuple(path.stem for path in processes_in(data_folder("simulations")))


def processes_in(folder: Path) -> tuple[Path, ...]:
    """The files of lead processes in a folder such as simulations, by name."""
    return tuple(sorted(path for path in folder.glob("*.yaml") if path.name != LEVERS_FILE))


def shipped_scenarios() -> Path:
    """The folder of the scenarios."""
    return data_folder("simulations") / "scenarios"


def shipped_levers() -> Path:
    """The file of the levers."""
    return data_folder("simulations") / LEVERS_FILE


def shipped_calibration(name: str) -> Path:
    """A shipped calibration by its id; the file need not exist."""
    return data_folder("simulations") / "calibrations" / f"{name}.yaml"


def shipped_scales(calibration: str, process: str) -> Path:
    """The shipped scales of an evidence calibration for a process, by their ids; the file need not exist."""
    return shipped_calibration(scales_name(calibration, process))


def scales_name(calibration: str, process: str) -> str:
    """The name of a file of scales, without its ending."""
    return f"{calibration}.{process}"


def shipped_example(name: str) -> Path:
    """A shipped example engagement by its id; the file need not exist."""
    return data_folder("questionnaires") / "examples" / f"{name}.engagement.yaml"


def shipped_template(name: str) -> Path:
    """A shipped report template by its name; the file need not exist."""
    return data_folder("report_templates") / f"{name}.docx"


def shipped_deck(name: str) -> Path:
    """A shipped template of the deck by its name; the file need not exist."""
    return data_folder("report_templates") / f"{name}.pptx"
