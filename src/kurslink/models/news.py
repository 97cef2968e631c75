"""What the people of a course have not been told yet, and since when it stands like that."""

from django.db import models

from kurslink.models.course import Course


class News(models.Model):
    """A correction waits until the news has stayed the same for a while: one mail, not five.

    `digest` tells one state of the news from another; without news there is no row.
    """

    course = models.OneToOneField(Course, models.CASCADE, related_name="news")
    digest = models.CharField(max_length=64)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.course_id} since {self.since:%d.%m.%Y %H:%M} UTC"
