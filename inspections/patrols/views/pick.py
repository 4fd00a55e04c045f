"""Which employer: the last ones visited, or by name and code. Shown wherever a page lacks its employer."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from casework.by import Reader
from casework.views import Permitted
from inspections.patrols.models import Patrol
from inspections.patrols.views.listing import HOME
from registry.models import Employer

RECENT, FOUND = 10, 20
VISITS = 100  # looked through for the last employers
# Where a chosen employer may be taken, by the name in the address.
AIMS = {"patrol": "patrols:patrol_create", "self_check": "patrols:selfcheck_create"}


def recent_employers(user: Reader) -> list[Employer]:
    """The employers this user visited last, the latest first; two queries."""
    visits = Patrol.objects.visible_to(user).filter(recorded_by=user.pk).order_by("-patrolled_on", "-pk")
    last = list(dict.fromkeys(visits.values_list("employer", flat=True)[:VISITS]))[:RECENT]
    rows = Employer.objects.visible_to(user).filter(pk__in=last).select_related("town").in_bulk()
    return [rows[pk] for pk in last if pk in rows]


def chosen_employer(user: Reader, named: QueryDict) -> Employer | None:
    """The employer a page names by `employer=`, if there is one this user may see."""
    pk = named.get("employer", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    rows = Employer.objects.visible_to(user).select_related("town", "grid").prefetch_related("categories")
    return rows.filter(pk=pk).first()


def pick_page(request: HttpRequest, *, aim: str, is_unknown: bool = False) -> HttpResponse:
    """The page to choose on; 404 when the address names an employer this user cannot see or none."""
    text = request.GET.get("q", "").strip()[:50]
    found = (
        list(Employer.objects.visible_to(request.user).search(text).select_related("town")[: FOUND + 1])
        if text
        else []
    )
    context = {
        "crumbs": [HOME, (_("选择单位"), "")],
        "aim": aim,
        "aim_url": reverse(AIMS[aim]),
        "pick_url": reverse("patrols:employer_pick"),
        "q": text,
        "found": found[:FOUND],
        "has_more": len(found) > FOUND,
        "recent": [] if text else recent_employers(request.user),
        "is_unknown": is_unknown,
        "new_url": f"{reverse('registry:employer_create')}?{urlencode({'next': reverse(AIMS[aim])})}"
        if request.user.has_perm("registry.create_employer")
        else "",
    }
    return render(request, "patrols/employer_pick.html", context, status=404 if is_unknown else 200)


class EmployerPickView(Permitted, View):
    permission = "patrols.record_patrol"

    def get(self, request: HttpRequest, *args: object) -> HttpResponse:
        aim = request.GET.get("aim", "")
        return pick_page(request, aim=aim if aim in AIMS else "patrol")
