"""Stored files, served only through the record they belong to, as inert downloads."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from casework import attachments, audit, quarantine
from casework.forms import ReasonForm
from casework.models import Attachment
from casework.views.base import Permitted, by_of
from casework.workflow import Refused

ORIGINAL = "casework.view_original"


class FileView(Permitted, View):
    """`?show=1` shows a photo in the page, `?original=1` gives it as it was taken; everything else downloads.

    A changed file is 409 and an alarm, not a file; so is one that the malware scanner has not passed.
    Where the record wants to know why (`needs_reason`), GET asks for the reason and POST with one opens the file.
    """

    permission = "casework.view_file"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        attachment = self._seen(request, pk)
        withheld = self._withheld(request, attachment)
        if withheld is not None:
            return withheld
        if attachment.needs_reason:
            return self._ask(request, attachment, ReasonForm())
        is_shown = attachment.is_photo and "show" in request.GET and not _asks_original(request)
        if not (is_shown or _asks_original(request)):
            self._note(request, attachment, "download_file")
        return self._serve(request, attachment, is_shown=is_shown)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        attachment = self._seen(request, pk)
        if not attachment.needs_reason:
            return HttpResponseNotAllowed(["GET"])
        withheld = self._withheld(request, attachment)
        if withheld is not None:
            return withheld
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._ask(request, attachment, form, status=422)
        record: Any = attachment.record
        try:
            record.open_file(attachment, by=by_of(request), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", refusal.sentence)
            return self._ask(request, attachment, form, status=422)
        return self._serve(request, attachment)

    def _seen(self, request: HttpRequest, pk: UUID) -> Attachment:
        attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
        if _asks_original(request) and not request.user.has_perm(ORIGINAL):
            raise PermissionDenied
        if _asks_original(request) and not attachment.has_original:
            raise Http404
        return attachment

    def _withheld(self, request: HttpRequest, attachment: Attachment) -> HttpResponse | None:
        """The page that stands instead of a file that may not leave."""
        if not quarantine.is_served(attachment):
            return render(request, "casework/file_waiting.html", {"attachment": attachment}, status=409)
        if attachments.is_intact(attachment):
            return None
        self._note(request, attachment, "attachment_broken", is_success=False)
        return render(request, "casework/file_broken.html", {"attachment": attachment}, status=409)

    def _ask(
        self, request: HttpRequest, attachment: Attachment, form: ReasonForm, *, status: int = 200
    ) -> HttpResponse:
        context = {"attachment": attachment, "record": attachment.record, "form": form}
        return render(request, "casework/file_reason.html", context, status=status)

    def _serve(self, request: HttpRequest, attachment: Attachment, *, is_shown: bool = False) -> FileResponse:
        if _asks_original(request):
            self._note(request, attachment, "download_original")
        if _asks_original(request) or not attachment.is_photo:
            return _inert(attachment.original, attachment.name, attachment.media_type)
        stem = attachment.name.rpartition(".")[0] or attachment.name
        return _inert(attachment.derivative, f"{stem}.jpg", "image/jpeg", is_shown=is_shown)

    def _note(
        self, request: HttpRequest, attachment: Attachment, verb: str, *, is_success: bool = True
    ) -> None:
        data = {"file": str(attachment.pk)}
        audit.note(verb, by=by_of(request), about=attachment.record, data=data, is_success=is_success)


def _asks_original(request: HttpRequest) -> bool:
    return "original" in request.GET


def _inert(file: FieldFile, name: str, media_type: str, *, is_shown: bool = False) -> FileResponse:
    response = FileResponse(
        file.open("rb"), as_attachment=not is_shown, filename=name, content_type=media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
