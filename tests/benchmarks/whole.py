"""The whole model: our engines against each other, what-if, a fresh program, and what leads, pairing and an interview cost."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np

from quickscan.analysis.compare import AsIs, Change, compare, prepare
from quickscan.assessment.assess import assess
from quickscan.domain.base import Text
from quickscan.domain.calibration import Calibration
from quickscan.domain.scenario import Override
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.overrides import named
from quickscan.simulation.pools import threads
from quickscan.simulation.recall import Recall
from quickscan.simulation.replicate import Plan
from quickscan.simulation.streams.deal import Streams, deal_streams
from quickscan.simulation.variants import sales_of_variants
from tests.benchmarks.measuring import LEADS, Row, clocked, clocked_in_processor, medians, rich
from tests.material import engagement, evidence, knowledge, questionnaire, said, uniform

SEVERITY = 0.42
"""Of all causes: loses about what the usual client loses."""
THIRTY = Plan(replications=30)


def model_at(leads: int, calibration: Calibration, severity: float = SEVERITY) -> CompiledModel:
    """The car maker with dealers at a volume."""
    return compile_model(rich(leads), calibration, knowledge(), uniform(severity))


def two_engines(name: str, calibration: Calibration) -> list[Row]:
    """The reference engine against its twin, on streams at hand and with dealing them, on one core and on two."""
    model = model_at(LEADS, calibration)
    streams = [deal_streams(model, 1, replication) for replication in range(2)]

    def at_hand(engine: str, replication: int) -> object:
        return ENGINES[engine](model, streams[replication])

    def dealt(engine: str, replication: int) -> object:
        return ENGINES[engine](model, deal_streams(model, 1, replication))

    with ThreadPoolExecutor(2) as pool:
        found = medians(
            simpy=clocked(partial(at_hand, "simpy", 0)),
            one=clocked(partial(at_hand, "compiled", 0)),
            two=clocked(lambda: list(pool.map(partial(at_hand, "compiled"), (0, 1)))),
            simpy_dealt=clocked(partial(dealt, "simpy", 0)),
            one_dealt=clocked(partial(dealt, "compiled", 0)),
            two_dealt=clocked(lambda: list(pool.map(partial(dealt, "compiled"), (0, 1)))),
        )
    whole = f"{found['simpy_dealt'] / found['one_dealt']:.0f} × / {2 * found['simpy_dealt'] / found['two_dealt']:.0f} ×"
    return [
        Row(
            f"whole model, {name}: compiled over SimPy engine, one core / two",
            f"{found['simpy'] / found['one']:.0f} × / {2 * found['simpy'] / found['two']:.0f} ×",
            "40 × / 75 ×",
            "100 × / 200 ×",
        ),
        Row("  the same with dealing the streams", f"{whole} ({1000 * found['one_dealt']:.0f} ms a year)"),
    ]


def what_if() -> list[Row]:
    """A scenario held against the process as it is, all figures with their intervals, as `quickscan compare` does it, and as the
    browser does it: against what was prepared."""
    as_is = AsIs(rich(), uniform(SEVERITY), evidence(), knowledge())
    plan = named("plan", [Override(path="follow_up.least_attempts", value=4)])
    changes = [Change("plan", Text(de="Kontaktplan", en="Contact plan"), plan)]
    more = named("agents", [Override(path="call_centre.agents", value=6)])
    agents = [Change("agents", Text(de="Mehr Agenten", en="More agents"), more)]
    changed = as_is.changed(plan)
    models = [compile_model(case.process, case.calibration, case.knowledge, case.severity) for case in (as_is, changed)]
    with threads() as pool:
        prepared = prepare(as_is, THIRTY, pool.map)

        def against_prepared(some: list[Change]) -> None:
            """As a first move: nothing is recalled of one before."""
            compare(as_is, some, THIRTY, pool.map, prepared=replace(prepared, recall=Recall()))

        found = medians(
            prepare=clocked(lambda: prepare(as_is, THIRTY, pool.map)),
            shared=clocked(lambda: against_prepared(changes)),
            own=clocked(lambda: against_prepared(agents)),
            shared_cost=clocked_in_processor(lambda: against_prepared(changes)),
            own_cost=clocked_in_processor(lambda: against_prepared(agents)),
            anew=clocked(lambda: compare(as_is, changes, THIRTY, pool.map)),
            sales=clocked(lambda: sales_of_variants(models[1:], THIRTY, pool.map)),
            both=clocked(lambda: sales_of_variants(models, THIRTY, pool.map)),
        )
    return [
        Row("what-if, 30 paired replications, sales, warm: as-is known", f"{found['sales']:.2f} s", "1 s", "0.3 s"),
        Row("  all figures, warm: the run without causes known", f"{found['shared']:.2f} s", "1 s", "0.3 s"),
        Row(
            "  all figures, warm: more agents, who need a run without causes of their own",
            f"{found['own']:.2f} s",
            "1 s",
            "0.3 s",
        ),
        Row("  processor seconds of the two", f"{found['shared_cost']:.2f} / {found['own_cost']:.2f} s"),
        Row("  preparing the process as it is", f"{found['prepare']:.2f} s ({prepared.megabytes:.0f} MB kept)"),
        Row("  sales / all figures with the process as it is anew", f"{found['both']:.2f} s / {found['anew']:.2f} s"),
    ]


def new_process() -> list[Row]:
    """A fresh program with compiled code at hand: from start to the first result with intervals."""
    words = [sys.executable, "-m", "quickscan", "simulate", "car_dealers", "--severity", "poor_follow_up=0.5", "--json"]
    words += ["--calibration", "evidence", "--replications", "10"]
    found = medians(fresh=clocked(lambda: subprocess.run(words, check=True, capture_output=True)))
    return [Row("new process to first result with intervals, 10 years of 12,000", f"{found['fresh']:.1f} s", "2 s", "1 s")]


def cost_per_lead() -> list[Row]:
    """From ten thousand to a million leads, dealt and run."""

    def year(model: CompiledModel) -> Streams:
        streams = deal_streams(model, 1, 0)
        ENGINES["compiled"](model, streams)
        return streams

    models = {leads: model_at(leads, evidence()) for leads in (10_000, 100_000, 1_000_000)}
    found = medians(3, **{str(leads): clocked(partial(year, model)) for leads, model in models.items()})
    cost = {leads: found[str(leads)] / leads for leads in models}
    dearest = max(cost.values()) / cost[10_000]
    return [Row("cost per lead from 10,000 to 1,000,000 leads, dearest over first", f"{dearest:.2f} ×", "1.3 ×", "flat")]


def pairing() -> list[Row]:
    """What pairing and conditional expectation save, as a ratio of variances."""
    models: Sequence[CompiledModel] = [model_at(6_000, evidence(), severity) for severity in (SEVERITY, 0.38)]
    plan = Plan(seed=3, replications=40)
    paired = np.diff(sales_of_variants(models, plan), axis=1)[:, 0]
    apart = sales_of_variants(models[1:], Plan(seed=4, replications=40))[:, 0] - sales_of_variants(models[:1], plan)[:, 0]
    return [Row("variance of a difference of sales, independent over paired", f"{apart.var(ddof=1) / paired.var(ddof=1):.0f} ×")]


def assessment() -> list[Row]:
    """Scoring a full interview of two respondents, with its next best questions."""
    answers = [
        said(question.id, number % 5, respondent)
        for number, question in enumerate(questionnaire().questions())
        if question.type == "maturity"
        for respondent in ("head", "dealer")
    ]
    full = engagement(answers)
    found = medians(one=clocked(lambda: assess(full, knowledge())))
    return [Row("assessing a full interview of two respondents", f"{1000 * found['one']:.0f} ms")]
