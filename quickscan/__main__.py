"""`python -m quickscan` and the command `quickscan`."""

from quickscan.cli.app import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":  # not when a worker process imports this module
    main()
