"""Starts the app on this machine and ends it cleanly."""

import errno
import logging
import signal
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer
from types import FrameType
from typing import Any

from flask_compress import Compress
from waitress import create_server

from quickscan.assessment.assess import assess
from quickscan.domain.problem import ScanError
from quickscan.files.catalogue import shipped_example
from quickscan.files.portable import read_portable
from quickscan.files.read import read_engagement, read_shipped_knowledge
from quickscan.store.engagements import Store
from quickscan.web.app import create_app
from quickscan.web.making import fingerprint, make_report
from quickscan.web.reports import Making, Reports
from quickscan.web.security import LOOPBACK
from quickscan.web.services import Services
from quickscan.web.workshop import end_processes, one_process

THREADS = 8
MOST_CONNECTIONS = 1000
"""A browser keeps about six open, and twenty people may have several pages each."""
WARM_UP_SECONDS = 4.0
"""Time for the first page before the engine is loaded behind it."""
BROWSER_SECONDS = 0.5
"""Time for the server to begin before the browser asks."""


def wall_clock() -> datetime:
    """The time of this computer."""
    return datetime.now(UTC)


def serve(host: str, port: int, data_folder: Path, open_browser: bool) -> None:
    """Serves the app until it is told to end. Raises ScanError where it cannot begin.

    There are no accounts yet, so it answers this machine only.
    """
    if host not in LOOPBACK:
        raise ScanError.of(f"--host {host}", "would open the app to other machines without accounts", f"use {LOOPBACK[0]}")
    with Store.open(data_folder) as store, _all_services(store) as services:
        services.bin.purge(services.clock())
        app = create_app(services)
        Compress(app.server)
        server = _server(app.server, host, port)
        if open_browser:
            Timer(BROWSER_SECONDS, webbrowser.open, (f"http://{host}:{port}/",)).start()
        warming = Timer(WARM_UP_SECONDS, services.simulations.warm_up)
        warming.daemon = True  # the program ends without it
        warming.start()
        # A process manager ends programs with SIGTERM; Ctrl+C already comes as an interrupt.
        before = signal.signal(signal.SIGTERM, _interrupt)
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns of every request that waits for a thread
        try:
            server.run()
        finally:
            signal.signal(signal.SIGTERM, before)
            server.close()
            warming.cancel()


@contextmanager
def _all_services(store: Store) -> Iterator[Services]:
    reports = Reports(store, Making(make_report, fingerprint(), wall_clock), one_process)
    services = Services(
        store=store,
        knowledge=read_shipped_knowledge(),
        assess=assess,
        reports=reports,
        example=lambda: read_engagement(shipped_example("car_maker")),
        read_portable=read_portable,
        clock=wall_clock,
    )
    try:
        yield services
    finally:
        services.background.close()
        services.simulations.close()
        end_processes()
        reports.close()


def _server(application: object, host: str, port: int) -> Any:
    try:
        return create_server(
            application,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            connection_limit=MOST_CONNECTIONS,
            asyncore_use_poll=True,  # a select cannot watch so many
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ScanError.of(f"--port {port}", "is in use by another program", "choose another port with --port") from error
        raise ScanError.of(
            f"--host {host} --port {port}", f"cannot be listened on ({error.strerror})", "choose another port"
        ) from error


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
