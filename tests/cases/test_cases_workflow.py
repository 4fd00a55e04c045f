"""Every (state, action, role): what is allowed, and that all else is refused; guards and four eyes."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from accounts.roles import PERMISSIONS, Role
from casework import deeds
from casework.by import By
from casework.models import AuditEntry, Notice
from casework.table import NEW, SAME
from casework.workflow import Refused, check, perform
from inspections.cases.models import Case
from inspections.cases.workflow import (
    APPEALABLE,
    BEFORE_DECISION,
    FILED_AND_OPEN,
    MAY_BE_JOINED,
    MAY_BE_TRANSFERRED,
    TABLE,
    State,
)
from law import clock
from tests.factories import accounts
from tests.factories import cases as make
from tests.factories.accounts import doer
from tests.factories.cases import extending, filing, hearing, investigating

INS, LEAD, HEAD, LEGAL = "inspector", "brigade_leader", "bureau_head", "legal_reviewer"
# state -> action -> (where to, whose).
ALLOWED: dict[str, dict[str, tuple[str, str]]] = {
    NEW: {"register_clue": ("clue", INS)},
    "clue": {"request_filing": ("filing", INS)},
    "filing": {"approve_filing": ("investigating", LEAD), "return_filing": ("clue", LEAD), "reject_filing": ("not_filed", LEAD)},
    "not_filed": {},
    "investigating": {
        "conclude_investigation": ("investigated", INS), "record_findings": ("investigating", INS),
        "order_correction": ("correcting", INS), "request_extension": ("investigating", INS),
        "approve_extension": ("investigating", HEAD), "reject_extension": ("investigating", HEAD),
    },
    "correcting": {
        "confirm_correction": ("investigating", INS), "record_findings": ("correcting", INS),
        "request_extension": ("correcting", INS), "approve_extension": ("correcting", HEAD),
        "reject_extension": ("correcting", HEAD),
    },
    "investigated": {
        "record_findings": ("investigated", INS),
        "submit_review": ("reviewing", INS), "withdraw_case": ("withdrawn", HEAD),
    },
    "reviewing": {
        "pass_review": ("reviewed", LEGAL), "return_review": ("investigated", LEGAL),
        "return_to_investigation": ("investigating", LEGAL),
    },
    "reviewed": {"give_notice": ("notified", LEAD), "submit_review": ("reviewing", INS)},
    "notified": {
        "submit_decision": ("deciding", INS), "record_statement": ("notified", INS), "request_hearing": ("hearing", INS),
        "give_notice": ("notified", LEAD), "submit_review": ("reviewing", INS),
    },
    "hearing": {"set_hearing_day": ("hearing", LEGAL), "close_hearing": ("notified", LEGAL)},
    "deciding": {"decide": ("decided", HEAD), "return_decision": ("notified", HEAD)},
    "decided": {"serve": ("served", INS)},
    "served": {
        "record_execution": ("executed", INS), "record_payment": ("served", INS), "request_deferral": ("served", INS),
        "approve_deferral": ("served", HEAD), "reject_deferral": ("served", HEAD), "demand": ("served", HEAD),
        "apply_to_court": ("served", HEAD), "request_closing": ("closing", INS),
        "suspend_execution": ("served", INS), "resume_execution": ("served", INS),
    },
    "executed": {"request_closing": ("closing", INS)},
    "closing": {"approve_closing": ("closed", LEAD), "return_closing": ("executed", LEAD)},
    "closed": {"archive_case": ("archived", INS)},
    "archived": {},
    "withdrawn": {"request_closing": ("closing", INS)}, "merged": {"request_closing": ("closing", INS)},
    "transfer_pending": {"approve_transfer": ("transfer_approved", HEAD), "reject_transfer": ("investigating", HEAD)},
    "transfer_approved": {"hand_over": ("transferred", INS)},
    "transferred": {"record_police_answer": ("transferred", INS), "request_closing": ("closing", INS)},
}  # fmt: skip
# Until a draft of the decision rests on the lists; what is kept is dealt with until the case is closed.
LISTED = (
    "clue", "filing", "investigating", "correcting", "investigated", "reviewing", "reviewed", "notified", "hearing",
    "transfer_pending", "transfer_approved",
)  # fmt: skip
DEALT_WITH = (
    *LISTED[2:], "deciding", "decided", "served", "executed", "closing", "withdrawn", "transferred", "merged",
)  # fmt: skip
for state, acts in ALLOWED.items():
    if state not in (NEW, "clue", "not_filed"):
        acts |= {
            "reassign_case": (state, LEAD), "withdraw_publication": (state, LEAD), "record_repayment": (state, INS),
        }  # fmt: skip
        if state not in ("filing", "closed", "archived"):
            acts["deliver"] = (state, INS)
    if state in MAY_BE_TRANSFERRED:
        acts["propose_transfer"] = ("transfer_pending", INS)
        acts["challenge_refusal"] = (state, HEAD)
    if state in LISTED:
        acts |= {f"record_{what}": (state, INS) for what in ("parties", "workers", "minors", "evidence")}
    if state in DEALT_WITH:
        acts |= {
            "propose_disposal": (state, INS), "dispose_evidence": (state, HEAD), "reject_disposal": (state, HEAD),
        }  # fmt: skip
    if state in FILED_AND_OPEN:
        acts["request_recusal"] = (state, INS)
    if state in (
        *FILED_AND_OPEN,
        "transfer_pending",
        "transfer_approved",
        "transferred",
        "withdrawn",
        "merged",
    ):
        acts |= {
            "decide_recusal": (state, LEAD), "decide_recusal_as_head": (state, HEAD), "record_recusal_answer": (state, LEAD),
        }  # fmt: skip
    if state in MAY_BE_JOINED:
        acts |= {"link_complaint": (state, INS), "unlink_complaint": (state, INS)}
    if state in ("investigating", "investigated"):
        acts["merge_case"] = ("merged", LEAD)
    if state in APPEALABLE:
        acts |= {
            "record_appeal": (state, INS), "answer_appeal": (state, INS), "record_appeal_result": (state, INS),
        }  # fmt: skip
    if state in ("served", "executed"):
        acts["publish_decision"] = (state, LEAD)
    if state in BEFORE_DECISION:
        acts |= {
            "record_discussion": (state, HEAD), "request_decision_extension": (state, INS),
            "approve_decision_extension": (state, HEAD), "reject_decision_extension": (state, HEAD),
        }  # fmt: skip
# What follows from an act on another case; nobody does it by itself.
FOLLOWS = {"take_in_case", "decide_anew"}
ACTIONS = sorted({action for acts in ALLOWED.values() for action in acts})


def refusal_of(record: Case, action: str, actor: Any, data: dict[str, Any] | None = None) -> str:
    try:
        check(record, action, by=By(actor), data=data or {})
    except Refused as refusal:
        return refusal.code
    return ""


def test_table_has_exactly_these_rows() -> None:
    assert sorted(set(TABLE.actions) - FOLLOWS) == ACTIONS and set(ALLOWED) == {NEW, *State.values}
    for state, action in product(ALLOWED, ACTIONS):
        row = TABLE.row(action, state)
        target = (state if row.target == SAME else row.target) if row else None
        assert target == ALLOWED[state].get(action, (None,))[0], (state, action)
    for acts in ALLOWED.values():
        for action, (_target, role) in acts.items():
            assert PERMISSIONS[f"cases.{action}"] == (Role(role),), action


@pytest.mark.parametrize("state", State.values)
def test_every_action_and_role_in_state(db: Any, state: str) -> None:
    users = {role.value: accounts.user(role.value) for role in Role}
    record, stranger = make.case(state, lead=users[INS]), accounts.user(INS)
    assert record.state == state
    owners = {action: role for acts in ALLOWED.values() for action, (_to, role) in acts.items()}
    for action, (role, user) in product(ACTIONS, users.items()):
        with clock.at(make.CASE_DAY):
            code = refusal_of(record, action, user)
        if role != owners[action]:
            assert code == "permission", (action, role)
        elif action not in ALLOWED[state]:
            assert code == "state", (action, role)
        else:
            assert code not in ("permission", "state", "unknown_action", "is_handler"), (action, role)
            if role == INS and action != "request_filing":
                with clock.at(make.CASE_DAY):
                    assert refusal_of(record, action, stranger) == "is_handler", action


# What has to have happened in the state before the act is open.
FIRST = {
    "approve_extension": "request_extension", "approve_decision_extension": "request_decision_extension",
    "reject_extension": "request_extension", "reject_decision_extension": "request_decision_extension",
    "reject_deferral": "request_deferral", "approve_deferral": "request_deferral", "submit_decision": "record_statement",
    "close_hearing": "set_hearing_day", "decide_recusal": "request_recusal", "answer_appeal": "record_appeal",
    "record_appeal_result": "record_appeal", "withdraw_publication": "publish_decision", "suspend_execution": "record_appeal",
    "reject_disposal": "propose_disposal",
}  # fmt: skip
# Ways of their own, tested by themselves.
APART = (
    "challenge_refusal", "demand", "apply_to_court", "deliver", "record_minors", "propose_disposal", "dispose_evidence",
    "reject_disposal", "decide_recusal_as_head", "record_recusal_answer", "link_complaint", "unlink_complaint", "merge_case",
    "record_repayment", "resume_execution",
)  # fmt: skip
EVERY = [
    (state, action)
    for state, acts in ALLOWED.items()
    if state
    for action in acts
    if action not in APART and (state, action) != ("served", "request_closing")
    # A recusal asked for before: tests/cases/test_ways_around.py; a decision that fell: tests/cases/test_decided_anew.py.
    if (action != "decide_recusal" or state in FILED_AND_OPEN)
    and (action != "withdraw_publication" or state in APPEALABLE)
]


@pytest.mark.parametrize(("state", "action"), EVERY)
def test_every_allowed_act_is_done_by_its_role(db: Any, state: str, action: str) -> None:
    """Each row of the table through its service, by a handler or by a person who took no part before."""
    record = make.case(state, fine=30_000 if action == "request_hearing" else None)
    target, role = ALLOWED[state][action]
    with clock.at(make.CASE_DAY):
        if action in FIRST and TABLE.row(FIRST[action], state):
            make.do(record, FIRST[action])
        if (state, action) == ("executed", "request_closing"):
            make.do(record, "publish_decision")
        make.deliver_all(record)
        if (state, action) == ("transferred", "request_closing"):
            make.do(record, "record_police_answer")
    with clock.at(make.HEARING_DAY if action == "close_hearing" else make.CASE_DAY):
        if action == "close_hearing":
            make.write_hearing(record, by=accounts.doer(record, action))
        fine = record.notice.fine if record.notice else 5000
        told = make.arguments(action, record, fine)
        actor = record.second if role == INS else accounts.user(role)
        deeds.service("cases", action)(record, by=By(actor), **told)
    assert Case.objects.get(pk=record.pk).state == record.state == target
    assert AuditEntry.objects.about(record).order_by("-seq").first().action == action


@pytest.mark.parametrize("action", make.RETURNS)
def test_sending_back_needs_a_reason(db: Any, action: str) -> None:
    state = next(state for state, acts in ALLOWED.items() if action in acts)
    record = make.case(state)
    with clock.at(make.CASE_DAY):
        if action in FIRST:
            make.do(record, FIRST[action])
    with clock.at(make.CASE_DAY), pytest.raises(Refused) as refused:
        deeds.service("cases", action)(record, by=accounts.doer(record, action), reason="  ")
    assert refused.value.code == "text" and Case.objects.get(pk=record.pk).state == state


@pytest.mark.parametrize(
    ("state", "first", "second", "role"),
    [
        ("clue", "request_filing", "approve_filing", LEAD),
        ("investigating", "propose_transfer", "approve_transfer", HEAD),
        ("notified", "submit_decision", "decide", HEAD),
        ("executed", "request_closing", "approve_closing", LEAD),
        ("investigating", "conclude_investigation", "withdraw_case", HEAD),
    ],
)
def test_A_06_who_asked_does_not_approve(db: Any, state: str, first: str, second: str, role: str) -> None:
    """Whoever asked, even with the approver's role, is refused; another approver is not."""
    asker, other = accounts.user(INS), accounts.user(role)
    record = make.case(state, lead=asker)
    with clock.at(make.CASE_DAY):
        if state == "executed":
            make.do(record, "publish_decision")
        if state == "notified":
            hearing.record_statement(record, by=doer(record, "record_statement"), statement="无异议")
        deeds.service("cases", first)(record, by=By(asker), **make.arguments(first, record))
        asker.role = role
        asker.save()
        with pytest.raises(Refused) as refused:
            deeds.service("cases", second)(record, by=By(asker), **make.arguments(second, record))
        assert refused.value.code == "own_draft"
        asker.role = INS
        asker.save()
        deeds.service("cases", second)(record, by=By(other), **make.arguments(second, record))


def test_the_limitation_runs_two_years_from_the_end_of_the_act(db: Any) -> None:
    for found, expected in ((date(2021, 5, 20), ""), (date(2021, 5, 21), "is_within_limitation")):
        record = make.clue(act_ended_on=date(2019, 5, 20), found_on=found)
        assert refusal_of(record, "request_filing", None) == expected


def test_an_act_with_harm_to_life_health_or_finance_is_looked_into_for_five_years(db: Any) -> None:
    """行政处罚法 36, for acts that ended under the law of 2021-07-15."""
    ended = date(2021, 8, 2)
    for day, has_harm, expected in (
        (date(2023, 8, 3), False, "is_within_limitation"),
        (date(2023, 8, 3), True, ""),
        (date(2026, 8, 2), True, ""),
        (date(2026, 8, 3), True, "is_within_limitation"),
    ):
        record = make.clue(on=day, act_ended_on=ended, has_harm=has_harm)
        assert refusal_of(record, "request_filing", None) == expected


def test_extension_only_once_and_only_before_day_60_is_over(db: Any, people: Any) -> None:
    late = make.case("investigating", on=date(2021, 6, 7), lead=people.lead)
    with clock.at(date(2021, 9, 1)):
        assert refusal_of(late, "request_extension", people.lead) == "investigation_not_over"
        assert refusal_of(late, "approve_extension", people.head) == "extension_requested"
    with clock.at(date(2021, 8, 31)):
        assert refusal_of(late, "approve_extension", people.head) == "extension_requested"
        extending.request_extension(late, by=By(people.lead), extension_reason="涉及三处工地")
        extending.approve_extension(late, by=By(people.head))
        assert refusal_of(late, "request_extension", people.lead) == "not_extended"
    asked = make.case("investigating", on=date(2021, 6, 7), lead=people.lead)
    with clock.at(date(2021, 8, 31)):
        extending.request_extension(asked, by=By(people.lead), extension_reason="涉及三处工地")
    with clock.at(date(2021, 9, 1)):
        assert refusal_of(asked, "approve_extension", people.head) == "investigation_not_over"


def test_no_decision_before_the_party_was_heard_or_its_days_went_by(db: Any) -> None:
    record = make.case("notified")
    day = record.deadlines.get(clock="penalty.advance_notice").due_on
    with clock.at(day):
        assert refusal_of(record, "submit_decision", None) == "party_was_heard"
    with clock.at(day + timedelta(days=1)):
        assert refusal_of(record, "submit_decision", None) == ""
    with clock.at(make.CASE_DAY):
        hearing.record_statement(record, by=doer(record, "record_statement"), statement="无异议")
        assert refusal_of(record, "submit_decision", None) == ""


def test_a_right_to_a_hearing_is_kept_until_it_lapses_or_is_waived(db: Any) -> None:
    record = make.case("notified", fine=30_000)
    due = record.deadlines.get(clock="hearing.request").due_on
    with clock.at(make.CASE_DAY):
        hearing.record_statement(record, by=doer(record, "record_statement"), statement="无异议")
        assert refusal_of(record, "submit_decision", None) == "hearing_right_was_kept"
    with clock.at(due + timedelta(days=1)):
        assert refusal_of(record, "submit_decision", None) == ""
    waived = make.case("notified", fine=30_000)
    with clock.at(make.CASE_DAY):
        hearing.record_statement(
            waived, by=doer(waived, "record_statement"), statement="无异议", is_hearing_waived=True
        )
        assert refusal_of(waived, "submit_decision", None) == ""
    small = make.case("notified", fine=5_000)
    with clock.at(make.CASE_DAY):
        assert not small.has_hearing_right
        assert refusal_of(small, "request_hearing", None) == "was_told_of_hearing"


def test_acts_that_ask_for_words_may_be_opened_and_refuse_blanks(db: Any) -> None:
    record = make.case("investigating")
    for action in ("conclude_investigation", "propose_transfer"):
        assert refusal_of(record, action, None) == ""
        with clock.at(make.CASE_DAY), pytest.raises(Refused) as refused:
            deeds.service("cases", action)(record, by=accounts.doer(record, action))
        assert refused.value.code == "text"
    with clock.at(make.CASE_DAY):
        investigating.conclude_investigation(
            record, by=doer(record, "conclude_investigation"), findings="查实", is_minor_and_corrected=False
        )
    assert refusal_of(record, "withdraw_case", None) == "is_minor_and_corrected"


def test_who_handles_a_case_neither_reviews_nor_hears_it(db: Any) -> None:
    for state, action in (
        ("reviewing", "pass_review"),
        ("reviewing", "return_review"),
        ("hearing", "close_hearing"),
    ):
        record = make.case(state)
        handler = record.second
        handler.role = LEGAL
        handler.save()
        assert refusal_of(record, action, handler) == "reviewer_is_not_handler"


def test_other_handlers_take_over_and_the_first_ones_are_out(db: Any, people: Any) -> None:
    record = make.case("investigating")
    before = record.handlers()
    with clock.at(make.CASE_DAY):
        with pytest.raises(Refused, match="same_handlers"):
            filing.reassign_case(record, by=By(people.leader), lead=before[0], second=before[1], reason="无")
        with pytest.raises(Refused, match="too_few_inspectors"):
            filing.reassign_case(
                record, by=By(people.leader), lead=people.lead, second=people.lead, reason="病假"
            )
        told = filing.reassign_case(
            record, by=By(people.leader), lead=people.lead, second=people.second, reason="回避"
        )
        assert refusal_of(record, "record_findings", people.second) == ""
        assert refusal_of(record, "record_findings", before[0]) == "is_handler"
    assert before[0].name in told.data["note"] and people.lead.name in told.data["note"]
    assert Case.objects.get(pk=record.pk).handlers() == [people.lead, people.second]
    assert Notice.objects.filter(user=people.second).exists()


def test_an_action_the_table_does_not_know_is_refused(db: Any, people: Any) -> None:
    with pytest.raises(Refused) as refused:
        perform(make.clue(), "delete", by=By(people.lead))
    assert refused.value.code == "unknown_action"


def test_two_at_once_only_one_wins(db: Any, people: Any) -> None:
    record = make.case("filing")
    mine, theirs = Case.objects.get(pk=record.pk), Case.objects.get(pk=record.pk)
    with clock.at(make.CASE_DAY):
        filing.approve_filing(mine, by=By(people.leader))
        with pytest.raises(Refused) as refused:
            filing.reject_filing(theirs, by=By(people.leader), reason="不符合")
    assert refused.value.code == "conflict"
    assert Case.objects.get(pk=record.pk).state == "investigating"
