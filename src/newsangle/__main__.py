"""`python -m newsangle` is the command `newsangle`."""

from newsangle.cli import main

if __name__ == "__main__":
    main()
