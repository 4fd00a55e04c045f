"""Numbers of the law in words: of the day, of what a leader has set, and never of a code nobody knows."""

from datetime import date
from functools import partial

import pytest
from django.utils.translation import gettext_lazy as _

from law import clock, policy, services, terms, words
from law.policies import POLICIES
from law.terms import NoTermInForce
from tests.factories.accounts import user

BEFORE, SINCE = date(2021, 7, 14), date(2021, 7, 15)


def test_HSE_02_a_term_is_told_as_it_is_on_the_day() -> None:
    assert words.term_words("service.penalty_decision", BEFORE) == "7 日"
    assert words.term_words("service.penalty_decision", SINCE) == "7 个工作日"
    assert words.term_words("transfer.handover", SINCE) == "24 小时"
    assert words.term_words("limitation", SINCE, harm=True) == "5 年"


def test_an_extension_is_told_by_what_it_adds() -> None:
    told = words.longer_words("case.investigation", "case.investigation_extended", SINCE)
    assert told == "30 个工作日"
    with pytest.raises(ValueError, match="units"):
        words.longer_words("case.investigation", "fine.payment", SINCE)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("inspection.follow_up_days", "5 个工作日"),
        ("hearing.citizen_fine", "1,000 元"),
        ("lamp.near_percent", "30%"),
        ("document.number_prefix", "青西新人社监"),
    ],
)
def test_a_local_value_is_told_with_its_unit(code: str, said: str) -> None:
    assert words.policy_words(code, SINCE) == said


@pytest.mark.django_db(transaction=True)
def test_what_a_leader_sets_is_told_from_its_day_on() -> None:
    services.set_policy(
        code="complaint.feedback_days",
        value="3",
        reason="区局通知",
        in_force_from=SINCE,
        actor=user("brigade_leader"),
    )
    policy.reload()
    assert words.number_words("complaint.feedback", BEFORE) == "5 个工作日"
    assert words.number_words("complaint.feedback", SINCE) == "3 个工作日"


def test_a_sentence_is_a_function_of_the_day() -> None:
    hint = words.told(_("作出后 %(days)s内送达"), days="service.penalty_decision")
    assert hint(BEFORE) == "作出后 7 日内送达"
    assert hint(SINCE) == "作出后 7 个工作日内送达"
    longer = partial(words.longer_words, "case.investigation", "case.investigation_extended")
    assert words.told(_("延长 %(days)s"), days=longer)(SINCE) == "延长 30 个工作日"
    assert words.told(_("罚款达 100% 的"))(SINCE) == "罚款达 100% 的"


def test_a_text_made_once_is_told_on_the_day_it_is_shown() -> None:
    text = words.told_today(_("提前%(days)s通知"), days="hearing.notice")
    with clock.at(BEFORE):
        assert str(text) == "提前7 日通知"
    with clock.at(SINCE):
        assert str(text) == "提前7 个工作日通知"


def test_a_code_nobody_knows_is_refused_when_the_sentence_is_made() -> None:
    with pytest.raises(LookupError, match=r"hearing\.notce"):
        words.told(_("提前%(days)s"), days="hearing.notce")


def test_before_the_law_existed_there_is_no_number() -> None:
    with pytest.raises(NoTermInForce):
        words.term_words("case.overall_reminder", BEFORE)


def test_no_code_is_both_a_term_and_a_local_value() -> None:
    assert not set(terms.codes()) & set(POLICIES)
