"""The clock by which a page asks again and again for what is being made behind it: only once it was answered.

Dash drops the answer to a question that is asked anew meanwhile. Where a server is slower than a clock, a clock alone would never
show anything, and questions would pile up before the server.
"""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc
from dash.development.base_component import Component

Name = str | dict[str, Any]
EVERY_MS = 700


def clock(name: Name, at_rest: bool = False) -> list[Component]:
    """A clock that asks as long as it is not `disabled`, which every answer says anew."""
    return [dcc.Interval(id=name, interval=EVERY_MS, disabled=at_rest), dcc.Store(id=_turn(name))]


def asks(name: Name) -> Input:
    """When a clock asks."""
    return Input(_turn(name), "data")


def register_clock(app: Dash, name: Name) -> None:
    """What a clock does in the browser; `name` may be that of many, with MATCH."""
    turn = _turn(name)
    _in_the_browser(app, "turn", Output(turn, "data"), Input(name, "n_intervals"), State(name, "id"))
    _in_the_browser(app, "answered", Output(turn, "clear_data"), Input(name, "disabled"), State(name, "id"))


def _in_the_browser(app: Dash, function: str, output: Output, told: Input, name: State) -> None:
    # The functions lie in assets/clock.js: code inside the page would need a weaker content policy.
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("clock", function), output, told, name, prevent_initial_call=True
    )


def _turn(name: Name) -> Name:
    return f"{name}-turn" if isinstance(name, str) else {**name, "turn": "turn"}
