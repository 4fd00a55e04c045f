"""What an employer's file says of the draw."""

from django.utils.translation import gettext as _

from casework.by import Reader
from inspections.draws.services.pools import WEIGHT_OF_GRADE
from law import policy
from law.clock import today
from registry.models import Employer


def standing(employer: Employer, user: Reader) -> list[tuple[str, str, str, str]]:
    """How heavily it weighs when one is drawn, as a sum; no query besides the policy value."""
    if not user.has_perm("draws.view_draw"):
        return []
    label = _("双随机抽取")
    if not employer.is_active:
        return [(label, _("不抽"), employer.get_status_display(), "")]
    weight = policy.integer(WEIGHT_OF_GRADE[employer.grade], today())
    told = {"grade": employer.get_grade_display() or _("未评级"), "n": weight}
    return [(label, _("%(n)s 份") % told, _("%(grade)s %(n)s 份，预警、投诉不另加") % told, "")]
