"""A simulation described so that somebody else could do it again."""

from quickscan.domain.base import Noun, Text


class DescribedPart(Noun):
    """One heading of the guideline with what there is to say."""

    title: Text
    """The heading."""
    items: tuple[Text, ...]
    """One statement each."""


class ModelDescription(Noun):
    """The description of a model as it was run, in the order of the STRESS-DES guideline."""

    parts: tuple[DescribedPart, ...]
    """All headings."""
