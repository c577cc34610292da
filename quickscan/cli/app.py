"""The commands, by name. Every command imports what it needs when it runs, so that `quickscan --help` answers at once."""

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from quickscan.cli import (
    attribute_command,
    calibrate_command,
    driver_commands,
    file_commands,
    flow_command,
    lead_commands,
    playback_command,
    scan_commands,
    sensitivity_command,
    serve_command,
    simulation_commands,
    sweep_command,
    trace_command,
)
from quickscan.domain.problem import ScanError

FAULTY_INPUT = 1
CANCELLED = 130


class Commands(TyperGroup):
    """All commands, with one way to end: faults of the input are listed and shown without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command. Exit status: 0 done, 1 the input has faults, 2 wrong usage, 130 cancelled."""
        try:
            return super().invoke(ctx)
        except ScanError as error:
            for problem in error.problems:
                print(problem, file=sys.stderr)  # noqa: T201  # a message to the person at the terminal
            raise typer.Exit(FAULTY_INPUT) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(CANCELLED) from error


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Quick-Scan finds out where a company loses its sales leads, and what mending it is worth.",
)
app.command("demo")(scan_commands.demo)
app.command("serve")(serve_command.serve)
app.command("check")(file_commands.check)
app.command("template-guide")(file_commands.template_guide)
app.command("schema")(file_commands.schema)
app.command("new")(file_commands.new)
app.command("assess")(scan_commands.assess)
app.command("simulate")(simulation_commands.simulate)
app.command("compare")(simulation_commands.compare)
app.command("flow")(flow_command.flow)
app.command("attribute")(attribute_command.attribute)
app.command("sensitivity")(sensitivity_command.sensitivity)
app.command("playback")(playback_command.playback)
app.command("lever")(driver_commands.lever)
app.command("map")(driver_commands.lever_map)
app.command("capacity")(driver_commands.capacity)
app.command("sweep")(sweep_command.sweep)
app.command("recommend")(scan_commands.recommend)
app.command("report")(scan_commands.report)
app.command("trace")(trace_command.trace)
app.command("guide")(scan_commands.guide)
app.command("calibrate")(calibrate_command.calibrate)

leads = typer.Typer(no_args_is_help=True, help="A client's own lead export.")
leads.command("profile")(lead_commands.profile)
leads.command("calibrate")(lead_commands.calibrate)
app.add_typer(leads, name="leads")
