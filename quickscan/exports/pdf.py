"""A Word file as a PDF, made by LibreOffice where it is installed: in a folder of its own, in limited time, nothing left over."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from quickscan.domain.problem import ScanError

PROGRAMS = ("soffice", "libreoffice")
USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
"""Where it lies on machines that do not list it among their commands."""
PATIENCE_SECONDS = 120.0
WHERE = "PDF"
REMEDY = "install LibreOffice, or make the Word file and save it as PDF in Word"


def converter() -> Path | None:
    """LibreOffice's program; none where it is not installed."""
    listed = (shutil.which(name) for name in PROGRAMS)
    places = [*(Path(found) for found in listed if found), *(Path(place) for place in USUAL_PLACES)]
    return next((place for place in places if place.is_file()), None)


def refuse_without_converter() -> None:
    """Raises ScanError where LibreOffice is missing, before anything long is begun."""
    _found()


def pdf(document: bytes, patience_seconds: float = PATIENCE_SECONDS) -> bytes:
    """The PDF of a Word file. Raises ScanError where LibreOffice is missing, fails, or takes longer than that."""
    program = _found()
    with TemporaryDirectory(prefix="quickscan-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(document)
        _convert(program, folder, patience_seconds)
        made = folder / "report.pdf"
        if not made.is_file():
            raise ScanError.of(WHERE, "LibreOffice could not read the Word file", "open it in Word and save it as PDF there")
        return made.read_bytes()


def _found() -> Path:
    program = converter()
    if program is None:
        raise ScanError.of(WHERE, "LibreOffice is not installed on this machine", REMEDY)
    return program


def _convert(program: Path, folder: Path, patience_seconds: float) -> None:
    """Runs LibreOffice with a profile that nobody else uses: a second one would hand its work to the first and end."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir"]
    command: list[str | Path] = [program, profile, *options, folder, folder / "report.docx"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(patience_seconds)
    except subprocess.TimeoutExpired:
        remedy = "try again when the machine has less to do, or save the Word file as PDF in Word"
        raise ScanError.of(WHERE, f"LibreOffice did not end within {patience_seconds:g} seconds", remedy) from None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends the program and whatever it started; it runs in a session of its own."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
