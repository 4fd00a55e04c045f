"""The progress of background work."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from casework import jobs
from casework.models import Attachment, Job
from casework.models.job import JobStatus
from casework.views.base import Permitted


def progress_of(job: Job) -> dict[str, Any]:
    """What templates/components/progress.html shows."""
    counted = _("共 %(total)s 项") if job.status == JobStatus.DONE else _("第 %(done)s 项，共 %(total)s 项")
    parts = counted % {"done": job.done, "total": job.total} if job.total else ""
    return {
        "title": job.label,
        "note": "，".join(filter(None, [str(JobStatus(job.status).label), parts, job.step])),
        "is_running": not job.is_finished,
        "done": job.done,
        "total": job.total,
        "error": job.error,
        "poll_url": reverse("casework:job_progress", args=[job.pk]),
        "url": reverse("casework:job", args=[job.pk]),
        "result_url": job.result.get("url", ""),
        "result_label": job.result.get("label", _("查看结果")),
        "retry_url": reverse("casework:job_retry", args=[job.pk]) if job.status == JobStatus.FAILED else "",
    }


class JobView(Permitted, DetailView):
    permission = "casework.view_job"
    template_name = "casework/job.html"

    def get_queryset(self) -> QuerySet:
        return Job.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        files = Attachment.objects.about(self.object)
        return super().get_context_data(
            job=progress_of(self.object), files=files, record=self.object, **kwargs
        )


class JobProgressView(Permitted, View):
    """The progress box alone, asked for every second; a finished job reloads the page."""

    permission = "casework.view_job"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
        response = render(request, "components/progress.html", {"job": progress_of(job)})
        if job.is_finished:
            response["HX-Refresh"] = "true"
        return response


class JobRetryView(Permitted, View):
    """Once more what failed; work that is done or under way is only shown."""

    permission = "casework.view_job"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
        if job.status != JobStatus.FAILED:
            return redirect("casework:job", pk=job.pk)
        again = jobs.enqueue(
            job.kind, key=job.key, label=job.label, arguments=job.arguments, requested_by=request.user
        )
        return redirect("casework:job", pk=again.pk)
