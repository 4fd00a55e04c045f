"""What shows at start that the right keys are there."""

from django.db import models


class KeyCanary(models.Model):
    """A known text sealed with a key that something stored may need; kept by `casework.keys`."""

    key = models.CharField(primary_key=True, max_length=12)
    sealed = models.TextField()

    def __str__(self) -> str:
        return self.key
