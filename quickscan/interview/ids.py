"""Ids made from names: of engagements and of respondents."""

import re
import unicodedata
from collections.abc import Container

RESERVED_IDS = frozenset({"new"})
"""Ids that no engagement may have: /engagements/new is the form that makes one."""
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
LONGEST_ID = 80


def id_from(name: str, otherwise: str = "engagement") -> str:
    """A name as an id: small letters and digits, joined by underscores; `otherwise` where nothing is left of it."""
    words = name[: 4 * LONGEST_ID].lower()
    for umlaut, letters in UMLAUTS.items():
        words = words.replace(umlaut, letters)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_ID].rstrip("_") or otherwise


def free_id(wanted: str, taken: Container[str]) -> str:
    """The id wanted or, where it is taken, the first one like it that is not: muster, muster_2, muster_3."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        ending = f"_{number}"
        found = wanted[: LONGEST_ID - len(ending)] + ending
    return found
