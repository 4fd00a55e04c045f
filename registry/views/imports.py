"""Taking in a list from a page: upload, look at the check, start, see what it brought."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, View

from casework.attachments import FileRefused
from casework.by import By
from casework.models import Job
from casework.views import Permitted, RecordFormView, by_of
from casework.views.jobs import progress_of
from casework.views.once import Once
from casework.workflow import Refused
from law.words import Sentence
from registry.forms import ListForm, ReadingForm
from registry.models import EmployerImport
from registry.services import uploads
from registry.views.employers import HOME

RECENT = 20
LIST = (_("导入名录"), reverse_lazy("registry:import_new"))


class ImportView(RecordFormView):
    """Upload, and the lists that came in before."""

    permission = "registry.import_employers"
    form_class = ListForm
    template_name = "registry/import_new.html"
    title = LIST[0]
    parents = (HOME,)
    submit_label = _("上传并核对")
    done_message = _("已上传，正在核对，还没有导入。")

    def form_valid(self, form: ListForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)

    def do(self, form: ListForm) -> EmployerImport:
        return uploads.receive(form.cleaned_data["file"], by=By(self.request.user))

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        rows = EmployerImport.objects.visible_to(self.request.user).select_related("uploaded_by")
        return super().get_context_data(**{"runs": rows[:RECENT], **kwargs})


class ImportDetailView(Permitted, Once, DetailView):
    """Where one list stands: being checked, ready to start, being taken in, done."""

    permission = "registry.import_employers"
    template_name = "registry/import_detail.html"
    context_object_name = "run"
    parents = (HOME, LIST)

    def get_queryset(self) -> QuerySet:
        return EmployerImport.objects.visible_to(self.request.user).select_related("uploaded_by")

    def here(self) -> str:
        return self.object.file_name

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        run = self.object
        job = Job.objects.visible_to(self.request.user).filter(key=uploads.job_key(run)).first()
        extra = {
            "title": LIST[0],
            "standing": standing(run, job),
            "needs_other_file": not has_rows(run) and (job is None or job.is_finished),
            "job": progress_of(job) if job and (not job.is_finished or job.error) else None,
            "outcome": run.result or run.check_result,
            "may_start": has_rows(run) and run.result is None and (job is None or job.is_finished),
            "reading": None
            if run.result or (job and not job.is_finished)
            else kwargs.get("reading") or ReadingForm(run=run),
            "attachments": list(run.attachments.order_by("uploaded_at")),
        }
        return super().get_context_data(**{**extra, **kwargs})


def has_rows(run: EmployerImport) -> bool:
    """Whether the check found anything to take in; a list of headings alone holds nothing."""
    return bool(run.check_result and run.check_result["rows"])


def standing(run: EmployerImport, job: Job | None) -> Sentence:
    """Where a list stands, in a word; `job` is the last one about it, which only who asked for it may see."""
    is_running = job is not None and not job.is_finished
    return next(
        word
        for holds, word in (
            (run.result is not None, _("已导入")),
            (run.check_result is not None and is_running, _("正在导入")),
            (run.check_result is not None and not has_rows(run), _("名单里没有数据行")),
            (run.check_result is not None, _("已核对，还没有导入")),
            (is_running, _("核对中")),
            (job is not None, _("没有通过")),
            (True, _("没有核对完")),
        )
        if holds
    )


class ImportAgainView(ImportDetailView):
    """The list is checked once more, read as whoever looks at the check has said; bad input comes back at its field."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.object = self.get_object()
        form = ReadingForm(request.POST, run=self.object)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(reading=form), status=422)
        return self.once(lambda: self._again(form))

    def _again(self, form: ReadingForm) -> str:
        by = by_of(self.request)
        try:
            uploads.check_again(
                self.object, reading=form.reading(), decisions=form.decisions(by.actor.name), by=by
            )
        except Refused as refusal:
            messages.warning(self.request, refusal.sentence)
        return self.object.get_absolute_url()


class ImportStartView(Permitted, Once, View):
    permission = "registry.import_employers"
    http_method_names = ["post"]

    @cached_property
    def run(self) -> EmployerImport:
        rows = EmployerImport.objects.visible_to(self.request.user).filter(check_result__isnull=False)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.run
        return self.once(lambda: self._start(run))

    def _start(self, run: EmployerImport) -> str:
        """A list that came in meanwhile (a second tab, the back button) is answered with its page and a word."""
        try:
            uploads.start(run, by=By(self.request.user))
        except Refused as refusal:
            messages.warning(self.request, refusal.sentence)
        return run.get_absolute_url()
