"""The report as a PDF, laid out by LibreOffice where it is installed."""

from quickscan.domain.problem import ScanError
from quickscan.report.libreoffice import PATIENCE_SECONDS, laid_out, office

WHERE = "PDF"
REMEDY = "install LibreOffice, or make the Word file and save it as PDF in Word"


def refuse_without_converter() -> None:
    """Raises ScanError where LibreOffice is missing, before anything long is begun."""
    if office() is None:
        raise ScanError.of(WHERE, "LibreOffice is not installed on this machine", REMEDY)


def pdf(document: bytes, patience_seconds: float = PATIENCE_SECONDS) -> bytes:
    """The PDF of a Word file. Raises ScanError where LibreOffice is missing, fails, or takes longer than that."""
    refuse_without_converter()
    made = laid_out(document, patience_seconds)
    if made is None:
        said = f"LibreOffice could not lay out the Word file, or not within {patience_seconds:g} seconds"
        raise ScanError.of(WHERE, said, "try again when the machine has less to do, or save the Word file as PDF in Word")
    return made
