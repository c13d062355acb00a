"""``python -m newsreader`` and the command ``newsreader``."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from newsreader.cli import cli

    cli()


if __name__ == "__main__":
    main()
