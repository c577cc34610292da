"""Small pieces of the sentences about faults: how to name a value, a place in the file, the word that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from quickscan.files.yaml_tree import Loc, Tree


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one; none where nothing is like it."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to write in place of a word that is not known."""
    like = nearest(word, known)
    return f"write '{like}' if that is meant" if like else otherwise


def listed(words: Iterable[object]) -> str:
    """Words as a list in a sentence, each once."""
    return ", ".join(dict.fromkeys(str(word) for word in words))


def shown(data: object) -> str:
    """A value in a sentence: the text 'abc', the number 3, nothing, a list."""
    if data is None:
        return "nothing"
    if isinstance(data, bool):
        return str(data).lower()
    if isinstance(data, int | float):
        return f"the number {data}"
    if isinstance(data, str):
        return f"the text '{shortened(data)}'" if data else "an empty text"
    return "a list" if isinstance(data, list) else "keys with values"


def shortened(text: str) -> str:
    """A text on one line, cut after 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def name_of(loc: Loc, tree: Tree) -> str:
    """What to call the value at the end of a way: 'minutes', entry 2 of 'levels', the file."""
    if not loc:
        return "the file"
    if isinstance(loc[-1], str) or not isinstance(tree.node(loc[:-1]).data, list):
        return f"'{loc[-1]}'"
    return f"entry {loc[-1] + 1} of {name_of(loc[:-1], tree)}" if len(loc) > 1 else f"entry {loc[-1] + 1}"


def entries(data: object) -> str:
    """How many entries a list or mapping has, in words."""
    count = len(data) if isinstance(data, list | dict) else 0
    return {0: "no entries", 1: "1 entry"}.get(count, f"{count} entries")
