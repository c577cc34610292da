"""Standard output is for results: whatever else writes there, such as a library's C code, writes to standard error."""

import os
import sys
from io import TextIOWrapper

OUTPUT = 1
"""The descriptor that everything calls standard output."""


def keep_output_for_results() -> None:
    """From now on `sys.stdout` alone reaches standard output; what goes to descriptor 1 past Python goes to standard error.

    The solver of the portfolio prints from C code now and then, whatever it is told. Turning the descriptor around its calls
    would turn it for all threads, so it is turned once, for the whole process, before there are any.
    """
    given = sys.stdout
    if not isinstance(given, TextIOWrapper):  # closed, or taken over by somebody who calls the program from Python
        return
    given.flush()
    messages = sys.stderr.fileno() if sys.stderr else os.open(os.devnull, os.O_WRONLY)
    results = os.fdopen(os.dup(given.fileno()), "wb", closefd=False)
    os.dup2(messages, OUTPUT)
    sys.stdout = sys.__stdout__ = TextIOWrapper(  # type: ignore[misc]  # the width of a terminal is asked of the latter
        results, given.encoding, given.errors, line_buffering=given.line_buffering, write_through=given.write_through
    )
