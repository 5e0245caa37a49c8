"""Run as `python -m cchc_cli`."""

from cchc_cli.main import main

if __name__ == "__main__":
    main()
