"""Background work of this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.by import By
from casework.jobs import JobRun, handler
from inspections.draws.models import Draw
from inspections.draws.services import adopting
from inspections.draws.services.adopting import LIST_DRAWN


@handler(LIST_DRAWN)
def list_drawn(job: JobRun) -> dict[str, Any]:
    """Bring the rest of a long result onto the inspection list."""
    draw = Draw.objects.select_related("campaign").get(pk=job.arguments["draw"])
    adopting.list_rest(
        draw, by=By(job.job.requested_by), progress=lambda done, total: job.progress(done, total, _("列入"))
    )
    return {"url": f"{reverse('checks:inspection_list')}?draw={draw.pk}", "label": _("看检查名单")}
