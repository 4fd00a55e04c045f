"""Publicity activities: who may record them, on which day, and what is kept."""

from datetime import date
from uuid import uuid4

import pytest
from django.forms.models import model_to_dict

from campaign.models import Campaign, Publicity
from campaign.services.publicity import change_publicity, record_publicity
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from law import clock
from tests.factories.campaign import publicity
from tests.opened import Opened

ON = date(2021, 3, 25)


def test_recorded_with_all_its_figures_and_audited(campaign: Campaign, people) -> None:
    row = publicity(
        campaign,
        actor=people.officer,
        town=people.here,
        consultations=30,
        participants=80,
        trained_employers=5,
    )
    assert (row.leaflets, row.consultations, row.participants, row.trained_employers) == (120, 30, 80, 5)
    entry = AuditEntry.objects.about(row).get()
    assert (entry.action, entry.phase, entry.actor_id) == ("record_publicity", "publicity", people.officer.pk)
    assert entry.data["town"] == people.here.code


def test_an_activity_in_a_gap_is_kept_without_a_phase(campaign: Campaign, people) -> None:
    row = publicity(campaign, actor=people.officer, town=people.here, held_on=date(2021, 4, 12))
    assert AuditEntry.objects.about(row).get().phase == ""


def test_a_day_to_come_is_refused(campaign: Campaign, people) -> None:
    with clock.at(ON), pytest.raises(Refused, match="future"):
        record_publicity(
            by=By(people.officer),
            campaign=campaign,
            town=people.here,
            held_on=date(2021, 3, 26),
            form="stand",
            place="广场",
        )
    assert not Publicity.objects.exists()


def test_an_officer_records_for_the_own_town_only(campaign: Campaign, people) -> None:
    for town in (people.there, None):
        with pytest.raises(Refused, match="town"):
            publicity(campaign, actor=people.officer, town=town)
    for town in (people.here, people.there, None):
        publicity(campaign, actor=people.inspector, town=town)
    assert Publicity.objects.count() == 3


def test_two_towns_do_not_see_each_others_activities(campaign: Campaign, people) -> None:
    mine = publicity(campaign, actor=people.inspector, town=people.here)
    publicity(campaign, actor=people.inspector, town=people.there)
    publicity(campaign, actor=people.inspector)
    assert list(Publicity.objects.visible_to(people.officer)) == [mine]
    assert Publicity.objects.visible_to(people.leadership).count() == 3
    assert not Publicity.objects.visible_to(people.contact).exists()
    assert not Publicity.objects.visible_to(people.admin).exists()


def test_a_correction_keeps_what_stood_there(campaign: Campaign, people) -> None:
    row = publicity(campaign, actor=people.officer, town=people.here)
    change_publicity(row, by=By(people.officer), version=row.version, leaflets=210)
    assert Publicity.objects.get().leaflets == 210
    entry = AuditEntry.objects.about(row).first()
    assert entry.data == {"changes": {"leaflets": [120, 210]}}


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(campaign: Campaign, people) -> None:
    row = publicity(campaign, actor=people.officer, town=people.here)
    seen = row.version
    after = change_publicity(row, by=By(people.inspector), version=seen, leaflets=210)
    assert (after.leaflets, after.version) == (210, seen + 1)
    with pytest.raises(Refused, match="conflict"):
        change_publicity(row, by=By(people.officer), version=seen, leaflets=99, place="另一处")
    now = Publicity.objects.get()
    assert (now.leaflets, now.place) == (210, row.place)
    assert AuditEntry.objects.filter(action="change_publicity").count() == 1


def test_what_stood_before_is_read_when_it_is_written(campaign: Campaign, people) -> None:
    row = publicity(campaign, actor=people.officer, town=people.here)
    stale = Publicity.objects.get()
    change_publicity(row, by=By(people.officer), version=1, leaflets=210)
    change_publicity(stale, by=By(people.officer), version=2, consultations=3)
    entry = AuditEntry.objects.about(row).first()
    assert set(entry.data["changes"]) == {"consultations"}
    assert Publicity.objects.get().leaflets == 210


def test_the_form_tells_the_conflict_and_keeps_what_was_typed(campaign: Campaign, people) -> None:
    row = publicity(campaign, actor=people.officer, town=people.here)
    client = Opened()
    client.force_login(people.officer)
    page = client.get(f"{row.get_absolute_url()}change/").content.decode()
    assert '<input type="hidden" name="version" value="1">' in page
    typed = {
        **model_to_dict(
            row, fields=["form", "leaflets", "consultations", "participants", "trained_employers"]
        ),
        "campaign": campaign.pk,
        "town": people.here.pk,
        "held_on": row.held_on.isoformat(),
        "place": "改到文化广场",
        "version": "1",
    }
    change_publicity(row, by=By(people.inspector), version=1, leaflets=210)
    for version in ("1", "", "x"):
        refused = client.post(
            f"{row.get_absolute_url()}change/", {**typed, "version": version, "submission": str(uuid4())}
        )
        shown = refused.content.decode()
        assert refused.status_code == 409 and "已有人改过" in shown and "改到文化广场" in shown
    saved = client.post(
        f"{row.get_absolute_url()}change/", {**typed, "version": "2", "submission": str(uuid4())}
    )
    assert saved.status_code == 302 and Publicity.objects.get().place == "改到文化广场"


def test_a_correction_cannot_take_or_give_away_a_town(campaign: Campaign, people) -> None:
    theirs = publicity(campaign, actor=people.stranger, town=people.there)
    with pytest.raises(Refused, match="town"):
        change_publicity(theirs, by=By(people.officer), version=theirs.version, town=people.here)
    mine = publicity(campaign, actor=people.officer, town=people.here)
    with pytest.raises(Refused, match="town"):
        change_publicity(mine, by=By(people.officer), version=mine.version, town=people.there)
    assert Publicity.objects.get(pk=mine.pk).town == people.here
