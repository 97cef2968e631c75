"""`python -m kurslink.cli`: the `kurslink` command where it is not on the path."""

from kurslink.cli.main import run

run()
