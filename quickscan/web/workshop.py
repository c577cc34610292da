"""The process in which reports are made, so that a page never waits for a simulation."""

import os
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import active_children, get_context, parent_process
from threading import Thread


def one_process() -> Executor:
    """An executor with one process of its own. It ends with the program, however that ends."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_end_with_the_program)


def end_processes() -> None:
    """Ends what is still at work, without waiting for it."""
    for process in active_children():
        process.terminate()


def _end_with_the_program() -> None:
    Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    program = parent_process()
    if program is not None:
        program.join()
        os._exit(1)  # from a thread, this is the only exit that ends the process
