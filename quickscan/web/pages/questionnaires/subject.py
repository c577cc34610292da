"""What a page of the methods owner is about: a draft, or a version that is shipped or published."""

from dataclasses import dataclass

from quickscan.domain.questionnaire import Questionnaire
from quickscan.store.questionnaires import SHIPPED, Draft, Published, Questionnaires
from quickscan.web.wording import Wording


@dataclass(frozen=True)
class Subject:
    """A questionnaire to be looked at."""

    questionnaire: Questionnaire
    """Its definition."""
    address: str
    """The address of its page."""
    before: Published | None
    """The version before; none where it is the first."""
    draft: Draft | None = None
    """The draft, where it is one."""
    published: Published | None = None
    """The version, where it is shipped or published."""

    def state(self, say: Wording) -> str:
        """Whether it is a draft, or since when and by whom it is published."""
        if self.draft is not None:
            return say(
                "Draft, uploaded on {day}{by}", day=say.date(self.draft.uploaded_at), by=by_whom(self.draft.uploaded_by, say)
            )
        return published_in_words(self.published, say) if self.published is not None else ""


def address_of(version: Published) -> str:
    """The address of a version."""
    return f"/questionnaires/{version.id}/{version.number}"


def draft_address(number: int) -> str:
    """The address of a draft."""
    return f"/questionnaires/draft-{number}"


def draft_subject(questionnaires: Questionnaires, number: int) -> Subject:
    """A draft beside the newest version of its questionnaire. Raises ScanError where there is no such draft."""
    draft = questionnaires.draft(number)
    before = questionnaires.newest(draft.questionnaire.id)
    return Subject(draft.questionnaire, draft_address(number), before, draft=draft)


def version_subject(questionnaires: Questionnaires, questionnaire_id: str, number: int) -> Subject:
    """A version beside the one before it. Raises ScanError where there is no such version."""
    version = questionnaires.version(questionnaire_id, number)
    older = (one for one in questionnaires.versions() if one.id == version.id and one.number < version.number)
    return Subject(version.questionnaire, address_of(version), next(older, None), published=version)


def published_in_words(version: Published, say: Wording) -> str:
    """Since when and by whom a version is published."""
    if version.number == SHIPPED or version.published_at is None:
        return say("comes with the program")
    return say("published on {day}{by}", day=say.date(version.published_at), by=by_whom(version.published_by, say))


def by_whom(name: str | None, say: Wording) -> str:
    """Who did it, to be put behind; empty where that is not known."""
    return say(" by {name}", name=name) if name else ""
