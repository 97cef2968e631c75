"""`kurslink account`: the Zugänge, their users and their passcode rules."""

import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer
from django.utils import translation
from django.utils.translation import gettext as _

from kurslink.cli.connection_report import connection_document, report_connection
from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import AccountKind, LicenceType, Plan, TokenValidity, ZoomAccount, ZoomUser
from kurslink.planning.passcodes import SIX_DIGITS
from kurslink.services import clock
from kurslink.services.accounts import CREDENTIALS, AccountValues, get_account, save_account
from kurslink.services.check_connection import check_connection
from kurslink.services.passcode_structure import own_structure, read_passcode_rule
from kurslink.services.read_licences import read_licences
from kurslink.services.retire_account import delete_account, retire_account, revive_account
from kurslink.services.rights import SHELL
from kurslink.services.words.describe_passcode_rule import describe_rule

account = typer.Typer(add_completion=False, no_args_is_help=True, help="Zoom-Zugänge.")

Mail = Annotated[str, typer.Argument(help="E-Mail-Adresse des Zugangs.")]


class TokenValid(StrEnum):
    """„Token gültig für" as typed at the shell."""

    HOUR = "1h"
    DAY = "1d"
    WEEK = "1w"


@account.command("add")
def add(
    email: Mail,
    *,
    account_id: Annotated[str, typer.Option(help="Account-ID der App.")] = "",
    client_id: Annotated[str, typer.Option(help="Client-ID der App.")] = "",
    client_secret: Annotated[
        str, typer.Option(envvar="KURSLINK_CLIENT_SECRET", help="„-“ liest die Eingabe.")
    ] = "",
    jwt: Annotated[
        bool, typer.Option("--jwt", help="JWT (von Zoom am 08.09.2023 abgeschaltet).")
    ] = False,
    api_key: Annotated[str, typer.Option(help="API Key (App Marketplace), zu --jwt.")] = "",
    api_secret: Annotated[
        str, typer.Option(help="API Secret (App Marketplace), zu --jwt; „-“ liest die Eingabe.")
    ] = "",
    token_valid: Annotated[
        TokenValid, typer.Option(help="Token gültig für, zu --jwt.")
    ] = TokenValid.DAY,
    webhook_secret: Annotated[
        str,
        typer.Option(
            envvar="KURSLINK_WEBHOOK_SECRET",
            help="Secret Token für Ereignisse; „-“ liest die nächste Zeile der Eingabe.",
        ),
    ] = "",
    plan: Annotated[
        Plan, typer.Option(help="Tarif des Zoom-Kontos; Zoom teilt ihn nicht mit.")
    ] = Plan.PRO,
    api_url: Annotated[str, typer.Option(help="API-Adresse ohne /v2.")] = "",
    oauth_url: Annotated[str, typer.Option(help="Token-Adresse, vollständig.")] = "",
    practice: Annotated[
        bool, typer.Option("--practice", help="Übungszugang auf diesem Rechner.")
    ] = False,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Legt einen Zugang an (Server-to-Server OAuth, oder --jwt)."""
    values = AccountValues(
        email=email,
        kind=AccountKind.JWT if jwt else AccountKind.SERVER_TO_SERVER,
        account_id=account_id,
        client_id=client_id,
        client_secret=client_secret if jwt else _from_input(client_secret),
        api_key=api_key,
        api_secret=_from_input(api_secret) if jwt else api_secret,
        token_validity=TokenValidity[token_valid.name],
        webhook_secret=_from_input(webhook_secret),
        plan=plan,
        api_url=api_url,
        oauth_url=oauth_url,
        is_practice=practice,
    )
    with translation.override(language.value):
        _require_options(values)
    with office(as_json=as_json, language=language):
        _show([save_account(values, actor=SHELL)], as_json=as_json)


def _require_options(values: AccountValues) -> None:
    """An option left out is wrong usage here; in the form it is a refusal with the field."""
    missing = [name for name in CREDENTIALS[values.kind] if not getattr(values, name)]
    if missing:
        options = ", ".join("--" + name.replace("_", "-") for name in missing)
        raise typer.BadParameter(_("Es fehlt: {options}").format(options=options))


@account.command("list")
def list_accounts(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Zeigt die Zugänge."""
    with office(as_json=as_json, language=language):
        _show(list(ZoomAccount.objects.all()), as_json=as_json)


@account.command("test")
def check(email: Mail, *, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Testet die Verbindung Schritt für Schritt."""
    with office(as_json=as_json, language=language):
        checks = check_connection(get_account(email), actor=SHELL)
        if as_json:
            print_json(connection_document(checks))
        else:
            report_connection(checks)
    if not all(check.is_ok for check in checks):
        raise typer.Exit(1)


@account.command("retire")
def retire(email: Mail, *, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Legt einen Zugang still: keine neuen Meetings, bestehende bleiben änderbar."""
    with office(as_json=as_json, language=language):
        held = get_account(email)
        retire_account(held, actor=SHELL)
        _show([held], as_json=as_json)


@account.command("revive")
def revive(email: Mail, *, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Nimmt einen stillgelegten Zugang wieder in Betrieb."""
    with office(as_json=as_json, language=language):
        held = get_account(email)
        revive_account(held, actor=SHELL)
        _show([held], as_json=as_json)


@account.command("delete")
def delete(email: Mail, *, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Löscht einen Zugang mit seinen Zugangsdaten; in Zoom ändert sich nichts."""
    with office(as_json=as_json, language=language):
        held = get_account(email)
        delete_account(held, actor=SHELL, now=clock.now())
        if as_json:
            print_json({"email": held.email, "deleted": True})
        else:
            typer.echo(_("Der Zugang {email} ist gelöscht.").format(email=held.email))


@account.command("users")
def users(email: Mail, *, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Liest die Benutzer (Lizenzen) aus Zoom und speichert sie."""
    with office(as_json=as_json, language=language):
        found = read_licences(get_account(email), actor=SHELL, now=clock.now())
        if as_json:
            print_json({"users": [_user(each) for each in found]})
        else:
            for each in found:
                mark = "x" if each.is_offered else " "
                typer.echo(f"{mark} {each.email:45} {_licence(each)}, {each.status}")


@account.command("passcode-rules")
def passcode_rules(
    email: Mail, *, as_json: AsJson = False, language: Lang = Language.GERMAN
) -> None:
    """Liest aus Zoom, welche Passwörter erlaubt sind, und zeigt den eigenen Aufbau."""
    with office(as_json=as_json, language=language):
        found = get_account(email)
        rule, own = read_passcode_rule(found, actor=SHELL), own_structure(found)
        if as_json:
            print_json(asdict(rule) | {"words": describe_rule(rule)})
            return
        typer.echo(_("Zoom verlangt:     {rule}").format(rule=describe_rule(rule)))
        here = describe_rule(own or SIX_DIGITS)
        typer.echo(_("Hier eingestellt:  {rule}").format(rule=here))


def _from_input(text: str) -> str:
    """Read the next line of the input for „-": so a secret stands in no list of processes."""
    return sys.stdin.readline().strip() if text == "-" else text


def _show(accounts: list[ZoomAccount], *, as_json: bool) -> None:
    if as_json:
        print_json({"accounts": [_account(each) for each in accounts]})
        return
    for each in accounts:
        typer.echo(f"{each.email}{_marks(each)}  {AccountKind(each.kind).label}")


def _marks(each: ZoomAccount) -> str:
    practice = _(" (Übungszugang)") if each.is_practice else ""
    retired = "" if each.is_active else _(" (stillgelegt)")
    return practice + retired


def _account(each: ZoomAccount) -> dict[str, Any]:
    return {
        "email": each.email,
        "kind": each.kind,
        "account_id": each.account_id,
        "client_id": each.client_id,
        "plan": each.plan,
        "practice": each.is_practice,
        "active": each.is_active,
        "users": each.users.count(),
    }


def _user(each: ZoomUser) -> dict[str, Any]:
    return {
        "email": each.email,
        "name": each.name,
        "type": each.licence_type,
        "status": each.status,
        "offered": each.is_offered,
        "vanished": each.vanished_at is not None,
    }


def _licence(each: ZoomUser) -> str:
    known = each.licence_type in LicenceType.values
    return str(LicenceType(each.licence_type).label) if known else str(each.licence_type)
