"""Which passage of an edited report is which generated one: by its tag, otherwise by its words and its place.

Some programs drop tags (LibreOffice before 7.6 does), and table cells have none: then what stands between two passages that
are known is compared, like the lines of two versions of a text.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from quickscan.report.passages import Passage
from quickscan.report.reading import comparable
from quickscan.report.record import Generated

ALIKE = 0.5
"""From this share of equal words on, two passages are versions of one."""
LARGEST_GAP = 2_500
"""Pairs of passages that are compared word by word; in a larger gap only equal ones are found."""
PICTURE = "\u25a3"
"""What a picture is compared by: any may stand for any."""


def align(generated: Sequence[Generated], edited: Sequence[Passage]) -> dict[int, int]:
    """For the numbers of generated passages, the number of the edited one; what was deleted has none."""
    tagged = _by_tag(generated, edited)
    taken = set(tagged.values())
    left = [f"#{index}" if index in tagged else _token(part) for index, part in enumerate(generated)]
    back = {number: index for index, number in tagged.items()}
    right = [f"#{back[number]}" if number in taken else _token(part) for number, part in enumerate(edited)]
    found = dict(tagged)
    for kind, first, last, begin, end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        ours = [index for index in range(first, last) if index not in tagged]
        theirs = [number for number in range(begin, end) if number not in taken]
        pairs = (
            zip(range(first, last), range(begin, end), strict=True)
            if kind == "equal"
            else _pairs(ours, theirs, generated, edited)
        )
        for index, number in pairs:
            if index not in found and number not in taken:
                found[index] = number
                taken.add(number)
    return found


def likeness(one: str, other: str) -> float:
    """The share of words two texts have in common, in order."""
    return SequenceMatcher(None, comparable(one).split(), comparable(other).split(), autojunk=False).ratio()


def _by_tag(generated: Sequence[Generated], edited: Sequence[Passage]) -> dict[int, int]:
    """A tag that was copied counts where it stands first."""
    first: dict[str, int] = {}
    for number, passage in enumerate(edited):
        if passage.tag:
            first.setdefault(passage.tag, number)
    return {index: first[part.tag] for index, part in enumerate(generated) if part.tag in first}


def _token(part: Generated | Passage) -> str:
    return PICTURE if part.is_picture else comparable(part.text)


def _pairs(
    ours: list[int], theirs: list[int], generated: Sequence[Generated], edited: Sequence[Passage]
) -> Iterator[tuple[int, int]]:
    """The pairs in a gap: side by side where as many stand there as before, otherwise the most alike in order."""
    sides = [(index, number) for index in ours for number in theirs]
    if len(ours) == len(theirs) and all(
        generated[index].is_picture == edited[number].is_picture for index, number in zip(ours, theirs, strict=True)
    ):
        yield from zip(ours, theirs, strict=True)
    elif len(sides) <= LARGEST_GAP:
        yield from _most_alike(ours, theirs, {pair: _likeness(generated[pair[0]], edited[pair[1]]) for pair in sides})


def _likeness(one: Generated, other: Passage) -> float:
    if one.is_picture or other.is_picture:
        return 1.0 if one.is_picture and other.is_picture else 0.0
    found = likeness(one.text, other.text)
    return found if found >= ALIKE else 0.0


def _most_alike(ours: list[int], theirs: list[int], alike: dict[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """The pairs in order whose likeness is largest in sum."""
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for row in range(len(ours) - 1, -1, -1):
        for column in range(len(theirs) - 1, -1, -1):
            together = alike[ours[row], theirs[column]] + best[row + 1][column + 1]
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(ours) and column < len(theirs):
        pair = (ours[row], theirs[column])
        if alike[pair] > 0 and best[row][column] == alike[pair] + best[row + 1][column + 1]:
            yield pair
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
