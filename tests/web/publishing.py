"""Questionnaires as tests of the pages put them up and publish them."""

import base64
from pathlib import Path
from typing import Any

from quickscan.domain.questionnaire import Questionnaire
from quickscan.web.pages.questionnaires.callbacks import publish, upload
from quickscan.web.services import Services
from quickscan.web.wording import Wording

NEWER = Path(__file__).parents[1] / "versions" / "lead_management-2.0.yaml"


def put_up(services: Services, data: bytes, say: Wording, name: str = "fragebogen.yaml") -> tuple[Any, Any]:
    """Uploads a file."""
    return upload(services, f"data:text/yaml;base64,{base64.b64encode(data).decode()}", name, say)


def number_of(address: str) -> int:
    """The number of a draft in its address."""
    return int(address.rsplit("-", maxsplit=1)[-1])


def seen(services: Services, name: str = "lead_management") -> str:
    """The fingerprint of the newest version."""
    newest = services.versions.newest(name)
    assert newest is not None
    return newest.hash


def publish_newer(services: Services, say: Wording) -> Questionnaire:
    """Publishes version 2.0."""
    address, _ = put_up(services, NEWER.read_bytes(), say)
    publish(services, [number_of(address), seen(services)], "Zugesagte Rückrufe", say)
    return services.versions.choices()[0].questionnaire
