"""The way in, of `cchc` and of `python -m cchc_cli`: whoever interrupts sees no traceback."""


def main() -> None:
    """Run the program on the command line that it was started with."""
    try:
        from cchc_cli.main import main as start  # noqa: PLC0415  # slow: it may be interrupted

        start()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
