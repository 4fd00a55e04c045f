"""Inspected matters: complete against the campaign document, dated, and pinned into findings."""

from datetime import date, timedelta

import pytest

from law import instruments, matters
from law.matters import MATTERS, Group, NotUnlawful, finding_text
from law.norms import VIOLATIONS

BEFORE, AFTER = date(2021, 5, 31), date(2021, 6, 1)


def test_the_six_matters_and_three_crimes_of_the_document_are_there() -> None:
    labels = [group.label for group in matters.grouped()]
    assert labels[:6] == ["劳动合同", "工资", "社会保险", "工作时间", "未成年工保护", "女职工保护"]
    assert {"child_labour", "forced_labour", "refusal_to_pay"} == {
        code for code, matter in MATTERS.items() if matter.is_crime
    }


def test_every_group_has_matters_and_choices_show_all_of_them_once() -> None:
    shown = [code for _group, rows in matters.choices() for code, _label in rows]
    assert sorted(shown) == sorted(MATTERS) and all(rows for _group, rows in matters.choices())


def test_a_town_must_report_these_at_once() -> None:
    assert {
        "child_labour", "venue_minor", "bar_minor", "forced_labour", "retained_id", "deposit",
        "wage_arrears_major", "group_incident", "obstruction", "unlicensed", "unlicensed_agency",
    } <= matters.red_flags()  # fmt: skip
    assert "no_written_contract" not in matters.red_flags()


@pytest.mark.parametrize("matter", MATTERS.values(), ids=lambda matter: matter.code)
def test_every_basis_stands_in_a_known_instrument_in_force_on_its_first_day(matter) -> None:
    for basis in matter.bases:
        day = max(basis.in_force_from, date(2021, 3, 22))
        assert instruments.in_force(basis.instrument, day)
        assert basis.citation and basis.duty


@pytest.mark.parametrize("matter", MATTERS.values(), ids=lambda matter: matter.code)
def test_bases_of_one_matter_follow_each_other_without_gap(matter) -> None:
    for earlier, later in zip(matter.bases, matter.bases[1:], strict=False):
        assert earlier.in_force_until + timedelta(1) == later.in_force_from
    assert matter.bases[-1].in_force_until is None


def test_a_bar_with_a_17_year_old_breaks_no_law_before_2021_06_01() -> None:
    assert not matters.is_unlawful_on("bar_minor", BEFORE)
    with pytest.raises(NotUnlawful, match="2021-05-31"):
        finding_text("bar_minor", BEFORE)
    assert "第六十一条第二款" in finding_text("bar_minor", AFTER).citation


def test_a_finding_pins_the_law_of_the_day_of_the_act() -> None:
    old, new = finding_text("child_labour", BEFORE), finding_text("child_labour", AFTER)
    assert old.citation == "《禁止使用童工规定》第二条"
    assert "《未成年人保护法》第六十一条" in new.citation and "第一百二十五条" in new.consequence
    assert str(old) == "使用童工：违反《禁止使用童工规定》第二条（不得招用不满16周岁的未成年人）"


@pytest.mark.parametrize(
    ("matter", "categories", "applies"),
    [
        ("venue_minor", {"karaoke"}, True),
        ("venue_minor", {"arcade", "service"}, True),
        ("venue_minor", {"bar"}, False),
        ("venue_minor", {"live_streaming"}, False),
        ("venue_minor", {"labour_intensive"}, False),
        ("venue_minor", set(), True),
        ("bar_minor", {"bar"}, True),
        ("bar_minor", {"other"}, True),
        ("bar_minor", {"labour_intensive"}, False),
        ("wage_arrears", {"labour_intensive"}, True),
    ],
)
def test_a_matter_of_venues_applies_to_venues(matter: str, categories: set[str], applies: bool) -> None:
    """《娱乐场所管理条例》第二条: 歌舞、游艺; 《未成年人保护法》第六十一条: bars and places like internet cafés."""
    assert matters.applies_to(matter, categories) is applies


def test_children_minors_in_venues_and_people_held_by_force_are_sensitive() -> None:
    sensitive = {code for code in MATTERS if matters.are_sensitive([code])}
    assert sensitive == {"child_labour", "child_labour_agency", "venue_minor", "bar_minor", "forced_labour"}
    assert not matters.are_sensitive([]) and not matters.are_sensitive(["gone"])


def test_a_pure_claim_for_double_wages_belongs_to_arbitration() -> None:
    only = {code for code, matter in MATTERS.items() if matter.is_arbitration_only}
    assert only == {"double_wage_claim", "unlawful_dismissal_claim", "injury_benefit_claim"}


def test_every_priced_matter_names_a_violation_the_norms_know() -> None:
    assert {matter.violation for matter in MATTERS.values() if matter.violation} <= set(VIOLATIONS)


def test_a_matter_without_a_price_is_no_act_of_an_employer_or_serves_another_norm() -> None:
    """A mass incident is an event; a bar with a 17-year-old is priced as a minor in a venue."""
    assert [matter.code for matter in MATTERS.values() if not matter.violation] == ["group_incident"]


def test_identity_cards_and_deposits_are_two_violations() -> None:
    """《劳动合同法》第八十四条: for cards (1) an order and the police, for deposits (2) a fine."""
    assert MATTERS["retained_id"].violation == "retained_id"
    assert MATTERS["deposit"].violation == "retained_id_or_deposit"


def test_an_unknown_matter_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        finding_text("nonsense", AFTER)


def test_group_codes_are_stored_readable() -> None:
    assert [str(group) for group in Group][:2] == ["contract", "wages"]
