"""The reports that were made, each with its number; and the button that has them made."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from casework.by import By
from casework.models import Job
from casework.views import Permitted, RecordFormView, RecordListView
from reports.forms import RunForm
from reports.models import ReportRun
from reports.services.making import request_run
from reports.views.summaries import HOME

LIST = (gettext_lazy("已生成的报告"), reverse_lazy("reports:run_list"))


class RunListView(RecordListView):
    permission = "reports.view_summary"
    model = ReportRun
    template_name = "reports/run_list.html"
    title = LIST[0]
    parents = (HOME,)

    def rows(self) -> QuerySet:
        return ReportRun.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        may_make = self.request.user.has_perm("reports.make_reports")
        return super().get_context_data(**{"may_make": may_make, **kwargs})


class RunDetailView(Permitted, DetailView):
    permission = "reports.view_summary"
    model = ReportRun
    context_object_name = "run"
    template_name = "reports/run_detail.html"
    parents = (HOME, LIST)

    def get_queryset(self) -> QuerySet:
        return ReportRun.objects.visible_to(self.request.user).for_list()

    def here(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        run = self.object
        files = [
            {
                "name": file.name,
                "size": file.size,
                "sha256": file.sha256,
                "uploaded_at": file.uploaded_at,
                "url": reverse("casework:file", args=[file.pk]),
            }
            for file in run.attachments.order_by("name")
        ]
        return super().get_context_data(files=files, **kwargs)


class RunNewView(RecordFormView):
    permission = "reports.make_reports"
    form_class = RunForm
    title = gettext_lazy("生成总结报告")
    intro = gettext_lazy("在后台生成，可以离开页面。每次生成一个新版本，不覆盖以前的。")
    submit_label = gettext_lazy("开始生成")
    parents = (HOME, LIST)
    done_message = gettext_lazy("已开始生成。")

    def do(self, form: RunForm) -> Job:
        return request_run(by=By(self.request.user), **form.cleaned_data)

    def get_success_url_for(self, made: Job) -> str:
        return reverse("casework:job", args=[made.pk])
