"""The `kurslink` command: one function per subcommand, each in a module of its own."""

import typer

app = typer.Typer(
    name="kurslink",
    help="Kurslink: jedem Kurs sein Zoom-Meeting.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def run() -> None:
    """Entry point of the installed `kurslink` command."""
    app()
