"""Papers (文书): the page of one, its acts, the form of a new one, its print view and its files."""

from dataclasses import replace
from io import BytesIO
from typing import IO, Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from casework import audit
from casework.by import Reader
from casework.kinds import visible
from casework.models import Paper
from casework.paper_kinds import Facts, PaperKind, catalogue, kinds_about
from casework.paper_table import PaperState
from casework.papers import binding, composing, issuing, making, versions
from casework.papers.content import Content
from casework.papers.forms import GivenForm
from casework.views.base import Permitted, by_of
from casework.views.create import RecordFormView
from casework.views.detail import ActButton, RecordDetailView
from casework.views.transition import TransitionView
from law.clock import today
from law.words import Sentence

# Papers bound together at once.
MOST = 200


def content_of(paper: Paper) -> Content:
    """What is printed: of an issued paper what was frozen, of a draft what would be issued today."""
    if paper.content:
        return paper.content
    facts = Facts(paper.record, today(), given=paper.given)
    return composing.compose(paper.paper_kind, facts, place=paper.place)


class OfPaper:
    """The record a paper is about stands above it."""

    def line_above(self, paper: Paper) -> list[tuple[Any, Any]]:
        record: Any = paper.record
        return [(record.current_number, f"{record.get_absolute_url()}?tab=papers")]


class PaperDetailView(OfPaper, RecordDetailView):
    permission = "casework.view_paper"
    model = Paper
    template_name = "papers/paper.html"

    def get_queryset(self) -> QuerySet:
        seen = super().get_queryset().select_related("replaces", "issued_by", "drafted_by")
        return seen.prefetch_related("signatures__person", "deliveries__servers")

    def above(self) -> list[tuple[Any, Any]]:
        return self.line_above(self.object)

    def here(self) -> str:
        return self.object.number or self.object.title

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        paper, kind = self.object, self.object.paper_kind
        content = content_of(paper)
        before = paper.replaces.content if paper.replaces else {}
        extra = {
            "paper": paper,
            "kind": kind,
            "content": content,
            "about": paper.record,
            "signatures": list(paper.signatures.all()),
            "wanted": max(0, kind.signatures - len(paper.signatures.all())) if paper.is_draft else 0,
            "deliveries": list(paper.deliveries.all()),
            "changed": composing.differences(before, content) if before else [],
            "later": paper.replaced_by.first(),
            "lacking": [] if paper.content else composing.missing(
                kind, Facts(paper.record, today(), given=paper.given)
            ),
            "pdf_refused": making.why_no_pdf(),
        }  # fmt: skip
        context = super().get_context_data(**{**extra, **kwargs})
        context["acts"] = _whole_first(context["acts"]) if extra["lacking"] else context["acts"]
        return context


def _whole_first(acts: list[ActButton]) -> list[ActButton]:
    """A draft with gaps is written on before it is signed."""
    why = str(_("还有没填的，先修改草稿。"))
    return [
        replace(act, is_allowed=False, is_primary=False, reason=why)
        if act.action == "sign_paper" and act.is_allowed
        else replace(act, is_primary=act.action == "change_paper" and act.is_allowed)
        for act in acts
    ]


class PaperActView(OfPaper, TransitionView):
    """What is signed, issued or withdrawn stands above the form, as it would be printed."""

    model = Paper
    template_name = "papers/act.html"

    def above(self) -> list[tuple[Any, Any]]:
        paper: Any = self.record
        return [*self.line_above(paper), (paper.number or paper.title, paper.get_absolute_url())]

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        paper: Any = self.record
        extra = {"record_title": paper.title, "content": content_of(paper)}
        return super().get_context_data(**{**extra, **kwargs})


class PaperDraftView(OfPaper, RecordFormView):
    """A paper no act makes, begun from the page of the record it is about."""

    permission = "casework.draft_paper"
    template_name = "casework/form.html"
    submit_label = _("存为草稿")
    done_message = _("草稿存好了，两名承办人签名后才能签发。")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if kwargs["kind"] not in catalogue() or not self.kind.signatures:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def kind(self) -> PaperKind:
        return catalogue()[self.kwargs["kind"]]

    @cached_property
    def about(self) -> Any:
        model = ContentType.objects.get_by_natural_key(*self.kind.about.lower().split(".")).model_class()
        return get_object_or_404(visible(model, self.request.user), pk=self.kwargs["pk"])

    def above(self) -> list[tuple[Any, Any]]:
        return [(self.about.current_number, f"{self.about.get_absolute_url()}?tab=papers")]

    @property
    def title(self) -> Sentence:  # type: ignore[override]
        return self.kind.title

    def get_form(self, form_class: type[forms.Form] | None = None) -> GivenForm:
        sent = {"data": self.request.POST} if self.request.method == "POST" else {}
        return GivenForm(kind=self.kind, given={}, about=self.about, **sent)

    def get_form_class(self) -> type[GivenForm]:
        return GivenForm

    def do(self, form: GivenForm) -> Paper:
        return issuing.draft_paper(self.about, kind=self.kind.code, given=form.given, by=by_of(self.request))


class PaperSheetView(Permitted, View):
    """The sheet alone, to be read or printed by the browser."""

    permission = "casework.view_paper"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        paper = get_object_or_404(Paper.objects.visible_to(request.user), pk=pk)
        context = {"paper": paper, "content": content_of(paper), "is_draft": not paper.content}
        return render(request, "papers/print.html", context)


class PaperFileView(Permitted, View):
    """The Word file or the PDF of an issued paper; the PDF opens in the page. Looking makes nothing: POST asks for a PDF."""

    permission = "casework.view_paper"

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
        paper = self._seen(request, pk, form)
        file = making.kept(paper, form)
        if file is None and form == "pdf":
            context = {"paper": paper, "pdf_refused": making.why_no_pdf(), "title": paper.title}
            return render(request, "papers/no_pdf.html", context)
        audit.note("download_file", by=by_of(request), about=paper, data={"file": form})
        content = file.original.open("rb") if file else BytesIO(versions.printed(paper))
        return served(content, making.name_of(paper, form), making.TYPES[form], is_shown=form == "pdf")

    def post(self, request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
        job = making.ask([self._seen(request, pk, form)], by=by_of(request))
        return redirect("casework:job", job.pk)

    def _seen(self, request: HttpRequest, pk: int, form: str) -> Paper:
        paper = get_object_or_404(Paper.objects.visible_to(request.user), pk=pk)
        if form not in making.TYPES or not paper.content:
            raise Http404
        return paper


class PapersPrintView(Permitted, View):
    """Several issued papers as one PDF, in the order they are listed: `?paper=1&paper=2`. POST asks for what was not made yet."""

    permission = "casework.view_paper"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        papers = self._chosen(request)
        files = [making.kept(paper, "pdf") for paper in papers]
        if not papers or not all(files):
            context = {
                "papers": papers,
                "lacking": sum(file is None for file in files),
                "pdf_refused": making.why_no_pdf(),
                "title": _("一起打印"),
            }
            return render(request, "papers/print_many.html", context)
        for paper in papers:
            audit.note("download_file", by=by_of(request), about=paper, data={"file": "pdf"})
        try:
            content = binding.bound(map(making.part_of, papers), title=str(_("文书")))
        except binding.Broken as broken:
            raise PermissionDenied(str(broken)) from broken
        return served(BytesIO(content), f"{_('文书')}.pdf", making.TYPES["pdf"], is_shown=True)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        papers = self._chosen(request)
        if not papers:
            raise Http404
        return redirect(
            "casework:job", making.ask(papers, by=by_of(request), back=request.get_full_path()).pk
        )

    def _chosen(self, request: HttpRequest) -> list[Paper]:
        """Of the papers the address names those the user may see and that were issued."""
        asked = [
            pk for pk in request.GET.getlist("paper") if pk.isascii() and pk.isdecimal() and len(pk) < 19
        ]
        seen = Paper.objects.visible_to(request.user).ever_issued()
        return list(seen.filter(pk__in=asked[:MOST]).order_by("content_type", "object_id", "place", "pk"))


def served(content: IO[bytes], name: str, media_type: str, *, is_shown: bool) -> FileResponse:
    response = FileResponse(content, as_attachment=not is_shown, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    # The browser's own reader shows nothing in a sandbox; the file is ours and runs no script.
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


def papers_of(record: Model) -> list[Paper]:
    """The papers on the page of a record: every one ever begun, with how it was delivered."""
    found = Paper.objects.about(record).select_related("replaces").order_by("place", "pk")
    is_served = any(kind.is_served for kind in kinds_about(record._meta.label))
    return list(found.prefetch_related("deliveries") if is_served else found)


def offered(record: Any, user: Reader) -> list[PaperKind]:
    """The kinds of papers this person may begin for the record as it stands."""
    if not user.has_perm("casework.draft_paper"):
        return []
    kinds = [kind for kind in catalogue().values() if kind.about == record._meta.label and kind.signatures]
    return [kind for kind in kinds if not kind.states or record.state in kind.states]


OPEN = (PaperState.DRAFT, PaperState.SIGNED)
