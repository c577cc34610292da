"""`python -m quickscan` and the command `quickscan`."""

import gc

from quickscan.cli.streams import keep_output_for_results

FEW_COLLECTIONS = 50_000, 20, 20


def main() -> None:
    """Run the command line.

    Importing makes hundreds of thousands of objects that stay. Looking through them for garbage again and again, and once more at
    the end, took a quarter of a short command's time.
    """
    gc.set_threshold(*FEW_COLLECTIONS)
    keep_output_for_results()
    from quickscan.cli.app import app

    try:
        app()
    finally:
        gc.freeze()


if __name__ == "__main__":  # not when a worker process imports this module
    main()
