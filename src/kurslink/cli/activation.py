"""`kurslink activation`: unlocking the Zoom functions, and for operators making the codes."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from django.utils import translation
from django.utils.translation import gettext as _

from kurslink.cli.activation_key import make_key, read_key
from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import Institution
from kurslink.services import clock
from kurslink.services.activation import Activation, read_activation, set_activation
from kurslink.services.activation_code import Grant, issue_code, write_public_key
from kurslink.services.rights import SHELL
from kurslink.services.words.describe_activation import describe_activation

activation = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Freischaltung der Zoom-Schnittstelle."
)


@activation.command("show")
def show(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Zeigt, ob und bis wann freigeschaltet ist, und für wen ein Code auszustellen wäre."""
    with office(as_json=as_json, language=language):
        _show(read_activation(clock.now()), as_json=as_json)


@activation.command("set")
def set_code(
    code: Annotated[str, typer.Argument(help="Der Freischaltcode; „-“ liest die Eingabe.")],
    *,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Trägt einen Freischaltcode ein; ein unpassender ändert nichts."""
    text = sys.stdin.read() if code == "-" else code
    with office(as_json=as_json, language=language):
        _show(set_activation(text, actor=SHELL, now=clock.now()), as_json=as_json)


@activation.command("new-key")
def new_key(
    file: Annotated[Path, typer.Argument(help="Neue Datei für den geheimen Schlüssel.")],
    *,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Für Betreiber: legt ein Schlüsselpaar an und nennt den öffentlichen Schlüssel."""
    with translation.override(language.value):
        public = write_public_key(make_key(file, as_json=as_json).public_key())
        if as_json:
            print_json({"file": str(file), "public_key": public})
            return
        typer.echo(f"KURSLINK_ACTIVATION_KEY={public}")
        kept = _("Der geheime Schlüssel liegt in {file}; sichern Sie ihn getrennt.")
        typer.echo(kept.format(file=file), err=True)


@activation.command("issue")
def issue(
    *,
    key: Annotated[Path, typer.Option(help="Datei mit dem geheimen Schlüssel.")],
    institution: Annotated[str, typer.Option(help="Name der Einrichtung, wie dort hinterlegt.")],
    installation: Annotated[
        UUID, typer.Option(help="Kennung der Installation („kurslink activation show“).")
    ],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Letzter Tag.")],
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Für Betreiber: stellt einen Freischaltcode aus."""
    grant = Grant(installation, institution, until.date())
    with translation.override(language.value):
        code = issue_code(grant, read_key(key, as_json=as_json))
    if as_json:
        print_json({"code": code, **_said(grant)})
    else:
        typer.echo(code)


def _show(found: Activation, *, as_json: bool) -> None:
    here = Institution.load()
    if as_json:
        document = {"state": found.state.value, "open": found.is_open, "until": None}
        until = {"until": found.grant.until.isoformat()} if found.grant else {}
        where = {"institution": here.name, "installation": str(here.instance_id)}
        print_json(document | until | where)
    else:
        typer.echo(describe_activation(found))
        typer.echo(_("Einrichtung: {name}").format(name=here.name))
        typer.echo(_("Kennung der Installation: {id}").format(id=here.instance_id))


def _said(grant: Grant) -> dict[str, Any]:
    return {
        "institution": grant.institution,
        "installation": str(grant.installation),
        "until": grant.until.isoformat(),
    }
