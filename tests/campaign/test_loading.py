"""The document of 2021 as data, loaded once and for all."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from campaign.models import Campaign
from campaign.plan import Plan, PlanInvalid
from campaign.services.loading import load
from campaign.services.plans import change_campaign
from casework.by import By
from casework.models import AuditEntry
from law.instruments import cited_on, in_force
from law.matters import MATTERS
from tests.factories.campaign import FIXTURE_2021, campaign_2021

DOCUMENT = Path("/work/shared/000_66594be9a673e2a6.txt")


def texts(campaign: Campaign) -> list[str]:
    """Every text of the campaign that must stand in the paper, in its order."""
    plan = Plan.of(campaign)
    return [
        plan.facts["preamble"],
        plan.facts["guiding_idea"],
        plan.facts["goals"],
        *(row["text"] for part in (plan.objects, plan.contents, plan.phases) for row in part),
        *(text for row in plan.requirements for text in (row["title"], row["text"])),
    ]


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the paper itself is not part of the project")
def test_every_text_stands_word_for_word_in_the_document(campaign: Campaign) -> None:
    paper = bare(DOCUMENT.read_text(encoding="utf-8").replace("- 3 -", ""))
    place = 0
    for text in [*texts(campaign), campaign.contact_name, campaign.contact_phone]:
        found = paper.find(bare(text), place)
        assert found >= 0, text
        place = found + len(bare(text))
    for fact in (
        campaign.document_title,
        campaign.document_number,
        campaign.issuer,
        campaign.recipients,
        campaign.printed_by,
    ):
        assert bare(fact) in paper


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the paper itself is not part of the project")
def test_no_sentence_of_the_plan_is_missing(campaign: Campaign) -> None:
    """What is left of the paper after taking every text away is headings, numbering and the letterhead."""
    paper = bare(DOCUMENT.read_text(encoding="utf-8").replace("- 3 -", ""))
    for text in sorted(texts(campaign), key=len, reverse=True):
        paper = paper.replace(bare(text), "")
    body = paper.split("特制定本专项行动方案。")[-1].split("一、指导思想")[-1]
    assert len(body) < 420, body


def test_the_facts_of_the_document(campaign: Campaign) -> None:
    assert campaign.document_number == "青西新人社〔2021〕54号"
    assert campaign.issued_on == date(2021, 3, 25)
    assert (campaign.starts_on, campaign.ends_on) == (date(2021, 3, 22), date(2021, 8, 20))
    assert campaign.report_due_on == date(2021, 8, 17)
    assert (campaign.contact_name, campaign.contact_phone) == ("王普进", "58953757")
    assert campaign.principles == ["专项整治", "动态监管", "行业预警", "属地监督"]
    assert campaign.recipients == "各镇、街道，灵山岛省级自然保护区管委"
    assert [row.categories for row in campaign.targetgroups.all()] == [
        ["labour_intensive", "service"],
        [],
        ["karaoke", "bar", "live_streaming", "arcade"],
    ]
    assert campaign.requirements.count() == 3
    assert campaign.is_current


def test_contents_name_the_matters_of_the_law_room(campaign: Campaign) -> None:
    conditions, crimes = campaign.contents.all()
    assert {MATTERS[code].group for code in conditions.matters} == {
        "contract", "wages", "insurance", "hours", "minors", "women",
    }  # fmt: skip
    assert {"child_labour", "forced_labour", "refusal_to_pay"} <= set(crimes.matters)
    assert {MATTERS[code].group for code in crimes.matters} == {"crime"}


def test_legal_bases_are_the_instruments_the_document_cites(campaign: Campaign) -> None:
    codes = [row.instrument for row in campaign.legal_bases.all()]
    assert set(codes) == {text.code for text in cited_on(campaign.issued_on)}
    assert all(in_force(code, campaign.issued_on) for code in codes)


def test_loading_twice_changes_nothing(campaign: Campaign) -> None:
    before = (AuditEntry.objects.count(), Plan.of(campaign))
    again = load(FIXTURE_2021)
    assert (again.outcome, again.differences) == ("unchanged", {})
    assert (AuditEntry.objects.count(), Plan.of(campaign)) == before
    assert Campaign.objects.count() == 1


def edited(campaign: Campaign) -> Plan:
    plan = Plan.of(campaign)
    plan.facts["contact_name"] = "李某"
    return plan


def test_loading_again_keeps_what_the_leader_edited_unless_told(
    campaign: Campaign, brigade_leader: User
) -> None:
    change_campaign(campaign, by=By(brigade_leader), plan=edited(campaign))

    kept = load(FIXTURE_2021)
    assert (kept.outcome, list(kept.differences)) == ("kept", ["contact_name"])
    assert Campaign.objects.get().contact_name == "李某"

    assert load(FIXTURE_2021, update=True).outcome == "updated"
    assert Campaign.objects.get().contact_name == "王普进"
    assert load(FIXTURE_2021, update=True).outcome == "unchanged"


def test_the_command_says_what_it_did(brigade_leader: User) -> None:
    said = [StringIO(), StringIO(), StringIO()]
    call_command("load_campaign", FIXTURE_2021, stdout=said[0])
    call_command("load_campaign", FIXTURE_2021, stdout=said[1])
    change_campaign(campaign_2021(), by=By(brigade_leader), plan=edited(campaign_2021()))
    call_command("load_campaign", FIXTURE_2021, stdout=said[2])
    assert [text.getvalue()[:4] for text in said] == ["已载入：", "没有变化", "已有该专"]
    assert "contact_name" in said[2].getvalue()


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("ends_on = 2021-04-10", "ends_on = 2021-04-15", "重叠"),
        ("ends_on = 2021-04-10", "ends_on = 2021-03-01", "不能早于"),
        ('phase = "summary"', 'phase = "patrol"', "各有一项"),
        ('"karaoke"', '"casino"', "casino"),
        ('"child_labour",', '"no_such_matter",', "no_such_matter"),
        ('instrument = "venues"', 'instrument = "nothing"', "nothing"),
        ("issued_on = 2021-03-25", 'issued_on = "2021-03-25"', "日期"),
        ('code = "2021"', "", "缺少"),
        ('code = "2021"', 'code = "２０２１"', "代码只能用"),
        ("[campaign]", "[campaign", "TOML"),
        ('contact_name = "王普进"', 'contact_name = "王普进"\nfax = "1"', "fax"),
    ],
)
def test_a_file_that_is_no_campaign_is_refused_with_a_sentence(
    db: Any, tmp_path: Path, old: str, new: str, word: str
) -> None:
    broken = tmp_path / "broken.toml"
    source = FIXTURE_2021.read_text(encoding="utf-8")
    assert old in source
    broken.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlanInvalid, match=word):
        load(broken)
    with pytest.raises(CommandError, match=word):
        call_command("load_campaign", broken)
    assert not Campaign.objects.exists()


def test_a_missing_file_is_named(db: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有这个文件"):
        call_command("load_campaign", tmp_path / "none.toml")
