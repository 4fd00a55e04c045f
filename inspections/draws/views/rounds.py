"""One round: its whole result as a list, and its receipt as a file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from casework import audit
from casework.views import Column, Permitted, RecordListView, by_of
from inspections.draws.filters import ResultFilter
from inspections.draws.models import Round, RoundResult
from inspections.draws.views.draws import HOME


def round_for(request: HttpRequest, pk: int) -> Round:
    """The round, if this user may see it; 404 otherwise."""
    rows = Round.objects.visible_to(request.user).select_related(
        "draw", "draw__campaign", "approver", "operator"
    )
    return get_object_or_404(rows, pk=pk)


class RoundDetailView(RecordListView):
    permission = "draws.view_draw"
    export_permission = "draws.export_draw"
    model = RoundResult
    filterset_class = ResultFilter
    template_name = "draws/round_detail.html"
    keys = ("stratum", "rank", "pk")
    columns = (
        Column(_("层"), lambda row: row.stratum, 20),
        Column(_("名次"), lambda row: row.rank, 8),
        Column(_("单位"), lambda row: row.employer.name, 36),
        Column(_("统一社会信用代码或登记号"), lambda row: row.code, 22),
        Column(_("镇街"), lambda row: row.employer.town.name if row.employer.town else "", 14),
        Column(_("权重"), lambda row: row.weight, 8),
        Column(_("主办"), lambda row: row.lead.name if row.lead else "", 12),
        Column(_("协办"), lambda row: row.second.name if row.second else "", 12),
        Column(_("抽取键"), lambda row: row.key, 66),
    )

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.round = round_for(request, self.kwargs["pk"])
        self.title = _("第 %(n)s 轮抽取结果") % {"n": self.round.number}
        return super().get(request, *args, **kwargs)

    def above(self) -> list[tuple[Any, Any]]:
        return [HOME, (self.round.draw.number, self.round.draw.get_absolute_url())]

    def rows(self) -> QuerySet:
        return (
            super()
            .rows()
            .filter(round=self.round)
            .select_related("employer", "employer__town", "lead", "second")
        )

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        draw = self.round.draw
        extra = {"round": self.round, "draw": draw, "record_no": draw.number}
        return super().get_context_data(**{**extra, **kwargs})


class ReceiptView(Permitted, View):
    """The receipt's file; every download is written down."""

    permission = "draws.view_draw"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        done = round_for(request, self.kwargs["pk"])
        audit.note(
            "download_file",
            by=by_of(request),
            about=done.draw,
            data={"note": done.file_name, "sha256": done.digest},
        )
        headers = {"Content-Disposition": f'attachment; filename="{done.file_name}"'}
        return StreamingHttpResponse(done.file(), content_type="application/json", headers=headers)
