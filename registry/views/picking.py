"""What an employer field suggests: what fits a piece of name, initials, address or code; before that the last ones worked on."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from casework.views import Permitted
from registry import recent
from registry.forms.lookup import told
from registry.models import Employer

SHOWN, LONGEST = 8, 60
RECENT = _("最近")


class EmployerPickView(Permitted):
    permission = "registry.view_employer"

    def get(self, request: HttpRequest, *args: object) -> HttpResponse:
        text = request.GET.get("q", "").strip()[:LONGEST]
        rows = (
            Employer.objects.visible_to(request.user).search(text).select_related("town").defer("search_text")
        )
        found = list(rows.order_by("-pk")[:SHOWN]) if text else recent.employers(request.user, shown=SHOWN)
        return JsonResponse({"found": [_told(employer, is_recent=not text) for employer in found]})


def _told(employer: Employer, *, is_recent: bool) -> dict[str, object]:
    place = employer.town.name if employer.town else ""
    return {
        "pk": employer.pk,
        "kind": str(RECENT) if is_recent else "",
        "label": employer.name,
        "note": " ".join(filter(None, (place, employer.code))),
        "value": told(employer),
    }
