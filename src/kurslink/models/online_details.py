"""The box „Online-Kurs" of the 3. Seite."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurslink.models.course import Course
from kurslink.models.software import Software
from kurslink.models.zoom_account import ZoomAccount, ZoomUser


class OnlineDetails(models.Model):
    """How people get in. Link, ID and passcode are Zoom's while a meeting is attached."""

    course = models.OneToOneField(Course, models.CASCADE, related_name="online")
    is_online = models.BooleanField(_("Online-Kurs"), default=False)
    link = models.CharField(_("Link"), max_length=1000, blank=True)
    phone_number = models.CharField(_("Rufnummer"), max_length=200, blank=True)
    participant_code = models.CharField(_("Teilnehmer-Code"), max_length=200, blank=True)
    meeting_number = models.CharField(_("Meeting-ID"), max_length=200, blank=True)
    passcode = models.CharField(_("Passwort"), max_length=200, blank=True)
    software = models.ForeignKey(
        Software, models.PROTECT, verbose_name=_("Software"), null=True, blank=True
    )
    account = models.ForeignKey(
        ZoomAccount, models.PROTECT, verbose_name=_("Zugang"), null=True, blank=True
    )
    host = models.ForeignKey(
        ZoomUser, models.PROTECT, verbose_name=_("Host"), null=True, blank=True, related_name="+"
    )
    alternatives = models.ManyToManyField(
        ZoomUser, verbose_name=_("Alternativen"), blank=True, related_name="+"
    )
    moderator_code = models.CharField(_("Moderator-Code"), max_length=200, blank=True)
    info = models.TextField(_("Info"), blank=True)

    class Meta:
        verbose_name = _("Online-Kurs")

    def __str__(self) -> str:
        return f"Online-Kurs {self.course.number}"

    @property
    def uses_zoom(self) -> bool:
        """Whether the course's meeting is ours to make."""
        return self.software is not None and self.software.is_zoom
