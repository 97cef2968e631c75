"""The `kurslink` command: one module per subcommand, imported when it is called."""

import os
import sys
from importlib import import_module
from typing import NoReturn

import django
import typer

from kurslink.cli.output import refuse
from kurslink.config.errors import SettingsRefused

# Commands that need neither models nor settings start at once, on any machine.
_PURE = {"demo": "demo", "mailbox": "mailbox", "plan": "plan", "simulator": "simulator"}
_OFFICE = {
    "serve": "serve",
    "import": "import_file",
    "courses": "courses",
    "course": "course",
    "export": "export",
    "transfer": "transfer",
    "info": "info",
    "withdraw": "withdraw",
    "access-data": "access_data",
    "worker": "worker",
    "adopt": "adopt",
    "foreign": "foreign",
    "account": "account",
    "activation": "activation",
    "check": "check",
    "journal": "journal",
    "backup": "backup",
    "restore": "restore",
    "keys": "keys",
    "privacy": "privacy",
    "token": "token",
    "webhook": "webhook",
    "proxy": "proxy",
    "user": "user",
}
_INTERNAL = {"demo-fill": "demo_fill"}  # called by our own commands, not shown
COMMANDS = _PURE | _OFFICE | _INTERNAL


def run() -> None:
    """Entry point of the installed `kurslink` command."""
    asked = sys.argv[1:2]
    try:
        application(asked if asked and asked[0] in COMMANDS else list(COMMANDS))()
    except SettingsRefused as refused:
        _refuse_to_start(refused)


def _refuse_to_start(refused: SettingsRefused) -> NoReturn:
    message = f"Kurslink kann mit diesen Einstellungen nicht starten: {refused}"
    hint = "Wer den Server verwaltet, berichtigt sie; docs/settings.md erklärt jede."
    try:
        refuse("settings_refused", message, hint, as_json="--json" in sys.argv)
    except typer.Exit as end:
        sys.exit(end.exit_code)


def application(names: list[str]) -> typer.Typer:
    """The command line with these subcommands; only their modules are imported."""
    app = typer.Typer(
        name="kurslink",
        help="Kurslink: jedem Kurs sein Zoom-Meeting.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_kurslink)
    for name in names:
        _add(app, name)
    return app


def _kurslink() -> None:
    """Kurslink: jedem Kurs sein Zoom-Meeting."""


def _add(app: typer.Typer, name: str) -> None:
    """Add the function, or the group of commands, that the module is named after."""
    if name not in _PURE:
        _make_models_importable()
    module = COMMANDS[name]
    entry = getattr(import_module(f"kurslink.cli.{module}"), module)
    if isinstance(entry, typer.Typer):
        app.add_typer(entry, name=name)
    else:
        app.command(name, hidden=name in _INTERNAL)(entry)


def _make_models_importable() -> None:
    """Reads settings only; the database is opened by the command itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurslink.config.settings")
    django.setup()
