"""The command `newsangle`, also `python -m newsangle`."""

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:2] in (["run"], ["compare"]) and "--help" not in sys.argv:
        from newsangle.workers import start_warm_process

        start_warm_process()  # what it loads takes longest; the command line is loaded beside it
    from newsangle import cli

    cli.main()


if __name__ == "__main__":
    main()
