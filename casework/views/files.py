"""Stored files, served only through the record they belong to, as inert downloads."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from casework import attachments, audit
from casework.models import Attachment
from casework.views.base import Permitted, by_of


class FileView(Permitted, View):
    """`?show=1` shows a photo in the page; everything else downloads. A changed file is 409 and an alarm, not a file."""

    permission = "casework.view_file"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:
        attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
        is_shown = attachment.is_photo and "show" in request.GET
        is_intact = attachments.is_intact(attachment)
        if not is_shown or not is_intact:
            audit.note(
                "download_file" if is_intact else "attachment_broken",
                by=by_of(request),
                about=attachment.record,
                data={"file": str(attachment.pk)},
                is_success=is_intact,
            )
        if not is_intact:
            return render(request, "casework/file_broken.html", {"attachment": attachment}, status=409)
        name = (
            f"{attachment.name.rpartition('.')[0] or attachment.name}.jpg"
            if attachment.is_photo
            else attachment.name
        )
        response = FileResponse(
            attachment.served.open("rb"),
            as_attachment=not is_shown,
            filename=name,
            content_type="image/jpeg" if attachment.is_photo else attachment.media_type,
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-store"
        return response
