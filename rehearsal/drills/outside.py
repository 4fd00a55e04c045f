"""Drills on what only a running site shows: the answers of the server itself, two nodes, a kill in the middle of deeds."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from threading import Event, Thread
from uuid import uuid4

from django.conf import settings
from django.db import connection

from accounts import demo
from casework.models import AuditEntry
from registry.models import Employer
from rehearsal.drills.parts import STARTED_WITHIN, Site, hold, wait_for
from rehearsal.drills.tally import (
    NEW_EMPLOYER,
    Tally,
    employer_fields,
    employers_of,
    fresh_name,
    hold_one,
    hold_status,
    hold_trail,
)
from rehearsal.drills.visitor import Answer, Fields, Visitor

LEADER, GUESSED, GUESSES = "leader01", "leader02", 5
LOGIN = "/accounts/login/"
WRITERS, KILLS = 6, 2
STRICT = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
READER_GETS = {
    "/": 200,
    "/static/favicon.svg": 200,
    "/healthz": 200,
    "/no-such-page/": 404,
    "/admin/": 404,
    "/.git/config": 404,
    "/static/../manage.py": 404,
    "/static/%2e%2e/manage.py": 404,
    "/var/field_keys": 404,
    "/employers/%00/": 400,
}
STRANGER_GETS = {
    "/accounts/login/": 200,
    "/": 302,
    "/employers/": 302,
    "/static/favicon.svg": 200,
    "/healthz": 200,
}


def killed_among_writes(site: Site) -> Tally:
    """A-04: web processes are killed while many write; a deed is done with its entry in the trail, or not at all."""
    leader, over, sent = Visitor(site.port).sign_in(LEADER), Event(), list[tuple[Fields, Answer]]()
    form = employer_fields(leader, "")

    def write(visitor: Visitor) -> None:
        while not over.is_set():
            fields = form | {"name": fresh_name(), "submission": str(uuid4())}
            sent.append((fields, visitor.post(NEW_EMPLOYER, fields)))

    crowd = [Thread(target=write, args=[leader.twin()]) for _writer in range(WRITERS)]
    for one in crowd:
        one.start()
    try:
        for _kill in range(KILLS):
            enough = len(sent) + WRITERS
            wait_for(lambda enough=enough: len(sent) > enough, "people write")  # type: ignore[misc]
            site.kill(site.web())
            wait_for(site.answers, "the web processes are there again")
    finally:
        over.set()
        for one in crowd:
            one.join()
    hold_status([answer for _fields, answer in sent], {0, 302}, "answers while processes were killed")
    connection.close()
    names = [fields["name"] for fields, _answer in sent]
    for made in Employer.objects.filter(name__in=names):
        entries = AuditEntry.objects.about(made).filter(action="create_employer").count()
        hold(entries == 1, f"{entries} entries of a deed that was done")
    unanswered = [fields for fields, answer in sent if not answer.status]
    hold_status([leader.post(NEW_EMPLOYER, fields) for fields in unanswered], {302}, "sent again")
    hold_trail()
    return employers_of(names, f"{len(names)} sent, {len(unanswered)} of them twice")


def answers_of_the_server(site: Site) -> Tally:
    """A-10, A-21, M-IN-01: every answer of the server itself is strict, and nothing that is no page is served."""
    reader = Visitor(site.port).sign_in(LEADER)
    for visitor, answers in ((reader, READER_GETS), (Visitor(site.port), STRANGER_GETS)):
        for path, wanted in answers.items():
            status, headers = _plain(visitor, "GET", path)
            hold(status == wanted, f"{path} answers {status}")
            lacking = [name for name, part in STRICT.items() if part not in headers.get(name, "")]
            hold(not lacking, f"{path} lacks {lacking}")
            hold(not {"Server", "X-Powered-By"} & set(headers), f"{path} says what serves it")
    for method in ("TRACE", "TRACK", "DEBUG", "CONNECT"):
        status, _headers = _plain(reader, method, "/employers/")
        hold(status in (400, 403, 405, 501), f"{method} is answered with {status}")
    return Tally(said=f"{len(READER_GETS) + len(STRANGER_GETS)} addresses")


def _plain(visitor: Visitor, method: str, path: str) -> tuple[int, Fields]:
    """Status and headers of one request."""
    line = HTTPConnection("127.0.0.1", visitor.port, timeout=30)
    try:
        line.request(method, path, headers={"Cookie": visitor.cookie()})
        answer = line.getresponse()
        return answer.status, dict(answer.headers.items())
    finally:
        line.close()


def two_nodes(site: Site) -> Tally:
    """M-BR-02: two web nodes on one database are one site: sessions, forms, limits; one that is killed takes nothing with it."""
    with _second_node(site) as port:
        here = Visitor(site.port).sign_in(LEADER)
        there, name = Visitor(port, here.cookies), fresh_name()
        fields = employer_fields(here, name)
        answers = [there.post(NEW_EMPLOYER, fields), here.post(NEW_EMPLOYER, fields)]
        hold_status(answers, {302}, "one form, sent to both nodes")
        hold(answers[0].location == answers[1].location, "the nodes made different records")
        for number in range(GUESSES):
            guess = Visitor((site.port, port)[number % 2])
            hold(guess.post(LOGIN, _guess(guess)).status != 302, "a wrong password opens")
        locked = Visitor(port)
        right = locked.form(LOGIN) | {"username": GUESSED, "password": demo.PASSWORD}
        hold(locked.post(LOGIN, right).status != 302, "guesses at two nodes are not counted together")
        out = there.form("/employers/")
        hold(there.post("/accounts/logout/", out).is_done, "signing out at the other node")
        hold_status(
            [Visitor(site.port, dict(here.cookies)).get("/employers/")], {302}, "signed out elsewhere"
        )
    again = Visitor(site.port).sign_in(LEADER)
    hold_status([again.get(answers[0].location)], {200}, "the record, with one node killed")
    return hold_one(name)


def _guess(visitor: Visitor) -> Fields:
    return visitor.form(LOGIN) | {"username": GUESSED, "password": "not-the-one-3f9c1d77"}


@contextmanager
def _second_node(site: Site) -> Iterator[int]:
    """Another web server on the site's database, killed at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]
    with site.log.open("ab") as log:
        node = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}"],
            cwd=settings.BASE_DIR, env=os.environ | site.settings, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        wait_for(replace(site, port=port).answers, "the second node answers", STARTED_WITHIN)
        yield port
    finally:
        os.killpg(node.pid, signal.SIGKILL)
        node.wait()
