"""Whether the fixed words of a report template leave the same gaps in both languages."""

import re
from collections.abc import Iterator, Mapping

from quickscan.domain.base import Text
from quickscan.files.references.misfit import Misfit

_GAP = re.compile(r"\{([^{}]*)\}")


def texts_misfits(texts: Mapping[str, Text]) -> Iterator[Misfit]:
    """Placeholders such as {client} that stand in one language only."""
    for key, text in texts.items():
        german, english = set(_GAP.findall(text.de)), set(_GAP.findall(text.en))
        for language, missing in (("de", english - german), ("en", german - english)):
            for name in sorted(missing):
                what = f"the placeholder {{{name}}} is missing in the words of '{key}' in this language"
                yield Misfit((key, language), what, "put it in, or take it out of the other language", key)
