"""Whether the condition of a question can be decided: by an earlier question, in a way that fits how it is answered."""

from collections.abc import Collection, Iterator, Mapping

from quickscan.domain.question_parts import TOP_LEVEL, Condition
from quickscan.domain.questionnaire import ChoiceQuestion, MaturityQuestion, NumberQuestion, Question
from quickscan.files.references.misfit import Misfit, unknown
from quickscan.files.yaml_tree import Loc


def condition_misfits(
    loc: Loc, condition: Condition, earlier: Mapping[str, Question], later: Collection[str]
) -> Iterator[Misfit]:
    """Everything in a condition that can never be decided."""
    for word, parts in (("all", condition.all), ("any", condition.any)):
        for number, part in enumerate(parts):
            yield from condition_misfits((*loc, word, number), part, earlier, later)
    name = condition.question
    if name is None:
        return
    if name in later:
        what = f"the condition looks at '{name}', which is not asked before this question"
        yield Misfit((*loc, "question"), what, "move that question up, or look at an earlier one", name)
    elif name in earlier:
        yield from _unfit(loc, condition, earlier[name])
    else:
        yield from unknown((*loc, "question"), "question", name, earlier.keys() | set(later))


def _unfit(loc: Loc, condition: Condition, question: Question) -> Iterator[Misfit]:
    if condition.is_one_of:
        yield from _options(loc, condition, question)
    limits = {"at_least": condition.at_least, "at_most": condition.at_most}
    for word, limit in limits.items():
        if limit is None:
            continue
        if not _is_one_number(question):
            yield Misfit(
                (*loc, word), f"'{question.id}' is not answered by a single number or level", "use is_one_of", question.id
            )
        elif isinstance(question, MaturityQuestion) and not 0 <= limit <= TOP_LEVEL:
            what = f"{word} is {limit:g}, but levels run from 0 to {TOP_LEVEL}"
            yield Misfit((*loc, word), what, "give a level", question.id)


def _options(loc: Loc, condition: Condition, question: Question) -> Iterator[Misfit]:
    if not isinstance(question, ChoiceQuestion):
        what = f"'{question.id}' has no options to choose from"
        yield Misfit((*loc, "is_one_of"), what, "use at_least or at_most", question.id)
        return
    for number, option in enumerate(condition.is_one_of):
        sort = f"option of '{question.id}' called"
        yield from unknown((*loc, "is_one_of", number), sort, option, [known.id for known in question.options])


def _is_one_number(question: Question) -> bool:
    return isinstance(question, MaturityQuestion) or (isinstance(question, NumberQuestion) and len(question.fields) == 1)
