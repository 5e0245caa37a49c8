"""Entry point of `cchc` and `python -m cchc_cli`; Ctrl-C is silent even while it imports."""


def main() -> None:
    """Run the command line of this process."""
    try:
        from cchc_cli.main import main as start  # noqa: PLC0415  # slow: it may be interrupted

        start()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
