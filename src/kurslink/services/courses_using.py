"""Which courses depend on a user of a Zugang: asked when users vanish or lose their licence."""

from django.db.models import Q, QuerySet

from kurslink.models import Course, ZoomAccount, ZoomUser


def courses_using(user: ZoomUser) -> QuerySet[Course]:
    """Every course with this user as Host or among its Alternativen, in order of number."""
    return _with_any_of(ZoomUser.objects.filter(pk=user.pk))


def courses_of_vanished(account: ZoomAccount) -> QuerySet[Course]:
    """Every course of a Zugang that names a user Zoom no longer has."""
    return _with_any_of(account.users.exclude(vanished_at=None))


def _with_any_of(users: QuerySet[ZoomUser]) -> QuerySet[Course]:
    uses = Q(online__host__in=users) | Q(online__alternatives__in=users)
    return Course.objects.filter(uses).select_related("semester").distinct()
