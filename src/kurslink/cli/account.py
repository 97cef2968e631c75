"""`kurslink account`: the Zugänge, their users and their passcode rules."""

import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import LicenceType, ZoomAccount, ZoomUser
from kurslink.planning.passcodes import SIX_DIGITS
from kurslink.services import clock
from kurslink.services.accounts import AccountValues, get_account, save_account
from kurslink.services.check_connection import Check, check_connection
from kurslink.services.describe_passcode_rule import describe_rule
from kurslink.services.passcode_structure import own_structure, read_passcode_rule
from kurslink.services.read_licences import read_licences
from kurslink.services.rights import SHELL

account = typer.Typer(add_completion=False, no_args_is_help=True, help="Zoom-Zugänge.")

Mail = Annotated[str, typer.Argument(help="E-Mail-Adresse des Zugangs.")]


@account.command("add")
def add(
    email: Mail,
    *,
    account_id: Annotated[str, typer.Option(help="Account-ID der App.")],
    client_id: Annotated[str, typer.Option(help="Client-ID der App.")],
    client_secret: Annotated[
        str, typer.Option(envvar="KURSLINK_CLIENT_SECRET", help="„-“ liest die Eingabe.")
    ],
    api_url: Annotated[str, typer.Option(help="API-Adresse ohne /v2.")] = "",
    oauth_url: Annotated[str, typer.Option(help="Token-Adresse, vollständig.")] = "",
    practice: Annotated[
        bool, typer.Option("--practice", help="Übungszugang auf diesem Rechner.")
    ] = False,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Legt einen Zugang an (Server-to-Server OAuth)."""
    values = AccountValues(
        email=email,
        account_id=account_id,
        client_id=client_id,
        client_secret=_from_input(client_secret),
        api_url=api_url,
        oauth_url=oauth_url,
        is_practice=practice,
    )
    with office(as_json=as_json, language=language):
        _show([save_account(values, actor=SHELL)], as_json=as_json)


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
            print_json({"checks": [_check(check) for check in checks]})
        else:
            _print_checks(checks)
    if not all(check.is_ok for check in checks):
        raise typer.Exit(1)


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
        typer.echo(f"Zoom verlangt:     {describe_rule(rule)}")
        typer.echo(f"Hier eingestellt:  {describe_rule(own or SIX_DIGITS)}")


def _from_input(text: str) -> str:
    """Read the first line of the input for „-": so a secret stands in no list of processes."""
    return sys.stdin.readline().strip() if text == "-" else text


def _show(accounts: list[ZoomAccount], *, as_json: bool) -> None:
    if as_json:
        print_json({"accounts": [_account(each) for each in accounts]})
        return
    for each in accounts:
        practice = " (Übungszugang)" if each.is_practice else ""
        typer.echo(f"{each.email}{practice}  Account-ID {each.account_id}")


def _account(each: ZoomAccount) -> dict[str, Any]:
    return {
        "email": each.email,
        "account_id": each.account_id,
        "client_id": each.client_id,
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


def _check(check: Check) -> dict[str, Any]:
    why = check.explanation
    return {
        "name": check.name.value,
        "ok": check.is_ok,
        "message": why.message if why else "",
        "repair": why.hint if why else "",
    }


def _print_checks(checks: tuple[Check, ...]) -> None:
    for check in checks:
        typer.echo(f"{'✓' if check.is_ok else '✗'} {check.name.value}")
        if check.explanation:
            typer.echo(f"    {check.explanation.message}\n    {check.explanation.hint}")
