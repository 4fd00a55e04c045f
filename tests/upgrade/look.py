"""Opens the pages of an upgraded site as one person of each role."""

from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.kinds import kinds

LISTS = (
    "desk:worklist",
    "registry:employer_list",
    "patrols:patrol_list",
    "checks:inspection_list",
    "cases:case_list",
    "complaints:complaint_list",
    "reports:cockpit",
)


def broken() -> list[str]:
    """Pages that answer with an error, of the lists and of the first record of each kind."""
    people = [User.objects.filter(role=role, is_active=True).first() for role in Role]
    found = []
    for person in filter(None, people):
        client = Client(raise_request_exception=False, headers={"host": "localhost"})
        client.force_login(person, backend="accounts.backends.RoleBackend")
        records = [kind.visible_to(person).order_by("-pk").first() for kind in kinds() if not kind.page]
        pages = [*map(reverse, LISTS), *(record.get_absolute_url() for record in records if record)]
        answers = {page: client.get(page).status_code for page in pages}
        found += [
            f"{person.role} {page}: {status}"
            for page, status in answers.items()
            if status not in (200, 302, 403)
        ]
    return found
