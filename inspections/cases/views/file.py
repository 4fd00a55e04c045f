"""The file of a case (卷宗): what it holds, and the whole of it as one PDF or one archive."""

from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, View

from casework import audit
from casework.papers import binding, making
from casework.views import Permitted, by_of
from casework.views.papers import served
from inspections.cases.models import Case
from inspections.cases.services import casefile
from inspections.cases.views.listing import HOME

TYPES = {"pdf": binding.PDF, "zip": "application/zip"}
VOLUMES = {casefile.WHOLE: _("全卷"), casefile.FRONT: _("只看正卷")}


class OfVolume:
    """`?volume=front` is 正卷 alone."""

    request: HttpRequest

    @cached_property
    def volume(self) -> str:
        asked = self.request.GET.get("volume", casefile.WHOLE)
        return asked if asked in VOLUMES else casefile.WHOLE


class CaseFileView(OfVolume, Permitted, DetailView):
    """What the file holds in the order of its index. Looking makes nothing: POST asks for what the PDF still lacks."""

    permission = "cases.view_case"
    template_name = "cases/case_file.html"
    context_object_name = "record"
    title = _("卷宗")

    def get_queryset(self) -> QuerySet:
        return Case.objects.visible_to(self.request.user).select_related("employer")

    def above(self) -> list[tuple[Any, Any]]:
        return [HOME, (self.object.current_number, f"{self.object.get_absolute_url()}?tab=papers")]

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        case = self.object
        held = casefile.parts(case, self.volume)
        extra = {
            "record_no": case.current_number,
            "parts": held,
            "sealed": casefile.sealed(case),
            "front": casefile.front(case, held),
            "pdf_refused": making.why_no_pdf(),
            "volume": self.volume,
            "shortcuts": [
                {"label": label, "url": f"?volume={code}", "is_current": code == self.volume}
                for code, label in VOLUMES.items()
            ],
        }
        return super().get_context_data(**{**extra, **kwargs})

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        case = self.get_object()
        return redirect("casework:job", casefile.ask(case, self.volume, by=by_of(request)).pk)


class CaseFileDownloadView(OfVolume, Permitted, View):
    """The file as one PDF, which opens in the page, or as an archive; who took it is written down."""

    permission = "cases.view_case"

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
        case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
        if form not in TYPES:
            raise Http404
        held = casefile.parts(case, self.volume)
        made = casefile.front(case, held)
        if form == "pdf" and made is None:
            return redirect(f"{case.get_absolute_url()}file/?volume={self.volume}")
        data = {"file": form, "volume": self.volume, "parts": casefile.mark(case, held)}
        try:
            content = (
                casefile.zipped(case, held)
                if made is None or form == "zip"
                else BytesIO(casefile.bound(case, held, made))
            )
        except binding.Broken as broken:
            audit.note("attachment_broken", by=by_of(request), about=case, data=data, is_success=False)
            return render(
                request, "cases/case_file_broken.html", {"record": case, "why": str(broken)}, status=409
            )
        audit.note("download_file", by=by_of(request), about=case, data=data)
        return served(content, f"{casefile.title_of(case)}.{form}", TYPES[form], is_shown=form == "pdf")
