from django.db import models

from accounts.models.user import User


class SignIn(models.Model):
    """One browser in which an account has signed in, for as long as its session lives; its owner sees it and may end it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    source = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.started_at:%Y-%m-%d %H:%M}"
