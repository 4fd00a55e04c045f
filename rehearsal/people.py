"""Who takes part: one demo account at least of every role, everybody with the same known password."""

from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from random import Random

from accounts import demo
from accounts.models import User
from accounts.roles import Role
from casework.by import By
from law import clock
from registry.models import Town
from registry.services.postings import start_posting
from rehearsal import names
from rehearsal.names import TOWN_WEIGHTS

JOINED = date(2021, 2, 22)
POSTED_SINCE = date(2021, 1, 1)
VALID_UNTIL, EXPIRED = date(2023, 12, 31), date(2021, 5, 31)
INSPECTORS = 10
LARGE_TOWN = 8

# Everybody besides the town officers and the inspectors: account, role.
STAFF = (
    ("leader01", Role.BRIGADE_LEADER), ("leader02", Role.BRIGADE_LEADER), ("head01", Role.BUREAU_HEAD),
    ("legal01", Role.LEGAL_REVIEWER), ("leadership01", Role.LEADERSHIP), ("contact01", Role.DEPARTMENT_CONTACT),
    ("system01", Role.SYSTEM_ADMIN), ("security01", Role.SECURITY_ADMIN), ("audit01", Role.AUDIT_ADMIN),
)  # fmt: skip


@dataclass(frozen=True)
class People:
    officers: dict[int | None, list[User]]
    inspectors: list[User]
    staff: dict[str, list[User]]

    def officer(self, town: int | None, random: Random) -> User:
        """One of the officers of a town (its id)."""
        return random.choice(self.officers[town])

    def one(self, role: Role) -> User:
        return self.staff[role][0]

    @property
    def certified(self) -> list[User]:
        return [user for user in self.inspectors if user.certificate_until == VALID_UNTIL]

    @property
    def leader(self) -> User:
        return self.one(Role.BRIGADE_LEADER)

    @property
    def other_leader(self) -> User:
        return self.staff[Role.BRIGADE_LEADER][1]

    @property
    def head(self) -> User:
        return self.one(Role.BUREAU_HEAD)

    @property
    def reviewer(self) -> User:
        return self.one(Role.LEGAL_REVIEWER)


def gather(random: Random, *, inspectors: int = INSPECTORS, officers: int = 0) -> People:
    """Make the accounts and post the officers, `officers` at least. Their first day lies before the campaign."""
    with clock.at(JOINED):
        staff: dict[str, list[User]] = {}
        for username, role in STAFF:
            staff.setdefault(role, []).append(_account(random, username, role))
        certified = [_inspector(random, number) for number in range(1, inspectors + 1)]
        posted = _officers(random, staff[Role.SYSTEM_ADMIN][0], officers)
    return People(posted, certified, staff)


def _account(
    random: Random,
    username: str,
    role: Role,
    *,
    certificate: str | None = None,
    certificate_until: date | None = None,
) -> User:
    return demo.create(
        username=username,
        name=names.person(random),
        role=role,
        phone=names.phone(random),
        certificate=certificate,
        certificate_until=certificate_until,
    )


def _inspector(random: Random, number: int) -> User:
    """The last one's certificate runs out before the inspections begin: no draw may seat that one."""
    until = EXPIRED if number == INSPECTORS else VALID_UNTIL
    return _account(
        random,
        f"inspector{number:02d}",
        Role.INSPECTOR,
        certificate=f"鲁B02-{number:04d}",
        certificate_until=until,
    )


def _officers(random: Random, admin: User, least: int) -> dict[int | None, list[User]]:
    """One officer for each town, two for the large ones; one more each, in turn, until there are `least`."""
    found: dict[int | None, list[User]] = {}
    towns = list(Town.objects.order_by("order", "pk"))
    places = [
        town for town in towns for _place in range(2 if TOWN_WEIGHTS.get(town.code, 0) >= LARGE_TOWN else 1)
    ]
    places += islice(cycle(towns), max(0, least - len(places)))
    for serial, town in enumerate(places, 1):
        user = _account(random, f"officer{serial:02d}", Role.TOWN_OFFICER)
        start_posting(user=user, town=town, since=POSTED_SINCE, by=By(admin), duty="劳动保障协管")
        found.setdefault(town.pk, []).append(user)
    return found
