"""Every pair of stages: what work may do to a target, and what it may not."""

from datetime import date

import pytest

from campaign.models import Campaign, Target
from campaign.services.targets import clear_target, move_target
from campaign.workflow import RANK, TABLE, Stage
from casework.by import SYSTEM, By
from casework.models import AuditEntry
from casework.table import NEW, SAME
from casework.workflow import Refused, perform
from tests.factories.accounts import doer
from tests.factories.campaign import target
from tests.factories.registry import employer
from tests.opened import Opened
from tests.undone import undone

# The line as DESIGN 2.4 writes it; the three in the middle stand side by side.
LINE = [
    ["cleared"], ["listed"], ["patrolled"], ["rectifying", "rectified", "escalated"],
    ["inspection_listed"], ["inspected"], ["case"], ["concluded"],
]  # fmt: skip
PLACE = {stage: number for number, stages in enumerate(LINE) for stage in stages}
WORK = [stage.value for stage in Stage if stage != Stage.CLEARED]


def at_stage(campaign: Campaign, stage: str) -> Target:
    if stage != "cleared":
        return target(employer(categories=["bar"]), campaign=campaign, stage=stage)
    row = target(employer(categories=["bar"]), campaign=campaign)
    clear_target(row, by=doer(row, "clear_target"), reason="已注销")
    return row


def test_the_line_names_every_stage() -> None:
    assert set(PLACE) == set(Stage.values) == {stage.value for stage in RANK}


@pytest.mark.parametrize("before", Stage.values)
def test_move_target_never_goes_back(campaign: Campaign, before: str) -> None:
    key = at_stage(campaign, before).pk
    entries = AuditEntry.objects.count()
    for stage in WORK:
        row = Target.objects.get(pk=key)
        is_new = row.day_of(stage) is None
        is_ahead = PLACE[stage] > PLACE[before] or (PLACE[stage] == PLACE[before] and stage != before)
        with undone():
            moved = move_target(campaign=campaign, employer=row.employer, stage=stage, by=SYSTEM)
            assert moved.pk == key
            assert Target.objects.get(pk=key).state == (stage if is_ahead else before), stage
            assert AuditEntry.objects.count() == entries + (1 if is_ahead or is_new else 0), stage


@pytest.mark.parametrize("stage", WORK)
def test_move_target_lists_first_what_is_not_there(campaign: Campaign, people, stage: str) -> None:
    firm = employer(town=people.here, categories=["karaoke", "other"])

    row = move_target(
        campaign=campaign, employer=firm, stage=stage, by=By(people.officer), reason_code="complaint"
    )

    assert (row.state, row.town, row.number) == (stage, people.here, f"2021-{firm.code}")
    assert {reason.reason for reason in row.reasons.all()} == {"complaint", "entertainment"}
    actions = list(AuditEntry.objects.about(row).order_by("seq").values_list("action", flat=True))
    assert actions[0] == "list_target"
    assert len(actions) == (1 if stage == "listed" else 2)


def test_move_target_without_any_known_reason_says_found_at_work(campaign: Campaign) -> None:
    row = target(employer(), campaign=campaign, stage="patrolled")
    assert [reason.reason for reason in row.reasons.all()] == ["other"]


def test_move_target_twice_gives_each_reason_once(campaign: Campaign) -> None:
    firm = employer(categories=["service"])
    for _turn in range(2):
        move_target(
            campaign=campaign,
            employer=firm,
            stage="inspection_listed",
            by=SYSTEM,
            reason_code="drawn",
            note="第1轮",
        )
    row = Target.objects.get()
    assert [(reason.reason, reason.note) for reason in row.reasons.all()] == [
        ("drawn", "第1轮"),
        ("service", "第1轮"),
    ]


def test_move_target_adds_a_reason_even_where_the_stage_stays(campaign: Campaign) -> None:
    row = target(employer(categories=["bar"]), campaign=campaign, stage="case")
    move_target(
        campaign=campaign,
        employer=row.employer,
        stage="listed",
        by=SYSTEM,
        reason_code="repeated_complaints",
    )
    assert row.reasons.filter(reason="repeated_complaints").exists()
    assert Target.objects.get().state == "case"


def test_move_target_without_campaign_does_nothing(db) -> None:
    assert move_target(campaign=None, employer=employer(), stage="patrolled", by=SYSTEM) is None
    assert not Target.objects.exists()


@pytest.mark.parametrize("stage", ["cleared", "no_such_stage"])
def test_move_target_refuses_stages_no_work_leads_to(campaign: Campaign, stage: str) -> None:
    with pytest.raises(ValueError, match=stage):
        move_target(campaign=campaign, employer=employer(), stage=stage, by=SYSTEM)


def test_a_move_takes_the_town_along(campaign: Campaign, people) -> None:
    row = target(employer(town=people.here), campaign=campaign)
    row.employer.town = people.there
    row.employer.save()
    move_target(campaign=campaign, employer=row.employer, stage="patrolled", by=SYSTEM)
    assert Target.objects.get().town == people.there


@pytest.mark.parametrize("before", [NEW, *Stage.values])
def test_every_row_allowed_and_refused(campaign: Campaign, people, before: str) -> None:
    firm, key = employer(), at_stage(campaign, before).pk if before else None
    for action in TABLE.actions:
        row = (
            Target.objects.get(pk=key)
            if key
            else Target(campaign=campaign, employer=firm, number="n", listed_on=campaign.starts_on)
        )
        allowed = TABLE.row(action, before)
        with undone():
            if allowed is not None:
                perform(row, action, by=By(people.inspector))
                assert Target.objects.get().state == (before if allowed.target == SAME else allowed.target)
            else:
                with pytest.raises(Refused) as refusal:
                    perform(row, action, by=By(people.inspector))
                assert refusal.value.code == "state", action


@pytest.mark.parametrize("before", Stage.values)
def test_clear_target_only_where_nothing_is_under_way(campaign: Campaign, people, before: str) -> None:
    row = at_stage(campaign, before)
    if before in {"listed", "patrolled", "rectified"}:
        clear_target(row, by=By(people.inspector), reason="不属于本次行动对象")
        entry = AuditEntry.objects.about(row).first()
        assert (entry.after, entry.reason, entry.actor_id) == (
            "cleared",
            "不属于本次行动对象",
            people.inspector.pk,
        )
    else:
        with pytest.raises(Refused, match="state"):
            clear_target(row, by=By(people.inspector), reason="不属于本次行动对象")


def test_clear_target_wants_a_reason_and_the_permission(campaign: Campaign, people) -> None:
    row = at_stage(campaign, "listed")
    with pytest.raises(Refused, match="no_reason"):
        clear_target(row, by=By(people.inspector), reason="  ")
    with pytest.raises(Refused, match="permission"):
        clear_target(row, by=By(people.officer), reason="已搬走")
    assert Target.objects.get().state == "listed"


class TestDays:
    """Each step keeps the day on which it first happened (DESIGN 2.4)."""

    def move(self, row: Target, stage: str, on: date) -> Target:
        moved = move_target(campaign=row.campaign, employer=row.employer, stage=stage, by=SYSTEM, on=on)
        assert moved is not None
        return Target.objects.get(pk=row.pk)

    def test_the_first_day_stays(self, campaign: Campaign) -> None:
        row = target(employer(), campaign=campaign)
        assert self.move(row, "patrolled", date(2021, 4, 20)).patrolled_on == date(2021, 4, 20)
        entries = AuditEntry.objects.count()
        assert self.move(row, "patrolled", date(2021, 5, 20)).patrolled_on == date(2021, 4, 20)
        assert AuditEntry.objects.count() == entries, "a second patrol is no new step"

    def test_what_happened_earlier_and_was_typed_later_is_the_first(self, campaign: Campaign) -> None:
        row = target(employer(), campaign=campaign)
        self.move(row, "patrolled", date(2021, 4, 20))
        assert self.move(row, "patrolled", date(2021, 4, 15)).patrolled_on == date(2021, 4, 15)

    def test_FLD_02_a_step_behind_is_kept_though_the_target_stays(self, campaign: Campaign) -> None:
        row = target(employer(), campaign=campaign, stage="concluded")
        told = self.move(row, "escalated", date(2021, 7, 1))
        assert (told.state, told.escalated_on, told.patrolled_on) == ("concluded", date(2021, 7, 1), None)
        entry = AuditEntry.objects.about(row).filter(action="mark_escalated").get()
        assert (entry.before, entry.after) == ("concluded", "concluded")

    def test_the_page_shows_the_days_and_what_was_jumped_over(self, campaign: Campaign, people) -> None:
        row = target(employer(town=people.here), campaign=campaign)
        self.move(row, "inspected", date(2021, 6, 7))
        client = Opened()
        client.force_login(people.leader, backend="accounts.backends.RoleBackend")
        steps = client.get(row.get_absolute_url()).context["steps"]
        shown = {str(step["label"]): (step["note"], step["is_done"]) for step in steps}
        assert shown["已检查"] == ("2021-06-07", False) and shown["已巡查"] == ("", False)
