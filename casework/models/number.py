from django.db import models


class Serial(models.Model):
    """The last number given out for one kind of paper in one year."""

    mark = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark", "year"], name="casework_serial_unique")]

    def __str__(self) -> str:
        return f"{self.mark} {self.year} {self.last}"
