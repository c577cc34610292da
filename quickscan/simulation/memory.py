"""Memory that one simulated year leaves to the next."""

import ctypes

KEPT_BYTES = 64 * 1024 * 1024
"""A year of 20,000 leads takes arrays of at most a few megabytes; what is larger goes back at once."""
TRIM_THRESHOLD, MMAP_THRESHOLD, MOST_ARENAS = -1, -3, -8
"""Numbers of the parameters in malloc.h of the GNU C library. Threads get their arrays from one arena: those of their own do not
keep what is freed."""


def keep_freed_memory() -> None:
    """Keep freed arrays for the next ones instead of giving them back to the system and asking for them again.

    Every page that comes from the system costs a fault, which took a fifth of all time. Does nothing where the C library has no
    such setting.
    """
    try:
        set_parameter = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library, another system
        return
    for parameter, value in ((TRIM_THRESHOLD, KEPT_BYTES), (MMAP_THRESHOLD, KEPT_BYTES), (MOST_ARENAS, 1)):
        set_parameter(ctypes.c_int(parameter), ctypes.c_int(value))
