"""Whether a Zoom account has any licence: „Pro" or more, also Education (decision 5)."""

from django.db.models import Exists, OuterRef, QuerySet

from kurslink.models import LicenceType, ZoomAccount, ZoomUser


def licensed_users() -> QuerySet[ZoomUser]:
    """Every user who can hold meetings of any length: licensed, active and still at Zoom."""
    return ZoomUser.objects.filter(
        licence_type=LicenceType.LICENSED, status="active", vanished_at=None
    )


def accounts_without_licence() -> QuerySet[ZoomAccount]:
    """Active Zugänge whose users were read and of whom nobody has a licence."""
    licensed = licensed_users().filter(account=OuterRef("pk"))
    read = ZoomAccount.objects.filter(is_active=True, users_read_at__isnull=False)
    return read.filter(~Exists(licensed))
