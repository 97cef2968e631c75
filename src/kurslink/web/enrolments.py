"""The tab „Belegung" of a course: who is enrolled, and who was told how to get in."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from kurslink.models import (
    Audience,
    CourseStatus,
    Enrolment,
    EnrolmentStatus,
    MailArea,
    MailMessage,
    MailSettings,
)
from kurslink.services import clock
from kurslink.services.mails.mails_before import Before, Key, mails_before
from kurslink.services.mails.wish import Wish
from kurslink.services.prepare_dispatch import prepare_dispatch
from kurslink.services.rights import Right
from kurslink.web.course_page import CoursePage
from kurslink.web.day_words import words_for_enrolment


class Enrolments(CoursePage):
    """Everybody who is, was or wants to be in the course."""

    tab = "enrolments"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The list in order of name, and whether the administration counts differently."""
        enrolments = list(self.course.enrolments.select_related("participant", "registrant"))
        taken = sum(each.has_place for each in enrolments)
        said = self.course.enrolled
        before = mails_before(self.course)
        context = {
            "enrolments": [
                (each, words_for_enrolment(each), _told(each, before)) for each in enrolments
            ],
            "taken": taken,
            "waiting": sum(each.status == EnrolmentStatus.WAITING for each in enrolments),
            "said": said if said is not None and said != taken else None,
            "may_send": self.actor.may(Right.SEND) and MailSettings.load().sends_access_data,
            "may_import": self.actor.may(Right.IMPORT),
            "is_online": self.course.online.is_online,
            "outdated_area": self._area_of_news,
            "outdated": self._outdated() if before else 0,
        }
        return self.draw(request, "course/enrolments.html", context)

    @property
    def _area_of_news(self) -> MailArea:
        is_cancelled = self.course.status == CourseStatus.CANCELLED
        return MailArea.CANCELLATION if is_cancelled else MailArea.CHANGE

    def _outdated(self) -> int:
        """How many people know something that is not so any more."""
        wish = Wish.usual(self._area_of_news)
        plan = prepare_dispatch(self.course, wish, now=clock.now())
        return sum(line.latest is not None for line in plan.written)


def _told(enrolment: Enrolment, before: Mapping[Key, Before]) -> MailMessage | None:
    """The newest mail about the way in."""
    return before.get((Audience.PARTICIPANTS, enrolment.pk), Before()).way_in
