"""Drills on what people send: cut off, sent twice, sent by many at once, sent from two tabs, sent while the site is renewed."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.db import connection

from accounts.models import User
from casework.by import SYSTEM, By
from casework.models import Attachment, AuditEntry
from findings.entries import Problem
from inspections.patrols.entries import Companion
from inspections.patrols.models import Patrol
from inspections.patrols.services.recording import record_patrol
from law.clock import today
from registry.models import Employer, Town
from registry.services.employers import create_employer
from rehearsal.drills.parts import Site, hold, wait_for
from rehearsal.drills.tally import (
    NEW_EMPLOYER,
    Tally,
    employer_fields,
    employers_of,
    fresh_name,
    hold_files,
    hold_one,
    hold_status,
    hold_trail,
    photo,
)
from rehearsal.drills.visitor import Answer, Visitor, together

LEADER, OTHER_LEADER = "leader01", "leader02"
STAGES, MANY, WRITERS = 20, 50, 6


def killed_mid_upload(site: Site) -> Tally:
    """D-01: the web processes are killed while a form with a photo is half sent; the same form is sent again."""
    leader, name = Visitor(site.port).sign_in(LEADER), fresh_name()
    fields, files = employer_fields(leader, name), [("files", "现场.png", photo())]
    whole = leader.request_bytes(NEW_EMPLOYER, fields, files)

    def kill_soon() -> None:
        time.sleep(0.3)
        site.kill(site.web())

    with suppress(OSError):
        leader.send_raw(whole[: len(whole) // 2], then=kill_soon)
    wait_for(site.answers, "the web processes are there again")
    hold(hold_one(name).lost == 1, "half a form became a record")
    hold_status([leader.post(NEW_EMPLOYER, fields, files)], {302}, "the same form sent again")
    made = Employer.objects.get(name=name)
    hold(Attachment.objects.about(made).count() == 1, "the record does not have its one photo")
    hold_files()
    return hold_one(name)


def sent_fifty_times(site: Site) -> Tally:
    """D-08: the same form, fifty times at once."""
    leader, name = Visitor(site.port).sign_in(LEADER), fresh_name()
    fields = employer_fields(leader, name)
    answers = together([partial(leader.twin().post, NEW_EMPLOYER, fields) for _time in range(MANY)])
    hold_status(answers, {302}, "answers to the same form")
    hold(len({answer.location for answer in answers}) == 1, "the answers lead to different records")
    return hold_one(name, f"{MANY} equal answers")


def two_tabs(site: Site) -> Tally:
    """D-09: two tabs change the same record; the second sees both versions and overwrites nothing."""
    leader, name = Visitor(site.port).sign_in(LEADER), fresh_name()
    made = leader.post(NEW_EMPLOYER, employer_fields(leader, name))
    change = f"{made.location}change/"
    first, second = leader.form(change), leader.form(change)
    known = {key: first[key] for key in ("town",) if key in first}
    wanted = {"name": name, "status": "active", "address": "海王路 1 号"} | known
    hold_status([leader.post(change, first | wanted)], {302}, "the first tab")
    late = leader.post(change, second | wanted | {"address": "海王路 2 号"})
    hold(late.status == 409, f"the second tab got {late.status}, not the page of both versions")
    hold("海王路 1 号" in late.text and "海王路 2 号" in late.text, "the page does not show both versions")
    connection.close()
    hold(Employer.objects.get(name=name).address == "海王路 1 号", "the second tab overwrote the first")
    return hold_one(name)


def fifty_at_one_act(site: Site) -> Tally:
    """D-10: fifty sends of the same act on one record, each a form of its own; one wins."""
    patrol = _patrol_with_a_problem()
    visitor = Visitor(site.port).sign_in(patrol.recorded_by.username if patrol.recorded_by else "")
    page = f"/patrols/{patrol.pk}/order_rectification/"
    form = visitor.form(page)
    due = (today() + timedelta(days=10)).isoformat()
    sent = [
        form | {"submission": str(uuid4()), "rectify_by": due, "requirements": "补签"} for _ in range(MANY)
    ]
    answers = together([partial(visitor.twin().post, page, fields) for fields in sent])
    hold_status(answers, {302, 409}, "answers to the act")
    won = sum(answer.status == 302 for answer in answers)
    connection.close()
    done = AuditEntry.objects.about(patrol).filter(action="order_rectification", is_success=True)
    entries = done.count()  # the refused ones stand in the trail too, once they are sealed
    hold_trail()
    return Tally(
        lost=int(won == 0),
        doubled=max(won, entries) - 1 if won else 0,
        said=f"1 of {MANY}, {MANY - won} × 409",
    )


def cut_at_each_stage(site: Site) -> Tally:
    """D-12: the connection is cut after n bytes, for twenty n; what was cut is sent again until it is answered."""
    leader = Visitor(site.port).sign_in(LEADER)
    names = []
    for stage in range(STAGES + 1):
        names.append(fresh_name())
        fields = employer_fields(leader, names[-1])
        whole = leader.request_bytes(NEW_EMPLOYER, fields)
        with suppress(OSError):
            leader.send_raw(whole[: len(whole) * stage // STAGES])
        hold(employers_of(names[-1:]).doubled == 0, "cut off, it was stored twice")
        hold_status([leader.post(NEW_EMPLOYER, fields)], {302}, f"sent again after {stage}/{STAGES}")
    return employers_of(names, f"{STAGES + 1} stages")


def session_ends(site: Site) -> Tally:
    """D-13, for a form: the session is gone when it is sent; nobody else sends it, and it is stored once in the end."""
    leader, name = Visitor(site.port).sign_in(LEADER), fresh_name()
    fields = employer_fields(leader, name)
    Session.objects.filter(pk=leader.cookies["session"]).delete()
    refused = leader.post(NEW_EMPLOYER, fields)
    hold(refused.status in (302, 403), f"without a session it answers {refused.status}")
    hold(hold_one(name).lost == 1, "it was stored without a session")
    again = Visitor(site.port).sign_in(LEADER)
    sent = {**fields, "csrfmiddlewaretoken": again.form(NEW_EMPLOYER)["csrfmiddlewaretoken"]}
    hold_status(
        together([partial(again.twin().post, NEW_EMPLOYER, sent)] * 3), {302}, "after signing in again"
    )
    connection.close()
    hold(Employer.objects.filter(name=name).count() == 1, "it is not there exactly once")
    entered = AuditEntry.objects.about(Employer.objects.get(name=name)).filter(action="create_employer")
    by = entered.values_list("actor__username")
    hold({name for (name,) in by} <= {LEADER}, "it was stored in another's name")
    return hold_one(name)


def renewed_under_load(site: Site) -> Tally:
    """D-22: the site is renewed while people read and write."""
    leader = Visitor(site.port).sign_in(LEADER)
    over, writes, reads = Event(), list[tuple[str, Answer]](), list[Answer]()
    crowd = [Thread(target=_until(over, partial(_write, leader.twin(), writes))) for _ in range(WRITERS)]
    crowd += [Thread(target=_until(over, partial(_read, leader.twin(), reads))) for _ in range(WRITERS)]
    for one in crowd:
        one.start()
    time.sleep(2)
    before = set(site.web())
    site.renew()
    wait_for(lambda: site.web() and not before & set(site.web()), "all processes are new")
    time.sleep(3)
    over.set()
    for one in crowd:
        one.join()
    failed = [answer.status for _name, answer in writes if answer.status != 302]
    unread = sum(answer.status != 200 for answer in reads)
    hold(not failed, f"{len(failed)} of {len(writes)} writes failed: {sorted(set(failed))}")
    hold(unread * 1000 <= len(reads), f"{unread} of {len(reads)} reads failed")
    return employers_of(
        [name for name, _answer in writes], f"{len(writes)} writes, {len(reads)} reads, {unread} unread"
    )


def _until(over: Event, deed: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        while not over.is_set():
            deed()

    return run


def _write(visitor: Visitor, told: list[tuple[str, Answer]]) -> None:
    name = fresh_name()
    fields = employer_fields(visitor, name)
    told.append((name, visitor.post(NEW_EMPLOYER, fields)))
    connection.close()


def _read(visitor: Visitor, told: list[Answer]) -> None:
    told.append(visitor.get("/employers/"))


def _patrol_with_a_problem() -> Patrol:
    """A patrol of today with one finding, for which rectification is not ordered yet."""
    inspector = User.objects.with_permission("patrols.record_patrol").filter(role="inspector").first()
    hold(inspector, "there is no inspector")
    employer = create_employer(by=SYSTEM, name=fresh_name(), town=Town.objects.first())
    return record_patrol(
        by=By(inspector),
        employer=employer,
        patrolled_on=today(),
        patrollers=[Companion("李某"), Companion("赵某")],
        findings=[Problem("no_written_contract", "5人未签书面劳动合同", people=5)],
    )
