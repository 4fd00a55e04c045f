"""Every time limit against dates counted by hand, the days on which a law changes, and explanations."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import clock, instruments, policies, terms, workdays
from law.terms import TERMS, NoTermInForce, Unit, due, term

FILED = date(2021, 6, 7)


@pytest.mark.parametrize(
    ("code", "start", "facts", "expected"),
    [
        ("complaint.acceptance", date(2021, 4, 30), {}, date(2021, 5, 11)),
        ("complaint.acceptance", date(2021, 4, 25), {}, date(2021, 4, 30)),
        ("complaint.acceptance", date(2021, 5, 21), {}, date(2021, 5, 28)),
        ("complaint.feedback", date(2021, 6, 11), {}, date(2021, 6, 21)),
        ("case.investigation", FILED, {}, date(2021, 8, 31)),
        ("case.investigation_extended", FILED, {}, date(2021, 10, 18)),
        ("case.decision", date(2021, 8, 31), {}, date(2021, 9, 22)),
        ("case.archive", date(2021, 4, 1), {}, date(2021, 5, 6)),
        ("case.overall_reminder", date(2021, 7, 15), {}, date(2021, 10, 13)),
        ("transfer.approval", date(2021, 6, 28), {}, date(2021, 7, 1)),
        ("transfer.approval", date(2021, 4, 30), {}, date(2021, 5, 6)),
        ("fine.payment", date(2021, 4, 19), {}, date(2021, 5, 6)),
        ("fine.payment", date(2021, 7, 15), {}, date(2021, 7, 30)),
        ("publication.random_check", date(2021, 7, 30), {}, date(2021, 8, 27)),
        ("publication.withdrawal", date(2021, 7, 30), {}, date(2021, 8, 4)),
        ("service.handling_decision", date(2021, 6, 7), {}, date(2021, 6, 15)),
        ("referral.notice", date(2021, 6, 11), {}, date(2021, 6, 17)),
        ("escalation.report", date(2021, 4, 30), {}, date(2021, 5, 8)),
        ("warning.visit", date(2021, 4, 30), {"orange": True}, date(2021, 5, 11)),
        ("warning.visit", date(2021, 4, 30), {}, date(2021, 5, 18)),
        ("decision.reconsideration", date(2021, 7, 20), {}, date(2021, 9, 18)),
        ("decision.suit", date(2021, 8, 31), {}, date(2022, 2, 28)),
        # 行政强制法 69: ten days and less are working days there; 20 July 2021 is a Tuesday.
        ("execution.reminder", date(2021, 7, 20), {}, date(2021, 8, 3)),
        ("execution.acceptance", date(2021, 7, 20), {}, date(2021, 7, 27)),
        ("execution.ruling", date(2021, 7, 20), {}, date(2021, 7, 29)),
        ("execution.court", date(2021, 8, 20), {}, date(2021, 11, 22)),
    ],
)
def test_last_day(code: str, start: date, facts: dict, expected: date) -> None:
    assert due(code, start, **facts).on == expected


@pytest.mark.parametrize(
    ("code", "start", "old", "new"),
    [
        # 14 July 2021 is a Wednesday: 7 calendar days, then from the 15th 7 working days.
        ("service.penalty_decision", date(2021, 7, 14), date(2021, 7, 21), date(2021, 7, 26)),
        ("hearing.request", date(2021, 7, 14), date(2021, 7, 19), date(2021, 7, 22)),
        ("evidence.preservation", date(2021, 7, 14), date(2021, 7, 21), date(2021, 7, 26)),
        ("penalty.advance_notice", date(2021, 7, 14), date(2021, 7, 19), date(2021, 7, 22)),
        ("hearing.notice", date(2021, 7, 14), date(2021, 7, 7), date(2021, 7, 6)),
    ],
)
def test_the_penalty_law_changes_on_2021_07_15(code: str, start: date, old: date, new: date) -> None:
    assert due(code, start).on == old
    assert due(code, start + timedelta(1)).on == new


def test_three_calendar_days_that_end_on_a_rest_day_roll_over() -> None:
    found = due("hearing.request", date(2021, 6, 9))
    assert (found.nominal, found.on) == (date(2021, 6, 12), date(2021, 6, 15))


def test_hearing_notice_is_counted_backwards_and_moves_ahead_of_a_rest_day() -> None:
    assert due("hearing.notice", date(2021, 7, 30)).on == date(2021, 7, 21)
    assert due("hearing.notice", date(2021, 5, 12)).on == date(2021, 4, 30)


def test_handover_ends_24_hours_after_the_approval_also_over_a_holiday() -> None:
    found = due("transfer.handover", datetime(2021, 6, 30, 15, 0, tzinfo=clock.SHANGHAI))
    assert found.at == datetime(2021, 7, 1, 15, 0, tzinfo=clock.SHANGHAI) == found.ends_at
    assert found.on == date(2021, 7, 1)
    holiday = due("transfer.handover", datetime(2021, 4, 30, 17, 0, tzinfo=clock.SHANGHAI))
    assert holiday.at == datetime(2021, 5, 1, 17, 0, tzinfo=clock.SHANGHAI)


def test_handover_without_a_time_of_day_ends_with_the_next_day_and_says_so() -> None:
    found = due("transfer.handover", date(2021, 6, 30))
    assert (found.on, found.at) == (date(2021, 7, 1), None)
    assert found.ends_at == clock.end_of_day(date(2021, 7, 1))
    assert "补录时刻" in found.explanation[0]


def test_a_red_flag_is_reported_within_24_hours_anything_else_in_three_working_days() -> None:
    seen = datetime(2021, 5, 3, 22, 30, tzinfo=clock.SHANGHAI)
    assert due("escalation.report", seen, red_flag=True).at == seen + timedelta(hours=24)
    assert due("escalation.report", seen, red_flag=False).on == date(2021, 5, 8)


def test_limitation_is_two_years_and_the_last_day_is_in_time_but_for_a_person_to_confirm() -> None:
    found = due("limitation", date(2019, 5, 20))
    assert found.on == date(2021, 5, 20)
    assert found.is_edge(date(2021, 5, 20)) and not found.is_edge(date(2021, 5, 21))
    assert any("人工确认" in line for line in found.explanation)


def test_limitation_does_not_roll_over_a_rest_day() -> None:
    assert due("limitation", date(2019, 5, 1)).on == date(2021, 5, 1)


def test_limitation_of_29_february_ends_on_the_last_of_february() -> None:
    assert due("limitation", date(2020, 2, 29)).on == date(2022, 2, 28)


@pytest.mark.parametrize(
    ("ended", "harm", "expected"),
    [
        (date(2021, 7, 15), True, date(2026, 7, 15)),
        (date(2021, 7, 15), False, date(2023, 7, 15)),
        (date(2021, 7, 14), True, date(2023, 7, 14)),
    ],
)
def test_limitation_with_harm_is_five_years_from_2021_07_15(ended: date, harm: bool, expected: date) -> None:
    assert due("limitation", ended, harm=harm).on == expected


def test_an_instant_counts_as_its_shanghai_day() -> None:
    late = datetime(2021, 4, 30, 15, 59, tzinfo=clock.ZoneInfo("UTC"))
    assert due("complaint.acceptance", late).on == date(2021, 5, 11)
    assert due("complaint.acceptance", late + timedelta(minutes=1)).start == date(2021, 5, 1)


def test_a_clock_into_an_unannounced_year_is_provisional_and_says_so() -> None:
    found = due("case.investigation", date(2026, 11, 23))
    assert found.provisional and found.on.year == 2027
    assert any("2027年" in line and "尚未公布" in line for line in found.explanation)


@pytest.mark.parametrize(
    ("code", "start", "provisional"),
    [
        ("case.investigation", date(2026, 9, 1), False),
        ("fine.payment", date(2026, 12, 16), False),
        ("fine.payment", date(2026, 12, 17), True),
        ("limitation", date(2026, 11, 24), False),
        ("decision.suit", date(2026, 11, 24), True),
        ("complaint.acceptance", date(2030, 1, 2), True),
        ("hearing.notice", date(2027, 1, 6), True),
    ],
)
def test_provisional_only_where_unannounced_days_were_counted(
    code: str, start: date, provisional: bool
) -> None:
    assert due(code, start).provisional is provisional


@given(st.sampled_from(terms.codes()), st.datetimes(datetime(2016, 1, 1), datetime(2190, 1, 1)))
def test_due_never_raises_for_any_year(code: str, start: datetime) -> None:
    if code in ("case.overall_reminder", "publication.withdrawal"):
        start = start.replace(year=max(2022, start.year), day=min(start.day, 28))
    found = due(code, start)
    assert found.ends_at and found.explanation
    assert (found.on <= clock.day_of(start)) == found.term.is_backward
    if found.term.rolls and found.term.unit != Unit.HOUR:
        assert workdays.is_workday(found.on, provisional=True)


def test_explanation_of_the_labour_day_complaint_reads_as_counted_by_hand() -> None:
    assert due("complaint.acceptance", date(2021, 4, 30)).explanation == (
        "2021-04-30 周五收到投诉举报，当天不计。",
        "期限 5 个工作日，依据：《青岛市劳动保障监察条例》第二十六条。",
        "2021-05-01 周六至2021-05-05 周三劳动节休息，不计。",
        "2021-05-08 周六调休上班，计入。",
        "其间普通周末1天，不计。",
        "最后期限：2021-05-11 周二。",
    )


def test_explanation_of_a_roll_over_names_the_reason() -> None:
    lines = due("fine.payment", date(2021, 4, 19)).explanation
    assert "满 15 日为 2021-05-04 周二，逢劳动节休息，顺延到2021-05-06 周四。" in lines
    weekend = due("fine.payment", date(2021, 7, 16)).explanation
    assert "满 15 日为 2021-07-31 周六，逢周末休息，顺延到2021-08-02 周一。" in weekend


def test_explanation_of_hours_shows_both_times() -> None:
    lines = due("transfer.handover", datetime(2021, 6, 30, 15, 0)).explanation
    assert lines[0] == "2021-06-30 周三 15:00 批准移送，自此时起算。"
    assert lines[-1] == "最后期限：2021-07-01 周四 15:00。"


def test_explanation_accounts_for_every_day_that_was_not_counted() -> None:
    found = due("case.investigation_extended", FILED)
    rest = [m for m in workdays.explain_days(FILED, found.on)[1:] if not m.counts]
    holidays = [m for m in rest if m.kind == workdays.DayKind.HOLIDAY]
    text = "".join(found.explanation)
    assert f"其间普通周末{len(rest) - len(holidays)}天" in text
    assert all(name in text for name in {m.name for m in holidays})
    assert text.count("调休上班") == 3


def test_two_feasts_of_one_name_a_year_apart_are_told_apart() -> None:
    found = due("publication.random_check", date(2020, 12, 31))
    assert "2021-01-01 周五至2021-01-03 周日元旦休息" in "".join(found.explanation)


def test_a_house_term_names_itself_as_no_law() -> None:
    assert "系统默认期限" in due("complaint.feedback", FILED).explanation[1]


def test_what_the_city_regulation_says_is_cited_from_it_since_it_is_in_force() -> None:
    for code in ("complaint.acceptance", "case.decision"):
        assert term(code, date(2011, 10, 31)).instrument == "rules_25"
        assert term(code, date(2011, 11, 1)).instrument == "qingdao"


def test_a_doubtful_term_keeps_its_doubt_visible() -> None:
    assert any(line.startswith("待核：") for line in due("hearing.request", date(2021, 6, 9)).explanation)


def test_unknown_codes_facts_and_days_before_the_law_are_refused() -> None:
    with pytest.raises(NoTermInForce, match="nonsense"):
        due("nonsense", FILED)
    with pytest.raises(TypeError, match="harn"):
        due("limitation", FILED, harn=True)
    with pytest.raises(NoTermInForce, match="2004-11-30"):
        due("case.investigation", date(2004, 11, 30))


def test_a_version_is_named_for_good() -> None:
    assert due("hearing.request", date(2021, 7, 15)).term.version == "hearing.request@20210715"
    assert terms.VERSIONS["hearing.request@20210715"].amount == 5
    assert len(terms.VERSIONS) == len(TERMS)


def test_versions_of_one_term_neither_overlap_nor_leave_a_gap() -> None:
    for key in {(row.code, row.when) for row in TERMS}:
        rows = [row for row in TERMS if (row.code, row.when) == key]
        for earlier, later in zip(rows, rows[1:], strict=False):
            assert earlier.in_force_until + timedelta(1) == later.in_force_from, key
        assert rows[-1].in_force_until is None


def test_every_term_cites_an_instrument_or_a_policy_of_the_same_amount() -> None:
    for row in TERMS:
        assert row.instrument in instruments.CODES or row.policy, row.version
        assert row.label and row.event and row.citation and row.amount > 0
        if row.policy:
            assert policies.POLICIES[row.policy].default == row.amount


def test_the_codes_others_rely_on_exist() -> None:
    promised = {
        "complaint.acceptance", "case.investigation", "case.investigation_extended", "case.decision",
        "service.penalty_decision", "service.handling_decision", "hearing.request", "hearing.notice",
        "transfer.approval", "transfer.handover", "publication.random_check", "fine.payment", "limitation",
    }  # fmt: skip
    assert promised <= set(terms.codes())


def test_term_gives_the_version_in_force() -> None:
    assert term("hearing.notice", date(2021, 7, 14)).unit == Unit.DAY
    assert term("hearing.notice", date(2021, 7, 15)).unit == Unit.WORKDAY
    assert term("hearing.notice", date(2021, 7, 15)).length == "7 个工作日"


@given(
    st.sampled_from([row for row in TERMS if row.unit != Unit.HOUR]),
    st.dates(date(2019, 1, 1), date(2026, 6, 1)),
)
def test_a_term_that_starts_later_never_ends_earlier(row: terms.Term, start: date) -> None:
    """Within one version: a change of law may well shorten a term."""
    first, second = terms.count(row, start), terms.count(row, start + timedelta(1))
    assert first.on <= second.on


def test_an_announcement_is_service_on_its_sixtieth_day_rest_day_or_not() -> None:
    """青岛条例 33 for papers of an inspection; 民事诉讼法 only where the reviewer says so."""
    assert due("service.announcement", date(2022, 3, 1)).on == date(2022, 4, 30)
    assert due("service.announcement", date(2021, 12, 31), civil_procedure=True).term.amount == 60
    assert due("service.announcement", date(2022, 1, 1), civil_procedure=True).term.amount == 30


@pytest.mark.parametrize(
    ("code", "start", "expected"),
    [
        ("decision.suit_after_reconsideration", date(2021, 9, 1), date(2021, 9, 16)),
        ("decision.suit_untold", date(2021, 9, 1), date(2022, 9, 1)),
        ("decision.suit_untold", date(2018, 2, 7), date(2020, 2, 7)),
        ("publication.penalty", date(2021, 7, 30), date(2021, 8, 10)),
        ("transfer.police_decision", date(2021, 7, 1), date(2021, 7, 5)),
        ("transfer.objection", date(2021, 7, 1), date(2021, 7, 5)),
        ("transfer.goods", date(2021, 7, 1), date(2021, 7, 5)),
        ("arbitration.claim", date(2021, 7, 1), date(2022, 7, 1)),
    ],
)
def test_last_day_of_what_follows_a_decision(code: str, start: date, expected: date) -> None:
    assert due(code, start).on == expected
