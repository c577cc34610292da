"""An engagement as one portable file: what is handed out here is read back by read_engagement as it was."""

from dataclasses import dataclass

from quickscan.domain.engagement import Engagement
from quickscan.files.yaml_write import yaml_of

ENDING = ".engagement.yaml"


@dataclass(frozen=True)
class PortableFile:
    """A file to hand out."""

    name: str
    """What it is called."""
    kind: str
    """Its media type."""
    content: bytes
    """What is in it."""


def portable_file(engagement: Engagement) -> PortableFile:
    """The engagement with all its answers and its questionnaire. Raises ScanError for a character that no file can carry."""
    name = f"{engagement.id}{ENDING}"
    return PortableFile(name, "application/yaml", yaml_of(engagement, name).encode("utf-8"))
