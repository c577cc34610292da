"""Small exports written by a test, and the few channels they need."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quickscan.domain.base import Text
from quickscan.domain.knowledge import Channel, Knowledge
from quickscan.leaddata.mapping import guess_mapping
from quickscan.leaddata.measure import profile_tables
from quickscan.leaddata.profile import LeadProfile
from quickscan.leaddata.read import read_tables

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of an export from its text or bytes."""

    def write(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Five channels; nothing else of the field's knowledge is looked at here."""
    aliases = {
        "fair": ("trade fair", "messe"),
        "web": ("organic search", "paid search", "social", "direct traffic", "referral", "display", "web form"),
        "call": ("anruf", "händlerhotline"),
        "email": ("e mail",),
        "other": ("other publicities", "sonstige"),
    }
    channels = tuple(Channel(id=name, name=Text(de=name, en=name), deck=True, aliases=words) for name, words in aliases.items())
    nothing: dict[str, Any] = dict.fromkeys(Knowledge.model_fields, ())
    return Knowledge.model_construct(**nothing | {"channels": channels})


@pytest.fixture
def profiled(knowledge: Knowledge) -> Callable[..., LeadProfile]:
    """The profile of some files, their columns guessed."""

    def profiled(*paths: Path) -> LeadProfile:
        tables = read_tables(paths)
        return profile_tables(tables, guess_mapping(tables), knowledge)

    return profiled
