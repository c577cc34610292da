"""What became of what people wrote into a report, as lists for people."""

from quickscan.cli import show
from quickscan.domain.edits import EDIT_KINDS, Edit, EditKind, Edits

LONGEST = 160
"""Characters of a passage that are shown; all of it stands in the report and under --json."""
SHOWN = 20
"""Passages changed by data that are shown; with new data that is often nearly every number in a table."""
TITLES: dict[EditKind, str] = {
    "both": "Changed by hand and by data: the words by hand stay, a comment in the report says what the data would print",
    "unplaced": "Could not be placed: stands at the end of the report",
    "hand": "Changed by hand: stays",
    "added": "Added by hand: stays behind the same neighbour",
    "deleted": "Deleted by hand: stays out",
    "data": "Changed by data",
}


def edits(found: Edits) -> None:
    """Every passage that differs, what needs a decision first."""
    if not found.edits:
        show.line("Nothing was changed, neither by hand nor by data.")
    for kind in EDIT_KINDS:
        _list(TITLES[kind], found.of(kind))


def _list(title: str, found: tuple[Edit, ...]) -> None:
    if not found:
        return
    show.line(f"\n{title} ({len(found)})")
    shown = found[:SHOWN] if found[0].kind == "data" else found
    for edit in shown:
        show.line(f"- {edit.place or 'Before the first heading'}")
        for name, words in (("before", edit.then), ("by hand", _by_hand(edit)), ("now", edit.now)):
            if words:
                show.line(f"    {name + ':':9}{_short(words)}")
    if len(shown) < len(found):
        show.line(f"- and {len(found) - len(shown)} more; all of them with --json")


def _by_hand(edit: Edit) -> str:
    """What people wrote; for what they left as it was, only the data count."""
    return "" if edit.kind == "data" else edit.by_hand


def _short(words: str) -> str:
    line = " / ".join(words.split("\n"))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
