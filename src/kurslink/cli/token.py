"""`kurslink token`: tokens by which programs use the REST API."""

from datetime import datetime
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import ApiToken, Role
from kurslink.services import clock
from kurslink.services.api_tokens import add_token, get_token, revoke_token
from kurslink.services.rights import SHELL

token = typer.Typer(add_completion=False, no_args_is_help=True, help="Token der Schnittstelle.")


@token.callback()
def _token() -> None:
    """Token, mit denen Programme die REST-Schnittstelle benutzen."""


@token.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Wer es benutzt, z. B. „Website“.")],
    *,
    role: Annotated[Role, typer.Option(help="Rolle, deren Rechte es hat.")] = Role.OFFICE,
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Letzter gültiger Tag.")
    ] = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Legt ein Token an und zeigt es dieses eine Mal."""
    with office(as_json=as_json, language=language):
        until = expires.date() if expires else None
        made, secret = add_token(name, role=role, actor=SHELL, now=clock.now(), expires_on=until)
        if as_json:
            print_json(_document(made) | {"token": secret})
        else:
            typer.echo(secret)
            hint = _("Bewahren Sie das Token sicher auf; es wird nicht noch einmal gezeigt.")
            typer.echo(hint, err=True)


@token.command("list")
def list_tokens(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Zeigt alle Token, auch widerrufene; nie das Geheimnis."""
    with office(as_json=as_json, language=language):
        documents = [_document(each) for each in ApiToken.objects.all()]
        if as_json:
            print_json({"tokens": documents})
            return
        for each in documents:
            state = _("widerrufen") if each["revoked_at"] else each["expires_on"] or ""
            typer.echo(f"{each['prefix']}…  {each['role']:8} {each['name']}  {state}")


@token.command("revoke")
def revoke(
    prefix: Annotated[str, typer.Argument(help="Anfang des Tokens, wie ihn die Liste zeigt.")],
    *,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Widerruft ein Token; es gilt ab sofort nicht mehr."""
    with office(as_json=as_json, language=language):
        found = get_token(prefix)
        revoke_token(found, actor=SHELL, now=clock.now())
        if as_json:
            found.refresh_from_db()
            print_json(_document(found))
        else:
            typer.echo(_("Das Token „{name}“ ist widerrufen.").format(name=found.name))


def _document(row: ApiToken) -> dict[str, str | None]:
    return {
        "prefix": row.prefix,
        "name": row.name,
        "role": row.role,
        "created_at": row.created_at.isoformat(),
        "last_used_at": row.last_used_at.isoformat() if row.last_used_at else None,
        "expires_on": row.expires_on.isoformat() if row.expires_on else None,
        "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
    }
