"""The versions that an engagement can move to."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.question_parts import Rows
from quickscan.domain.questionnaire import Questionnaire
from quickscan.interview.moving import Move
from quickscan.store.questionnaires import Published
from quickscan.web.services import Services

SHORT = 12
"""So many digits of a fingerprint stand in an address."""


@dataclass(frozen=True)
class Target:
    """A version to move to."""

    questionnaire: Questionnaire
    """Its definition."""
    hash: str
    """The fingerprint of the definition."""
    published: Published | None
    """The version, where it is shipped or published; none where it is only kept because the engagement had it."""
    is_newer: bool
    """Whether it was published after the version that the engagement has."""


def targets_of(services: Services, engagement: Engagement) -> tuple[Target, ...]:
    """All versions but its own: those of its questionnaire first, the newest of each first; then those it had before."""
    own = engagement.questionnaire
    versions = services.versions.versions()
    here = next((one.number for one in versions if one.hash == own.hash), None)
    found: dict[str, Target] = {}
    for version in sorted(versions, key=lambda one: one.id != own.definition.id):
        same = version.id == own.definition.id
        is_newer = same and (
            version.number > here if here is not None else _label(version.questionnaire) > _label(own.definition)
        )
        found.setdefault(version.hash, Target(version.questionnaire, version.hash, version, is_newer))
    for kept in _kept(services, engagement):
        found.setdefault(kept.hash, kept)
    return tuple(target for name, target in found.items() if name != own.hash)


def chosen(targets: Collection[Target], fingerprint: str | None) -> Target | None:
    """The version asked for by the beginning of its fingerprint, otherwise the newest newer one."""
    if fingerprint is not None:
        return next((one for one in targets if one.hash.startswith(fingerprint)), None)
    return next((one for one in targets if one.is_newer), None)


def way(engagement: Engagement, target: Questionnaire, knowledge: Knowledge) -> Move:
    """The move of an engagement to a version."""
    rows: Mapping[Rows, list[str]] = {
        "channels": [channel.id for channel in knowledge.channels],
        "process_steps": [step.id for step in knowledge.process_steps],
    }
    return Move(engagement, target, rows)


def move_over(services: Services, engagement_id: str, seen: str, fingerprint: str, by: str | None) -> Engagement:
    """Moves an engagement to the version of a fingerprint. Its own version is kept, so that it can move back.

    `seen` is the fingerprint of the version that it had when the move was looked at. Raises ScanError where it has another one by
    now, or where there is no such version.
    """
    now, questionnaires = services.clock(), services.versions
    target = questionnaires.definition(fingerprint)
    if target is None:
        raise ScanError.of(engagement_id, "this version is not there any more", "load the page again")
    questionnaires.keep(services.store.get(engagement_id).questionnaire.definition, now=now)

    def change(engagement: Engagement) -> Engagement:
        if engagement.questionnaire.hash != seen:
            raise ScanError.of(
                engagement_id, "somebody else moved this engagement in the meantime", "load the page again and look at it"
            )
        return way(engagement, target, services.knowledge).moved(now=now, by=by)

    return services.store.revise(engagement_id, change, now=now, by=by)


def _kept(services: Services, engagement: Engagement) -> Iterator[Target]:
    for earlier in reversed(engagement.earlier_questionnaires):
        definition = services.versions.definition(earlier.hash)
        if definition is not None:
            yield Target(definition, earlier.hash, None, False)


def _label(questionnaire: Questionnaire) -> list[int]:
    return [int(part) for part in questionnaire.version.split(".")]
