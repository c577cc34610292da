"""English words in what should be German, so that tests find a sentence that was left untranslated."""

import re

WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        the of own no only with by assumed and not from to for are is as at than between among or on were our its their
        his one more less which what who whose that this these those where when without within after before because year
        years month months day days hour hours about above below beyond most least half third some any all each both other
        others same several judgement source value values number numbers share shares mean range grade client clients
        dealer dealers vendor vendors firm firms company companies organisations businesses buyers brands countries
        attempts calls inquiries sample found known knows shown seen computed attributed quoted cause cap scaled chosen
        stated depends always never often usual january february march may june july october december
        """,
    )
)
"""Words that every English sentence about a source is made of and that no German one has; "was", "in", "an", "so" are both."""
TITLES = re.compile(r"„[^“]*“|“[^”]*”|\"[^\"]*\"")
"""Titles keep their language; they stand in quotation marks."""


def english_in(words: str) -> set[str]:
    """The English words outside titles."""
    return {word for word in re.findall(r"[a-zäöüß-]+", TITLES.sub(" ", words).casefold()) if word in WORDS}
