"""Somebody with a browser: signs in, fills in forms, sends them as often and as brokenly as a drill wants."""

import re
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from threading import Barrier
from typing import TypeVar
from urllib.parse import urlencode
from uuid import uuid4

from accounts import demo
from rehearsal.drills.parts import NotHeld

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
BOUNDARY = "drill-5d0c2f"
Made = TypeVar("Made")
Fields = dict[str, str]
Files = Sequence[tuple[str, str, bytes]]
"""Field, file name, content."""


@dataclass(frozen=True)
class Answer:
    """`status` is 0 when the connection broke before an answer came."""

    status: int
    text: str = ""
    location: str = ""

    @property
    def is_done(self) -> bool:
        return self.status in (200, 302)


@dataclass
class Visitor:
    port: int
    cookies: Fields = field(default_factory=dict)
    timeout: float = 60

    def twin(self) -> "Visitor":
        """The same person in another tab."""
        return Visitor(self.port, dict(self.cookies), self.timeout)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: Fields, files: Files = ()) -> Answer:
        body, kind = encoded({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}, files)
        return self._ask("POST", path, body, {"Content-Type": kind})

    def form(self, path: str) -> Fields:
        """What the form of a page carries unseen: its token, its submission, the version it shows."""
        page = self.get(path)
        if page.status != 200:
            raise NotHeld(f"{path} answers {page.status}")
        body = page.text[page.text.rindex("<main") :]
        return {name: unescape(value) for name, value in HIDDEN.findall(body)} | {"submission": str(uuid4())}

    def sign_in(self, username: str) -> "Visitor":
        login = "/accounts/login/"
        fields = self.form(login) | {"username": username, "password": demo.PASSWORD}
        answer = self.post(login, fields)
        if answer.status != 302:
            raise NotHeld(f"{username} could not sign in: {answer.status}")
        return self

    def request_bytes(self, path: str, fields: Fields, files: Files = ()) -> bytes:
        """A POST as it goes over the wire, for what cuts it off in the middle."""
        body, kind = encoded({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}, files)
        head = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Type: {kind}"]
        head += [f"Content-Length: {len(body)}", f"Cookie: {self.cookie()}", "Connection: close", "", ""]
        return "\r\n".join(head).encode() + body

    def send_raw(self, data: bytes, *, then: Callable[[], None] = lambda: None) -> None:
        """Send bytes, do `then` while the site waits for more, and hang up without reading an answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout) as line:
            line.sendall(data)
            then()

    def cookie(self) -> str:
        """The header with which a browser shows who it is."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, body: bytes, headers: Fields) -> Answer:
        line = HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            line.request(method, path, body or None, headers | {"Cookie": self.cookie()})
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            return Answer(0)
        finally:
            line.close()
        for set_cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = set_cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return Answer(answer.status, text, answer.headers.get("Location", ""))


def encoded(fields: Fields, files: Files) -> tuple[bytes, str]:
    if not files:
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for field_name, name, content in files:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field_name}"; filename="{name}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"


def together(calls: Sequence[Callable[[], Made]]) -> list[Made]:
    """All at once, as far as threads begin at once; their results in order."""
    start = Barrier(len(calls))

    def called(call: Callable[[], Made]) -> Made:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(called, calls))
