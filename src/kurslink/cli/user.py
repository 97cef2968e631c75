"""`kurslink user`: people who may sign in; the first one is made here."""

import getpass
import sys
from datetime import datetime
from typing import Annotated, Any

import typer
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import Role, SecondFactorRule, User
from kurslink.services import clock
from kurslink.services.add_user import add_user
from kurslink.services.change_user import UserValues, change_user, end_sessions, find_user
from kurslink.services.invite_user import Invited, invite_again, invite_user
from kurslink.services.rights import SHELL
from kurslink.services.second_factor import (
    has_second_factor,
    reset_second_factor,
    set_second_factor_rule,
)
from kurslink.services.words.sentences import in_words

user = typer.Typer(add_completion=False, no_args_is_help=True, help="Personen, die sich anmelden.")

Mail = Annotated[str, typer.Argument(help="E-Mail-Adresse.")]
InRole = Annotated[Role, typer.Option(help="office, reader, system oder privacy.")]


@user.callback()
def _user() -> None:
    """Personen, die sich anmelden dürfen."""


@user.command("add")
def add(
    email: Mail,
    *,
    name: Annotated[str, typer.Option(help="Name.")],
    role: InRole = Role.SYSTEM,
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


@user.command("invite")
def invite(
    email: Mail,
    *,
    name: Annotated[str, typer.Option(help="Name; bei einer neuen Person nötig.")] = "",
    role: InRole = Role.OFFICE,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Lädt eine Person ein, auch noch einmal: Sie legt ihr Passwort über einen Link selbst fest."""
    with office(as_json=as_json, language=language):
        now = clock.now()
        held = User.objects.filter(email__iexact=email).first()
        if held is not None and not name:
            _tell(invite_again(held, actor=SHELL, now=now), as_json=as_json)
        else:
            made = invite_user(email, name=name, role=role, actor=SHELL, now=now)
            _tell(made, as_json=as_json)


@user.command("list")
def list_users(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Zeigt, wer sich anmelden darf, in welcher Rolle und ob mit zweitem Faktor."""
    with office(as_json=as_json, language=language):
        people = [(each, has_second_factor(each)) for each in _everybody()]
        if as_json:
            print_json({"users": [_document(*each) for each in people]})
            return
        for each, has_factor in people:
            typer.echo(f"{each.email:40} {Role(each.role).label:17} {_marks(each, has_factor)}")


@user.command("change")
def change(
    email: Mail,
    *,
    name: Annotated[str | None, typer.Option(help="Name.")] = None,
    phone: Annotated[str | None, typer.Option(help="Telefon für E-Mails; leer: keines.")] = None,
    role: Annotated[Role | None, typer.Option(help="Rolle.")] = None,
    active: Annotated[bool | None, typer.Option(help="Darf sich anmelden.")] = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Ändert eine Person; was nicht genannt ist, bleibt."""
    with office(as_json=as_json, language=language):
        held = find_user(email)
        values = UserValues(
            name=held.name if name is None else name,
            phone=held.phone if phone is None else phone,
            role=Role(held.role) if role is None else role,
            is_active=held.is_active if active is None else active,
        )
        found = change_user(held, values, actor=SHELL)
        if as_json:
            print_json({"email": found.email, "name": found.name, "phone": found.phone})
        else:
            typer.echo(_("Die Angaben zu {email} sind gespeichert.").format(email=found.email))


@user.command("end-sessions")
def end(email: Mail, *, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Meldet eine Person überall ab."""
    with office(as_json=as_json, language=language):
        held = find_user(email)
        end_sessions(held, actor=SHELL)
        if as_json:
            print_json({"email": held.email})
        else:
            typer.echo(_("{email} ist überall abgemeldet.").format(email=held.email))


@user.command("reset-second-factor")
def reset(email: Mail, *, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Entfernt den zweiten Faktor einer Person, die ihn verloren hat."""
    with office(as_json=as_json, language=language):
        held = find_user(email)
        there_was = reset_second_factor(held, actor=SHELL, now=clock.now())
        if as_json:
            print_json({"email": held.email, "reset": there_was})
        elif there_was:
            typer.echo(_("Der zweite Faktor von {email} ist zurückgesetzt.").format(email=email))
        else:
            typer.echo(_("{email} hatte keinen zweiten Faktor.").format(email=email))


@user.command("second-factor")
def demand(
    rule: Annotated[SecondFactorRule, typer.Argument(help="nobody, system oder everybody.")],
    *,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Legt fest, von wem ein zweiter Faktor verlangt wird."""
    with office(as_json=as_json, language=language):
        set_second_factor_rule(rule, actor=SHELL)
        if as_json:
            print_json({"second_factor": rule.value})
        else:
            typer.echo(_("Ein zweiter Faktor wird verlangt von: {who}").format(who=rule.label))


def _tell(invited: Invited, *, as_json: bool) -> None:
    email, until = invited.user.email, invited.until
    if as_json:
        print_json({"email": email, "until": until.isoformat(), "link": invited.link or None})
    elif invited.mail:
        typer.echo(_("Die Einladung an {email} ist unterwegs.").format(email=email))
    else:
        typer.echo(_("Geben Sie {email} diesen Link:").format(email=email), err=True)
        typer.echo(invited.link)
        typer.echo(_("Er gilt bis {until} und nur einmal.").format(until=in_words(until)), err=True)


def _everybody() -> QuerySet[User]:
    return User.objects.select_related("invitation").order_by("email")


def _document(person: User, has_factor: bool) -> dict[str, Any]:
    last: datetime | None = person.last_login
    return {
        "email": person.email,
        "name": person.name,
        "role": person.role,
        "active": person.is_active,
        "invited": hasattr(person, "invitation"),
        "last_sign_in": last.isoformat() if last else None,
        "second_factor": has_factor,
    }


def _marks(person: User, has_factor: bool) -> str:
    marks = [_("aktiv") if person.is_active else _("abgeschaltet")]
    if hasattr(person, "invitation"):
        marks.append(_("eingeladen"))
    if has_factor:
        marks.append(_("zweiter Faktor"))
    if person.last_login:
        marks.append(_("zuletzt {when}").format(when=in_words(person.last_login)))
    return ", ".join(marks)


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass(_("Passwort: "))
    return sys.stdin.readline().rstrip("\n")
