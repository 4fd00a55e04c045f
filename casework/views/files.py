"""Stored files, served only through the record they belong to, as inert downloads."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from casework import attachments, audit, quarantine
from casework.models import Attachment
from casework.views.base import Permitted, by_of

ORIGINAL = "casework.view_original"


class FileView(Permitted, View):
    """`?show=1` shows a photo in the page, `?original=1` gives it as it was taken; everything else downloads.

    A changed file is 409 and an alarm, not a file; so is one that the malware scanner has not passed.
    """

    permission = "casework.view_file"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
        is_original = "original" in request.GET
        if is_original and not request.user.has_perm(ORIGINAL):
            raise PermissionDenied
        if is_original and not attachment.has_original:
            raise Http404
        if not quarantine.is_served(attachment):
            return render(request, "casework/file_waiting.html", {"attachment": attachment}, status=409)
        if not attachments.is_intact(attachment):
            return self._broken(request, attachment)
        is_shown = attachment.is_photo and "show" in request.GET and not is_original
        if not is_shown:
            audit.note(
                "download_original" if is_original else "download_file",
                by=by_of(request),
                about=attachment.record,
                data={"file": str(attachment.pk)},
            )
        if is_original or not attachment.is_photo:
            return _inert(attachment.original, attachment.name, attachment.media_type)
        stem = attachment.name.rpartition(".")[0] or attachment.name
        return _inert(attachment.derivative, f"{stem}.jpg", "image/jpeg", is_shown=is_shown)

    def _broken(self, request: HttpRequest, attachment: Attachment) -> HttpResponse:
        audit.note(
            "attachment_broken",
            by=by_of(request),
            about=attachment.record,
            data={"file": str(attachment.pk)},
            is_success=False,
        )
        return render(request, "casework/file_broken.html", {"attachment": attachment}, status=409)


def _inert(file: FieldFile, name: str, media_type: str, *, is_shown: bool = False) -> FileResponse:
    response = FileResponse(
        file.open("rb"), as_attachment=not is_shown, filename=name, content_type=media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
