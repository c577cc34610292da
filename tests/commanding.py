"""A command as somebody types it, without waiting for a Python of its own to import everything again."""

import subprocess

from typer.testing import CliRunner

from quickscan.cli.app import app


def quickscan(*words: object) -> subprocess.CompletedProcess[str]:
    """What the command prints and says, and its exit status; whatever a person would see as a traceback is raised."""
    command = [*map(str, words)]
    ran = CliRunner().invoke(app, command, prog_name="quickscan", catch_exceptions=False)
    return subprocess.CompletedProcess(command, ran.exit_code, ran.stdout, ran.stderr)
