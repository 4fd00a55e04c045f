"""A piece of background work. This row is the truth; the broker only wakes a worker."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.by import Reader


class JobStatus(models.TextChoices):
    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("失败")


class JobQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Whoever asked for it: what one person asked for is not made again for the next."""
        also = Job.also_asked.through.objects.filter(user=user.pk).values("job")
        return self.filter(Q(requested_by=user.pk) | Q(pk__in=also))

    def unfinished(self) -> Self:
        return self.filter(status__in=[JobStatus.QUEUED, JobStatus.RUNNING])


class Job(models.Model):
    kind = models.CharField(_("任务"), max_length=64)
    # What makes two requests the same work: while one is unfinished a second request gets the first.
    key = models.CharField(max_length=200)
    label = models.CharField(_("名称"), max_length=200)
    arguments = models.JSONField(default=dict)
    status = models.CharField(_("状态"), max_length=10, choices=JobStatus, default=JobStatus.QUEUED)
    done = models.PositiveIntegerField(_("已完成"), default=0)
    total = models.PositiveIntegerField(_("总数"), default=0)
    step = models.CharField(_("当前步骤"), max_length=200, blank=True)
    result = models.JSONField(_("结果"), default=dict)
    error = models.CharField(_("失败原因"), max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The claim of one worker; work is only accepted from the claim that still stands here.
    claim = models.UUIDField(null=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="jobs"
    )
    # Who asked for the same work while it was under way: they see its progress and its result, too.
    also_asked = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    requested_at = models.DateTimeField(_("提交时间"))
    # Real time, not the campaign's: a heartbeat is compared with the machine's clock.
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("后台任务")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(status__in=["queued", "running"]),
                name="casework_job_one_unfinished",
            )
        ]
        indexes = [models.Index(fields=["status", "beat_at"], name="job_sweep")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_finished(self) -> bool:
        return self.status in (JobStatus.DONE, JobStatus.FAILED)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0
