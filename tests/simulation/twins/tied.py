"""A process in which most events are tied: everybody is known at the same moment, and all work of a kind takes the same time."""

from functools import cache

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.replicate import Case, make_case
from quickscan.simulation.streams.deal import Streams, deal_streams
from tests.material import car_dealers, evidence, knowledge, scaled, uniform, with_call_centre, with_channels, with_dealers

QUARTER = Spread(median=15, p90=15)


@cache
def tied_process() -> LeadProcess:
    """Lists come once a week, few people work on them, scoring puts half of the leads first, and load decides who gets them."""
    process = with_channels(scaled(car_dealers(), 0.04), lambda channel: {"capture": "in_batches", "capture_every_days": 7})
    process = with_call_centre(process, agents=3, handling_minutes=QUARTER)
    process = with_dealers(
        process, outlets=4, sellers=4, territories=2, contact_minutes=QUARTER, reaction_hours=Spread(median=1, p90=1)
    )
    stages = tuple(stage.model_copy(update={"seller_minutes": QUARTER}) for stage in process.sales_stages)
    return process.model_copy(
        update={
            "routing": process.routing.model_copy(update={"policy": "load_balanced"}),
            "qualification": process.qualification.model_copy(update={"score_hits_share": 0.5, "score_misses_share": 0.5}),
            "sales_stages": stages,
        }
    )


def tied_case() -> Case:
    """The process at half of every cause."""
    return make_case(tied_process(), evidence(), knowledge(), uniform(0.5))


@cache
def tied_streams() -> tuple[CompiledModel, Streams]:
    """The process without causes, and its leads."""
    model = compile_model(tied_process(), evidence(), knowledge(), {})
    return model, deal_streams(model, 1, 0)
