"""A Word file laid out by LibreOffice where it is installed: in a folder of its own, in limited time, nothing left over."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = ("soffice", "libreoffice")
USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
"""Where it lies on machines that do not list it among their commands."""
PATIENCE_SECONDS = 120.0
WITH_DESTINATIONS = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
"""A PDF that says of every bookmark on which page it stands."""


def office() -> Path | None:
    """LibreOffice's program; none where it is not installed."""
    listed = (shutil.which(name) for name in PROGRAMS)
    places = [*(Path(found) for found in listed if found), *(Path(place) for place in USUAL_PLACES)]
    return next((place for place in places if place.is_file()), None)


def laid_out(document: bytes, patience_seconds: float = PATIENCE_SECONDS) -> bytes | None:
    """The PDF of a Word file; none where LibreOffice is missing, fails, or takes longer than that."""
    program = office()
    if program is None:
        return None
    with TemporaryDirectory(prefix="quickscan-layout-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(document)
        _convert(program, folder, patience_seconds)
        made = folder / "report.pdf"
        return made.read_bytes() if made.is_file() else None


def _convert(program: Path, folder: Path, patience_seconds: float) -> None:
    """Runs LibreOffice with a profile that nobody else uses: a second one would hand its work to the first and end."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", WITH_DESTINATIONS, "--outdir"]
    command: list[str | Path] = [program, profile, *options, folder, folder / "report.docx"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience_seconds)
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
