"""Which Zugang and which Host a course's meeting gets, when the office has not said."""

from collections.abc import Iterable

from kurslink.models import LicenceType, Meeting, OnlineDetails, ZoomAccount, ZoomUser
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.licence_level import licensed_users

_ABLE = (LicenceType.LICENSED, LicenceType.BASIC)


def account_for(details: OnlineDetails) -> ZoomAccount:
    """The chosen Zugang, or the only active one. Raises Refusal if there is none or a choice.

    While a meeting exists its own Zugang stays, also a retired one (decisions 1 and 2).
    """
    return account_of(details, details.course.current_meeting())


def account_of(details: OnlineDetails, meeting: Meeting | None) -> ZoomAccount:
    """The same for who has the course's meeting at hand."""
    if meeting is not None and meeting.is_at_zoom:
        return meeting.host.account
    if details.account is not None:
        return require_usable_account(details.account)
    accounts = list(ZoomAccount.objects.filter(is_active=True)[:2])
    if not accounts:
        raise Refusal(RefusalCode.NO_ACCOUNT)
    if len(accounts) > 1:
        raise Refusal(RefusalCode.ACCOUNT_CHOICE)
    return accounts[0]


def require_usable_account(account: ZoomAccount) -> ZoomAccount:
    """`account` itself. Raises Refusal(ACCOUNT_INACTIVE) if it takes no new meetings."""
    if not account.is_active:
        raise Refusal(RefusalCode.ACCOUNT_INACTIVE, account=account.email)
    return account


def host_for(details: OnlineDetails, account: ZoomAccount) -> ZoomUser:
    """The chosen Host, or the only licence on offer (decision 11). Raises Refusal otherwise."""
    if details.host is not None:
        return _usable(details.host, account)
    offered = alternatives_on_offer(account)
    if not offered:
        has_licence = licensed_users().filter(account=account).exists()
        code = RefusalCode.NO_LICENCE if has_licence else RefusalCode.NO_LICENSED_USER
        raise Refusal(code, account=account.email)
    if len(offered) > 1:
        raise Refusal(RefusalCode.HOST_CHOICE, count=len(offered))
    return offered[0]


def hosts_on_offer(account: ZoomAccount) -> list[ZoomUser]:
    """What the field „Host" offers: chosen in the settings, active, still in Zoom, able to host.

    Also basic users the office offers on purpose: Zoom ends their meetings after 40 minutes.
    """
    return [user for user in hosts_able(account) if user.is_offered]


def hosts_able(account: ZoomAccount) -> list[ZoomUser]:
    """Who may be host at Zoom, whether offered here or not."""
    users = account.users.filter(status="active", vanished_at=None, licence_type__in=_ABLE)
    return list(users.order_by("email"))


def alternatives_on_offer(account: ZoomAccount) -> list[ZoomUser]:
    """What the field „Alternativen" offers: Zoom takes licensed users only."""
    return [user for user in hosts_on_offer(account) if user.may_host]


def _usable(host: ZoomUser, account: ZoomAccount) -> ZoomUser:
    if host.account_id != account.pk or host.vanished_at is not None or host.status != "active":
        raise Refusal(RefusalCode.HOST_UNKNOWN, host=host.email, account=account.email)
    if host.licence_type not in _ABLE:
        raise Refusal(RefusalCode.HOST_NOT_LICENSED, host=host.email)
    return host


def alternatives_for(details: OnlineDetails, account: ZoomAccount) -> tuple[str, ...]:
    """Addresses of the alternative hosts, sorted; the host is none of them.

    Raises Refusal naming every one Zoom would refuse.
    """
    chosen = details.alternatives.all() if details.pk else []
    users = [user for user in chosen if user.pk != details.host_id]
    require_alternatives(users, account)
    return tuple(sorted(user.email.casefold() for user in users))


def require_alternatives(users: Iterable[ZoomUser], account: ZoomAccount) -> None:
    """Raise Refusal naming everyone who is no licensed, active user of the Zugang."""
    refused = [u.email for u in users if u.account_id != account.pk or not u.may_host]
    if refused:
        raise Refusal(
            RefusalCode.ALTERNATIVES_REFUSED,
            hosts=sorted(refused),
            account=account.email,
            attribute="alternatives",
        )
