"""What a page that was just opened would send: an act's version, where a test sends none.

The pages carry the version of the record in a hidden field; tests that post to an act by its address mean a page opened a moment
ago. A test about the version itself sends one of its own; `None` sends none at all.
"""

from typing import Any

from django.test import Client
from django.urls import Resolver404, resolve

from accounts.models import User
from accounts.views.user import UserRoleView
from casework.upkeep import latest_policy
from casework.views.policies import PolicyChangeView
from casework.views.transition import TransitionView

VERSION = "version"


class Opened(Client):
    def post(self, path: str, data: Any = None, *args: Any, **options: Any) -> Any:
        if data is None or isinstance(data, dict):
            data = dict(data or {})
            if VERSION not in data:
                data |= _shown(path)
            elif data[VERSION] is None:
                del data[VERSION]
        return super().post(path, data, *args, **options)


def _shown(path: str) -> dict[str, Any]:
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return {}
    view = getattr(match.func, "view_class", None)
    if view is UserRoleView:
        return {VERSION: User.objects.get(pk=match.kwargs["pk"]).version}
    if view is PolicyChangeView:
        return {VERSION: latest_policy(match.kwargs["code"])}
    if view is None or not issubclass(view, TransitionView):
        return {}
    model = match.func.view_initkwargs.get("model", view.model)
    known = model._base_manager.filter(pk=match.kwargs["pk"]).values_list("version", flat=True).first()
    return {} if known is None else {VERSION: known}
