"""Summaries: drafted for every town, written, submitted and frozen, late but never refused, sent back, accepted."""

from datetime import date
from typing import Any

import pytest

from campaign.models import Campaign
from campaign.services.boundaries import advance
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused, perform
from law import clock
from registry.models import Town
from registry.services.towns import load_towns
from reports.freezing import canonical, digest
from reports.models import Summary
from reports.services import summaries
from reports.workflow import State
from tests.factories import patrols, registry
from tests.factories import reports as factory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_day")]


def work(place: Town, day: date = date(2021, 4, 20)) -> None:
    patrols.rectifying(employer=registry.employer(town=place), on=day)


def test_the_summary_phase_gives_every_town_its_draft_once(campaign: Campaign) -> None:
    load_towns()
    with clock.at(date(2021, 8, 3)):
        runs = advance(campaign, date(2021, 8, 3))
        assert not [run.error for run in runs if run.error]
        summaries.draft_summaries(campaign, date(2021, 8, 3))
    assert Summary.objects.filter(campaign=campaign, town__isnull=False).count() == 23
    assert Summary.objects.filter(campaign=campaign, town__isnull=True).count() == 1


def test_a_draft_tells_its_figures_in_sentences(campaign: Campaign, people: Any) -> None:
    work(people.here)
    summary = factory.drafted(campaign, people.here)
    assert "青西新人社〔2021〕54号" in summary.basics
    assert "巡查用人单位1户、1户次" in summary.supervision
    assert "到期应整改1条，其中已整改0条，整改率0.0%" in summary.supervision
    assert summary.major_cases == "本期没有立案查处的案件。"
    assert summary.empty_sections == ["experience", "problems", "next_steps"]


def test_the_clock_runs_to_the_day_the_campaign_names(campaign: Campaign, people: Any) -> None:
    summary = factory.drafted(campaign, people.here)
    running = summary.deadlines.get()
    assert (running.clock, running.due_on, running.is_given) == ("summary.report", date(2021, 8, 17), True)
    district = Summary.objects.get(campaign=campaign, town=None)
    assert not district.deadlines.exists()


def test_nothing_is_submitted_before_all_sections_are_written(campaign: Campaign, people: Any) -> None:
    summary = factory.drafted(campaign, people.here)
    with pytest.raises(Refused, match="is_written"):
        summaries.submit_summary(summary, by=By(people.officer), is_zero=True)
    summaries.save_text(summary, by=By(people.officer), **factory.WRITTEN)
    summaries.submit_summary(summary, by=By(people.officer), is_zero=True)
    assert summary.state == State.SUBMITTED


def test_DOMAIN_27_on_18_august_it_is_one_day_late_and_taken(campaign: Campaign, people: Any) -> None:
    work(people.here)
    for day, days_late in ((date(2021, 8, 17), 0), (date(2021, 8, 18), 1)):
        place = people.here if not days_late else people.there
        work(place)
        summary = factory.submitted(campaign, place, on=day)
        assert (summary.days_late, summary.is_late) == (days_late, bool(days_late))
        entry = AuditEntry.objects.about(summary).filter(action="submit_summary").get()
        assert entry.data["late_days"] == 0 or days_late
        assert summary.deadlines.get().is_late is bool(days_late)


def test_a_report_after_the_campaign_is_over_is_taken_too(campaign: Campaign, people: Any) -> None:
    summary = factory.submitted(campaign, people.here, on=date(2021, 9, 1))
    assert (summary.state, summary.days_late) == (State.SUBMITTED, 15)


def test_before_the_summary_phase_a_reason_is_asked_for(campaign: Campaign, people: Any) -> None:
    summary = factory.written(campaign, people.here)
    with clock.at(date(2021, 7, 20)):
        with pytest.raises(Refused, match="off_plan"):
            summaries.submit_summary(summary, by=By(people.officer), is_zero=True)
        summaries.submit_summary(summary, by=By(people.officer, off_plan="提前完成"), is_zero=True)
    assert summary.days_late == 0


def test_nought_must_be_said_in_so_many_words(campaign: Campaign, people: Any) -> None:
    empty, busy = factory.written(campaign, people.here), factory.written(campaign, people.there)
    work(people.there)
    with pytest.raises(Refused, match="zero_not_confirmed"):
        summaries.submit_summary(empty, by=By(people.officer))
    with pytest.raises(Refused, match="not_zero"):
        summaries.submit_summary(busy, by=By(people.stranger), is_zero=True)
    summaries.submit_summary(empty, by=By(people.officer), is_zero=True)
    assert empty.is_zero and empty.state == State.SUBMITTED


def test_submitted_figures_are_frozen_with_their_hash(campaign: Campaign, people: Any) -> None:
    work(people.here)
    summary = factory.submitted(campaign, people.here)
    work(people.here)
    summary.refresh_from_db()
    assert summary.figures["patrols"] == 1
    assert summaries.town_figures(summary, date(2021, 8, 17))["patrols"] == 2
    assert summary.is_intact and summary.figures_sha256 == digest(summary.figures)
    kept = summary.versions.get()
    assert (kept.figures, kept.figures_sha256) == (summary.figures, summary.figures_sha256)
    assert (
        AuditEntry.objects.about(summary).get(action="submit_summary").data["sha256"]
        == summary.figures_sha256
    )


def test_sentences_nobody_changed_tell_the_frozen_figures(campaign: Campaign, people: Any) -> None:
    summary = factory.written(campaign, people.here)
    summaries.save_text(summary, by=By(people.officer), major_cases="本镇街没有重大案件，另附情况说明。")
    assert "巡查" in summary.supervision
    work(people.here)
    with clock.at(date(2021, 8, 16)):
        summaries.submit_summary(summary, by=By(people.officer))
    stored = Summary.objects.get(pk=summary.pk)
    assert f"{stored.figures['patrols']}户次" in stored.supervision and stored.figures["patrols"] == 1
    assert stored.major_cases == "本镇街没有重大案件，另附情况说明。"
    assert stored.versions.get().texts["supervision"] == stored.supervision


def test_changed_figures_are_found_and_not_accepted(campaign: Campaign, people: Any) -> None:
    summary = factory.submitted(campaign, people.here)
    Summary.objects.filter(pk=summary.pk).update(figures=summary.figures | {"patrols": 99})
    summary.refresh_from_db()
    assert not summary.is_intact
    with pytest.raises(Refused, match="not_intact"):
        summaries.accept_summary(summary, by=By(people.leader))


def test_sent_back_and_submitted_anew_is_a_new_version(campaign: Campaign, people: Any) -> None:
    work(people.here)
    summary = factory.submitted(campaign, people.here)
    summaries.return_summary(summary, by=By(people.leader), reason="请核对补签合同人数")
    assert (summary.state, summary.return_reason) == (State.RETURNED, "请核对补签合同人数")
    assert people.here.pk not in summaries.towns_reported(campaign)
    work(people.here)
    with clock.at(date(2021, 8, 19)):
        summaries.submit_summary(summary, by=By(people.officer))
    first, second = summary.versions.order_by("version_no")
    assert (first.figures["patrols"], second.figures["patrols"], summary.version_no) == (1, 2, 2)
    assert summary.days_late == 0, "the first submission was in time"
    summaries.accept_summary(summary, by=By(people.leader))
    assert summary.is_final


def test_reported_towns_need_no_reminder(campaign: Campaign, people: Any) -> None:
    factory.drafted(campaign, None)
    assert summaries.towns_reported(campaign) == set()
    factory.submitted(campaign, people.here)
    assert summaries.towns_reported(campaign) == {people.here.pk}


def test_each_level_writes_its_own(campaign: Campaign, people: Any) -> None:
    town, district = factory.drafted(campaign, people.here), factory.drafted(campaign, None)
    with pytest.raises(Refused, match="is_own_level"):
        summaries.save_text(town, by=By(people.leader), problems="x")
    with pytest.raises(Refused, match="is_own_level"):
        summaries.save_text(district, by=By(people.officer), problems="x")
    summaries.save_text(district, by=By(people.leader), **factory.WRITTEN)
    with pytest.raises(Refused, match="permission"):
        summaries.submit_summary(town, by=By(people.leader))
    with pytest.raises(Refused, match="is_of_district"):
        summaries.finish_district(town, by=By(people.leader))
    summaries.finish_district(district, by=By(people.leader))
    assert (district.state, district.version_no, district.days_late) == (State.ACCEPTED, 1, 0)


def test_a_town_has_no_figure_of_complaints_in_its_summary(campaign: Campaign, people: Any) -> None:
    summary = factory.submitted(campaign, people.here)
    assert "complaints_accepted" not in summary.figures and "wages_amount" not in summary.figures
    assert "patrols" in summary.figures


def test_towns_see_their_own_and_the_district_sees_all(campaign: Campaign, people: Any) -> None:
    factory.drafted(campaign, people.here)
    seen = {
        name: Summary.objects.visible_to(getattr(people, name))
        for name in ("officer", "leader", "contact", "admin")
    }
    assert [row.town for row in seen["officer"]] == [people.here]
    assert seen["leader"].count() == 3
    assert not seen["contact"] and not seen["admin"]


def test_the_worklist_of_the_brigade_holds_what_came_in(campaign: Campaign, people: Any) -> None:
    summary = factory.submitted(campaign, people.here)
    waiting = Summary.objects.awaiting(people.leader)
    assert set(waiting) == {summary, Summary.objects.get(town=None)}
    assert list(Summary.objects.awaiting(people.stranger)) == [Summary.objects.get(town=people.there)]
    assert not Summary.objects.awaiting(people.officer)


def test_an_unknown_section_is_a_fault_of_the_caller(campaign: Campaign, people: Any) -> None:
    summary = factory.drafted(campaign, people.here)
    with pytest.raises(TypeError, match="state"):
        summaries.save_text(summary, by=By(people.officer), state="accepted")


def test_the_hash_is_over_sorted_compact_json() -> None:
    assert canonical({"b": 1, "a": "镇"}) == '{"a":"镇","b":1}'
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


def test_only_drafts_are_written_in(campaign: Campaign, people: Any) -> None:
    summary = factory.submitted(campaign, people.here)
    with pytest.raises(Refused, match="state"):
        perform(summary, "save_text", by=By(people.officer))
