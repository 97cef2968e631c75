"""Invitations: how somebody who was added chooses a password without anybody else knowing it."""

from django.db import models

from kurslink.models.user import User


class Invitation(models.Model):
    """The open invitation of a person; accepted, it is gone.

    Of the link only a digest is kept: who reads the database cannot sign in with it.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="invitation")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} ({self.expires_at:%Y-%m-%d})"
