"""Cases of every kind, from the clue to the archive, the police or the withdrawal. A course is a list of steps."""

from datetime import date
from decimal import Decimal
from random import Random

from casework import deeds
from casework.by import By
from casework.table import Act
from complaints.models import Complaint
from inspections.cases.complaints_hook import taken
from inspections.cases.models import Case
from inspections.cases.services import clues, serving
from inspections.cases.services.joining import joinable, may_lead
from inspections.cases.workflow import State, hearing_day_has_come, hearing_right_was_kept, party_was_heard
from law.clock import now, today
from registry.models import Employer
from rehearsal.hours import later, on, working
from rehearsal.script import standing_in
from rehearsal.script.complaints import complaint_story
from rehearsal.script.lists import deal_with, owe_extra, write_lists
from rehearsal.script.pairs import free_pair
from rehearsal.script.papers import words_for, write_hearing, write_record
from rehearsal.script.steps import HANDED, STEPS, Step, is_about_wages
from rehearsal.script.sums import PLAYED, Played
from rehearsal.stage import Stage, Story, fresh

FILED = ("request_filing", "approve_filing")
CONCLUDED = ("record_findings", "conclude_investigation", "submit_review", "pass_review")
ENDED = ("record_execution", "publish_decision", "request_closing", "approve_closing", "archive_case")
TOLD = ("give_notice", "record_statement", "submit_decision", "decide", "serve")
HEARD = ("request_hearing", "set_hearing_day", "close_hearing")
UNPAID = ("order_correction", "confirm_correction/unpaid", "record_findings/crime", "propose_transfer")

COURSES: dict[str, tuple[str, ...]] = {
    "penalty": (*FILED, *CONCLUDED, *TOLD, *ENDED),
    "handling": (*FILED, *CONCLUDED, *TOLD, *ENDED),
    "hearing": (*FILED, *CONCLUDED, "give_notice/heavy", *HEARD, *TOLD[2:], *ENDED),
    "waived": (*FILED, *CONCLUDED, "give_notice/heavy", "record_statement/waived", *TOLD[2:4], "serve/late", *ENDED),
    "withdrawn": (
        *FILED, "record_findings", "order_correction", "confirm_correction/minor", "conclude_investigation", "withdraw_case"
    ),
    "unfounded": (
        *FILED, "reassign_case", "record_findings", "conclude_investigation/unfounded", *CONCLUDED[2:], "give_notice/unfounded",
        "record_statement", "submit_decision/unfounded", "decide", "serve",
    ),
    "not_filed": ("request_filing", "reject_filing"),
    "sent_back": (
        "request_filing", "return_filing", *FILED, "record_findings", "order_correction", "confirm_correction",
        "conclude_investigation", "submit_review", "return_review", "submit_review", "pass_review", *TOLD[:3],
        "return_decision", *TOLD[2:], *ENDED[:3], "return_closing", *ENDED[2:],
    ),
    "transferred": (*FILED, *UNPAID, "approve_transfer", "hand_over"),
    "not_transferred": (*FILED, *UNPAID, "reject_transfer", *CONCLUDED, *TOLD, *ENDED),
    "extended": (*FILED, "record_findings", "request_extension", "approve_extension", *CONCLUDED, *TOLD, *ENDED),
    "late": (*FILED, "record_findings", "conclude_investigation/late", *CONCLUDED[2:], *TOLD, *ENDED),
    "after_order": (*FILED, "record_findings", "order_correction", "confirm_correction/unpaid", *CONCLUDED[1:], *TOLD, *ENDED),
    "none": (*FILED, *CONCLUDED, "give_notice/none", "record_statement", "submit_decision/none", "decide", "serve", *ENDED),
}  # fmt: skip
CLOSED = ("request_closing", "approve_closing", "archive_case")
# How a case is closed whose course ends with another result.
TAILS: dict[str, tuple[str, ...]] = {
    "withdrawn": CLOSED, "unfounded": CLOSED, "transferred": ("record_police_answer", *CLOSED),
    "twin": CLOSED,
}  # fmt: skip
# One of each besides, so that every way the law knows is walked.
RARE: dict[str, tuple[str, ...]] = {
    "police_refused": (
        *FILED, *UNPAID, "approve_transfer", "hand_over", "record_police_answer/refused", "challenge_refusal", *CONCLUDED,
        *TOLD, *ENDED,
    ),
    "second_notice": (
        *FILED, *CONCLUDED, "give_notice/heavy", *HEARD, "give_notice/heavier", "record_statement/waived", *TOLD[2:], *ENDED,
    ),
    "attacked": (
        *FILED, "request_recusal", "decide_recusal", *CONCLUDED, *TOLD, "request_deferral", "reject_deferral",
        "request_deferral", "approve_deferral", "record_appeal", "suspend_execution", "answer_appeal", "resume_execution",
        "record_appeal_result", *ENDED,
    ),
    # Taken into another case of the same employer.
    "twin": (*FILED, "merge_case"),
    "in_parts": (
        *FILED, *CONCLUDED[:3], "return_to_investigation", *CONCLUDED, *TOLD, "record_payment/part", "demand",
        "record_execution/rest", *ENDED[1:],
    ),
    # The leader is asked to step aside, then the head of the bureau himself.
    "stepping_aside": (
        *FILED, "request_recusal/leader", "decide_recusal_as_head", "request_recusal/head", "record_recusal_answer", *CONCLUDED,
        *TOLD, *ENDED,
    ),
    "overturned": (
        *FILED, *CONCLUDED, *TOLD, "publish_decision", "record_payment/part", "record_appeal", "answer_appeal",
        "record_appeal_result/revoked", "record_repayment", "withdraw_publication", *CLOSED,
    ),
    # Two complaints about the employer are dealt with in it; one turns out to be another matter.
    "joined": (
        *FILED, "request_extension/early", "reject_extension", "link_complaint", "link_complaint", "unlink_complaint",
        *CONCLUDED, *TOLD, *ENDED,
    ),
    "stood_in": (FILED[0], "approve_filing/passed_on", *CONCLUDED, *TOLD, *ENDED[:3], "approve_closing/deputy", "archive_case"),
    # Somebody responsible is fined beside the unit: told, served and paid for himself.
    "persons": (
        *FILED, "record_findings", "order_correction", "confirm_correction/unpaid", *CONCLUDED[1:], *TOLD[:4], "serve/unit",
        "serve/person", "record_payment/person", *ENDED,
    ),
}  # fmt: skip
COMMON = (
    "penalty",
    "handling",
    "handling",
    "penalty",
    "withdrawn",
    "handling",
    "late",
    "extended",
    "penalty",
    "transferred",
)
# One case of this course is about so many workers.
FULL, MANY = "handling", 35
# Courses that are about unpaid wages, with more than ten people and an amount the police take up.
UNPAID_COURSES = ("transferred", "not_transferred", "police_refused")
MATTERS = {
    "handling": ("wage_arrears",), "hearing": ("child_labour",), "waived": ("venue_minor",), "unfounded": ("illegal_overtime",),
    "withdrawn": ("no_written_contract",), "none": ("child_labour_records",), "penalty": ("illegal_overtime",),
    "extended": ("wage_arrears",), "late": ("wage_arrears",), "sent_back": ("overtime_pay",), "not_filed": ("no_insurance",),
    "police_refused": ("wage_arrears_major",), "second_notice": ("illegal_overtime",), "in_parts": ("illegal_overtime",),
    "transferred": ("wage_arrears_major",), "not_transferred": ("wage_arrears_major",), "after_order": ("overtime_pay",),
    "attacked": ("illegal_overtime",), "twin": ("no_rest_day",), "stepping_aside": ("illegal_overtime",),
    "overturned": ("illegal_overtime",), "joined": ("wage_arrears",), "stood_in": ("no_rest_day",), "persons": ("no_insurance",),
}  # fmt: skip
# How many people a course needs for its sums; else fewer than ten.
CROWDS = {
    **dict.fromkeys(UNPAID_COURSES, (11, 26)),
    "second_notice": (50, 60),
    "hearing": (2, 3),
    "waived": (2, 3),
}
# Where it happens, for courses whose matter is one of such places only.
PLACES = {"waived": "karaoke"}
ORIGINS = ("escalation", "transfer", "other")
# Two complaints besides those of the script of complaints, for the case that takes them in.
JOINING = (901, 902)


def script(stage: Stage) -> None:
    """First one of every course, early enough to end; then as many of the common ones as the district is large."""
    random = stage.random("cases")
    active = [each for each in stage.employers if each.is_active]
    early, rest = working(date(2021, 3, 8), date(2021, 4, 9)), working(date(2021, 4, 12), date(2021, 7, 9))
    for course in COURSES:
        stage.tell(clue_story(stage, random.choice(active), random.choice(early), course))
    for serial in range(len(stage.employers) // 60):
        stage.tell(
            clue_story(stage, random.choice(active), random.choice(rest), COMMON[serial % len(COMMON)])
        )
    rare = stage.random("rare cases")
    for course in RARE:
        firm, day = rare.choice(active), rare.choice(early)
        if course == "twin":
            stage.tell(clue_story(stage, firm, day, "penalty"))
        if course == "joined":
            for serial in JOINING:
                stage.tell(complaint_story(stage, serial, firm, day, "accept", people=3))
        stage.tell(clue_story(stage, firm, day, course))
    norms = stage.random("cases of each norm")
    new = working(date(2021, 6, 7), date(2021, 6, 18))
    for played in PLAYED:
        day = norms.choice(new if played.is_new else early)
        stage.tell(clue_story(stage, norms.choice(active), day, played.course, played))


def clue_story(
    stage: Stage, employer: Employer, day: date, course: str, played: Played | None = None
) -> Story:
    """A clue from a complaint that waits, or else from a town or another office; `played` says what it is about."""
    employer = _at(stage, employer, played.category if played else PLACES.get(course, ""))
    random = stage.random_for("clue", employer.pk, day, course, *([played.matter] if played else []))
    yield on(day, random)
    complaint = None if played else _complaint(course, random)
    employer = (complaint and complaint.employer) or employer
    pair = free_pair(stage, employer, random)
    if pair is None:
        return
    people = played.people if played else random.randint(*CROWDS.get(course, (1, 9)))
    if course == FULL and not played and not Case.objects.filter(people_count=MANY).exists():
        people = MANY
    matters = (played.matter,) if played else MATTERS[course]
    amount = Decimal(people * random.randrange(6000, 9000, 100)) if "wage" in matters[0] else None
    case = clues.register_clue(
        by=By(pair[0]),
        complaint=complaint,
        employer=employer,
        origin="" if complaint else random.choice(ORIGINS),
        matters=matters,
        despite="另一批劳动者，另一时段",
        people_count=people,
        amount=played.amount if played else amount,
        lead=pair[0],
        second=pair[1],
    )
    yield from case_story(stage, case, course)


def _at(stage: Stage, employer: Employer, category: str) -> Employer:
    """The employer, or the first of the district that is such a place."""
    if not category or category in _categories(employer):
        return employer
    return next(
        (each for each in stage.employers if each.is_active and category in _categories(each)), employer
    )


def _categories(employer: Employer) -> set[str]:
    return {category.code for category in employer.categories.all()}


def _complaint(course: str, random: Random) -> Complaint | None:
    """One time out of two, an accepted complaint about wages that no case has taken up yet."""
    if course not in ("handling", "extended") or random.random() < 0.5:
        return None
    waiting = Complaint.objects.filter(state="accepted", cases=None, matters__icontains="wage_arrears")
    return waiting.exclude(pk__in=taken()).select_related("employer").order_by("pk").first()


def course_of(case: Case, random: Random) -> str:
    """How a case goes on that an inspection led to."""
    if is_about_wages(case):
        return random.choices(("handling", "extended", "withdrawn", "late"), (70, 12, 10, 8))[0]
    return random.choices(("penalty", "withdrawn", "late", "none"), (72, 14, 8, 6))[0]


def case_story(stage: Stage, case: Case, course: str) -> Story:
    """Step after step; one out of ten stays lying for weeks at some step. What is issued is delivered the same day."""
    random = stage.random_for("case", case.employer_id, course, now().date())
    papers = stage.random_for("case papers", case.employer_id, course, now().date())
    steps = COURSES[course] if course in COURSES else RARE[course]
    stuck = random.randrange(2, len(steps)) if random.random() < 0.12 and len(steps) > 4 else None
    for place, name in enumerate(steps):
        lies = place == stuck and name not in URGENT
        yield from _step(stage, case, name, random, papers, lies=lies)
        yield from deal_with(stage, fresh(case))
        yield from _deliver(stage, fresh(case), papers)
    for name in TAILS.get(course, ()):
        yield from _step(stage, case, name, papers, papers)


def _step(
    stage: Stage, case: Case, name: str, random: Random, papers: Random, *, lies: bool = False
) -> Story:
    step = STEPS[name]
    days = random.randint(step.least, step.most) + (random.randint(18, 40) if lies else 0)
    yield later(now(), days, random)
    case = fresh(case)
    while _is_early(case, name):
        yield later(now(), 1, random)
        case = fresh(case)
    action = name.partition("/")[0]
    if _is_past(case, name):
        return
    if action == "decide" and case.is_penalty and case.needs_discussion:
        _act(stage, case, "record_discussion", STEPS["record_discussion"], papers)
        case = fresh(case)
    if action == "close_hearing":
        write_hearing(case, by=By(stage.people.reviewer))
    _act(stage, case, action, step, random)
    if action == "record_findings" and not case.papers_of("enquiry_record").exists():
        write_record(case)
        write_lists(stage, fresh(case))
    if name == "confirm_correction/unpaid":
        owe_extra(fresh(case))
    yield from _deliver(stage, fresh(case), papers)


def _deliver(stage: Stage, case: Case, random: Random) -> Story:
    """Hand over what was issued, all at once; the decision has a step of its own."""
    if papers := case.papers_to_deliver:
        yield later(now(), 0, random)
        serving.deliver(fresh(case), by=By(case.second), papers=papers, **HANDED["direct"])


# What is done only when its guards hold, in the state it is done from.
WAITS = {
    "submit_decision": (State.NOTIFIED, (party_was_heard, hearing_right_was_kept)),
    "close_hearing": (State.HEARING, (hearing_day_has_come,)),
}
# A draft that names the day to pay by does not lie until it is over.
URGENT = ("decide",)
# What may be done only while a clock runs: a file that lay too long goes on without it.
WINDOWS = {
    "request_extension": "case.investigation", "approve_extension": "case.investigation", "request_hearing": "hearing.request",
    "challenge_refusal": "transfer.challenge",
}  # fmt: skip


def _is_early(case: Case, name: str) -> bool:
    """The party still has days to speak or to ask for a hearing, or the day of the hearing has not come."""
    if name == "merge_case":
        return not may_lead(case).exists()
    if name == "link_complaint":
        return not joinable(case, None).exists()
    state, guards = WAITS.get(name.partition("/")[0], ("", ()))
    act = Act(case, None, today())
    return case.state == state and not all(guard.holds(act) for guard in guards)


def _is_past(case: Case, action: str) -> bool:
    """The time for it is over; without its request there is no hearing to set or to close, without a penalty none to publish."""
    if action in HEARD[1:]:
        return case.state != State.HEARING
    if action == "publish_decision":
        return not case.is_penalty
    if action not in WINDOWS:
        return False
    clock = case.deadlines.running().filter(clock=WINDOWS[action]).first()
    return clock is None or today() > clock.due_on


STAND_INS = {"passed_on": standing_in.passed_on, "deputy": standing_in.by_deputy}


def _act(stage: Stage, case: Case, action: str, step: Step, random: Random) -> None:
    people = stage.people
    actors = {
        "lead": case.lead,
        "second": case.second,
        "leader": people.leader,
        "head": people.head,
        "reviewer": people.reviewer,
    }
    actor = STAND_INS[step.who](stage, case, action) if step.who in STAND_INS else actors[step.who]
    told = step.given(case, random)
    if words := words_for(case.workflow.row(action, case.state), case, told):
        told = told | {"words": words}
    deeds.service("cases", action)(case, by=By(actor), **told)
