"""The frozen pools: who could be drawn, who inspects, who was left out and why; and the file whose digest was published."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from casework import audit
from casework.views import Column, Permitted, RecordListView, by_of
from inspections.draws.algorithm import pool_lines
from inspections.draws.filters import ExclusionFilter, PoolFilter
from inspections.draws.models import Draw, Exclusion, PoolEmployer
from inspections.draws.views.draws import HOME


def draw_for(request: HttpRequest, pk: int) -> Draw:
    return get_object_or_404(Draw.objects.visible_to(request.user), pk=pk)


class OfDrawListView(RecordListView):
    """Rows of one draw."""

    permission = "draws.view_draw"
    export_permission = "draws.export_draw"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.draw = draw_for(request, self.kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def above(self) -> list[tuple[Any, Any]]:
        return [HOME, (self.draw.number, self.draw.get_absolute_url())]

    def rows(self) -> QuerySet:
        return super().rows().filter(draw=self.draw)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {"draw": self.draw, "record_no": self.draw.number}
        return super().get_context_data(**{**extra, **kwargs})


class PoolListView(OfDrawListView):
    model = PoolEmployer
    filterset_class = PoolFilter
    template_name = "draws/pool_list.html"
    title = _("冻结的名录")
    keys = ("code", "pk")
    columns = (
        Column(_("统一社会信用代码或登记号"), lambda row: row.code, 22),
        Column(_("单位"), lambda row: row.name, 36),
        Column(_("层"), lambda row: row.stratum, 20),
        Column(_("镇街"), lambda row: row.town, 14),
        Column(_("守法诚信等级"), lambda row: row.grade, 12),
        Column(_("权重"), lambda row: row.weight, 8),
    )

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        people = [(one, len(one.conflicts)) for one in self.draw.pool_inspectors.all()]
        return super().get_context_data(**{"inspectors": people, **kwargs})


class ExclusionListView(OfDrawListView):
    model = Exclusion
    filterset_class = ExclusionFilter
    template_name = "draws/exclusion_list.html"
    title = _("未列入名录")
    keys = ("reason", "pk")
    columns = (
        Column(_("单位或人员"), lambda row: row.subject, 36),
        Column(_("代码"), lambda row: row.employer.code if row.employer else "", 22),
        Column(_("原因"), lambda row: row.get_reason_display(), 36),
        Column(_("说明"), lambda row: row.detail, 24),
    )

    def rows(self) -> QuerySet:
        return super().rows().select_related("employer", "inspector")


class PoolFileView(Permitted, View):
    """The pool's lines; `sha256sum` of this file is the published pool digest."""

    permission = "draws.view_draw"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        draw = draw_for(request, self.kwargs["pk"])
        if not draw.pool_digest:
            messages.info(request, _t("名录还没有冻结，没有可下载的名录文件。"))
            return HttpResponseRedirect(draw.get_absolute_url())
        name = f"pool-{draw.pk}.jsonl"
        audit.note(
            "download_file",
            by=by_of(request),
            about=draw,
            data={"note": name, "sha256": draw.pool_digest},
        )
        lines = pool_lines(
            [one.line for one in draw.pool_employers.all()], [one.line for one in draw.pool_inspectors.all()]
        )
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(lines, content_type="text/plain; charset=utf-8", headers=headers)
