"""Texts made short enough for a slide, at a word's end."""

ELLIPSIS = " …"


def shortened(words: str, most: int) -> str:
    """A text on one line of at most so many characters; what is left out is marked."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    kept = line[: most - len(ELLIPSIS)]
    at_word = kept.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > most // 2 else kept) + ELLIPSIS
