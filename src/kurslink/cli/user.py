"""`kurslink user`: people who may sign in; the first one is made here."""

import getpass
import sys
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import Role
from kurslink.services.add_user import add_user
from kurslink.services.change_user import change_user
from kurslink.services.rights import SHELL

user = typer.Typer(add_completion=False, no_args_is_help=True, help="Personen, die sich anmelden.")


@user.callback()
def _user() -> None:
    """Personen, die sich anmelden dürfen."""


@user.command("add")
def add(
    email: Annotated[str, typer.Argument(help="E-Mail-Adresse.")],
    *,
    name: Annotated[str, typer.Option(help="Name.")],
    role: Annotated[Role, typer.Option(help="office, reader, system oder privacy.")] = Role.SYSTEM,
    phone: Annotated[str, typer.Option(help="Telefon für E-Mails (BEN_TEL).")] = "",
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Legt eine Person an; das Passwort wird abgefragt oder von der Eingabe gelesen."""
    with office(as_json=as_json, language=language):
        made = add_user(email, name=name, role=role, phone=phone, password=_password(), actor=SHELL)
        if as_json:
            print_json({"email": made.email, "name": made.name, "role": made.role})
        else:
            typer.echo(_("{email} kann sich jetzt anmelden.").format(email=made.email))


@user.command("change")
def change(
    email: Annotated[str, typer.Argument(help="E-Mail-Adresse.")],
    *,
    name: Annotated[str | None, typer.Option(help="Name.")] = None,
    phone: Annotated[str | None, typer.Option(help="Telefon für E-Mails; leer: keines.")] = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Ändert Name oder Telefon einer Person; was nicht genannt ist, bleibt."""
    with office(as_json=as_json, language=language):
        found = change_user(email, actor=SHELL, name=name, phone=phone)
        if as_json:
            print_json({"email": found.email, "name": found.name, "phone": found.phone})
        else:
            typer.echo(_("Die Angaben zu {email} sind gespeichert.").format(email=found.email))


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass(_("Passwort: "))
    return sys.stdin.readline().rstrip("\n")
