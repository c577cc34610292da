"""The command that starts the web app."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.", min=1, max=65535)] = 8050,
    data: Annotated[Path | None, typer.Option(help="The data folder.")] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    example: Annotated[bool, typer.Option("--example", help="Load the example engagement and write its report first.")] = False,
) -> None:
    """Start the web app. It has no accounts yet, so it serves this machine only."""
    from quickscan.cli import inputs, show
    from quickscan.web.serve import serve as serve_app

    folder = inputs.data_folder(data)
    if example:
        show.line(f"Report: {_load_example(folder)}")
    show.line(f"Quick-Scan: http://{host}:{port}/")
    serve_app(host, port, folder, open_browser)


def _load_example(folder: Path) -> Path:
    """Put the example engagement into the database, as shipped, and write its report."""
    from quickscan.cli import inputs, work
    from quickscan.store.engagements import Store

    engagement = inputs.example()
    Store.open(folder).add(engagement, now=datetime.now(UTC), replace=True)
    target = folder / f"{engagement.id}_{engagement.language}.docx"
    return work.write_report(work.scan(engagement, work.EXAMPLE_PLAN), target, engagement.language)
