"""What comes next, told above the page to whoever has just done an act, so that nobody has to walk back (UX-05)."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from casework.table import ASIDE, Row
from desk import lines, worklist
from desk.lines import Line

PERMISSION = "desk.view_worklist"


def tell(request: HttpRequest, record: Model, row: Row | None) -> None:
    """One more message: the next line of the worklist with its act, and how many are left; none after an act beside the way."""
    user = request.user
    if (row is not None and row.kind == ASIDE) or not user.has_perm(PERMISSION):
        return
    found = worklist.todo(user, limit=2)
    if not found:
        messages.info(request, _("待办都办完了。"))
        return
    others = [line for line in found if not _is(line, record)]
    if not others:
        return  # what is left of it stands on the page one comes to
    worklist.forget_count(user)
    waiting = worklist.kept_todo_count(user)
    is_still_there = len(others) < len(found)
    (line,) = lines.told(others[:1], user)
    left = waiting - 1 - is_still_there
    link = format_html('<a href="{}" data-next>{}</a> <kbd>n</kbd>', line.act_url, _called(line))
    told = str(
        _("办好了。下一件：{link}（还有 {n} 件）") if left > 0 else _("办好了。下一件：{link}（最后一件）")
    )
    messages.info(request, format_html(told, link=link, n=left))


def _is(line: Line, record: Model) -> bool:
    return line.pk == record.pk and line.kind.model_class is type(record)


def _called(line: Line) -> str:
    return "，".join(filter(None, (line.name, str(line.act.label) if line.act else "")))
