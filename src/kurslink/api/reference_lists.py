"""What courses refer to: semesters, and Zoom accounts with their hosts. Read only, no secrets."""

from datetime import date
from typing import Any

from ninja import Router
from pydantic import Field

from kurslink.api.authentication import TokenRequest, actor_of
from kurslink.api.texts import Given
from kurslink.models import Semester, ZoomAccount
from kurslink.services.rights import Right

router = Router(tags=["Semesters and accounts"])

_SECRETS = ("client_secret", "api_secret", "webhook_secret", "token")


class SemesterGiven(Given):
    """A half-year within which course numbers are unique."""

    code: str = Field(examples=["262"])
    name: str = Field(examples=["Herbst 2026"])
    first_on: date
    last_on: date


class SemestersGiven(Given):
    """The newest first."""

    semesters: list[SemesterGiven]


class HostGiven(Given):
    """A Zoom user of an account."""

    email: str
    name: str
    licensed: bool = Field(description="May hold meetings of any length.")
    offered: bool = Field(description="Offered as host for courses.")


class AccountGiven(Given):
    """A Zoom account („Zugang")."""

    email: str
    active: bool
    practice: bool = Field(description="Leads to the simulator, not to Zoom.")
    hosts: list[HostGiven]


class AccountsGiven(Given):
    """Every account."""

    accounts: list[AccountGiven]


@router.get("/semesters", response=SemestersGiven, summary="List semesters")
def list_semesters(request: TokenRequest) -> dict[str, Any]:
    """Every semester there is."""
    actor_of(request).require(Right.VIEW)
    fields = ("code", "name", "first_on", "last_on")
    return {"semesters": list(Semester.objects.values(*fields))}


@router.get("/accounts", response=AccountsGiven, summary="List Zoom accounts and hosts")
def list_accounts(request: TokenRequest) -> dict[str, Any]:
    """Which hosts may be named in `host`."""
    actor_of(request).require(Right.VIEW)
    accounts = ZoomAccount.objects.filter(deleted_at=None).defer(*_SECRETS)
    return {"accounts": [_document(each) for each in accounts.prefetch_related("users")]}


def _document(account: ZoomAccount) -> dict[str, Any]:
    return {
        "email": account.email,
        "active": account.is_active,
        "practice": account.is_practice,
        "hosts": [
            {
                "email": each.email,
                "name": each.name,
                "licensed": each.may_host,
                "offered": each.is_offered,
            }
            for each in account.users.all()
            if each.vanished_at is None
        ],
    }
