"""What a page says when a part fails: 503 busy or away, 507 no room, 500; none of them claims that nothing was done."""

import errno
import logging
import sys
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config import errors
from config.failures import AWAY, BUSY, FULL, OURS, UNFIT, failure_of
from config.logs import Brief


class PgError(Exception):
    def __init__(self, pgcode: str) -> None:
        super().__init__("told by the server")
        self.pgcode = pgcode


def database_error(code: str = "", said: str = "") -> OperationalError:
    error = OperationalError(said or "told")
    error.__cause__ = PgError(code)
    return error


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (database_error("55P03"), BUSY),
        (database_error("57014"), BUSY),
        (database_error("40P01"), BUSY),
        (database_error("53100"), FULL),
        (database_error("57P01"), AWAY),
        (database_error(said="could not connect to server"), AWAY),
        (database_error(said="database is locked"), BUSY),
        (database_error(said="database or disk is full"), FULL),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.ENOENT, "gone"), OURS),
        (ValueError("boom"), OURS),
        (DataError("value too long for type character varying(255)"), UNFIT),
        (ValueError("A string literal cannot contain NUL (0x00) characters."), UNFIT),
    ],
    ids=lambda each: getattr(each, "what", None) and str(each.what) or str(each)[:30],
)
def test_SEC_14_each_failure_has_its_page(error: Exception, failure: Any) -> None:
    assert failure_of(error) is failure
    wrapped = RuntimeError("in a view")
    wrapped.__cause__ = error
    assert failure_of(wrapped) is failure


def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    try:
        raise error
    except type(error):
        assert sys.exc_info()[1] is error
        return errors.server_error(request)


def sent(**values: str) -> HttpRequest:
    return RequestFactory().post("/patrols/new/", {"csrfmiddlewaretoken": "t", "submission": "k", **values})


@pytest.mark.parametrize(
    "error", [ValueError("boom"), database_error("57P01"), OSError(errno.ENOSPC, "full")]
)
def test_SEC_04_no_error_page_says_that_nothing_was_done(error: Exception) -> None:
    page = failed(sent(note="另有一名十五岁童工"), error).content.decode()
    assert not any(words in page for words in ("没有完成", "没有保存", "什么都没有"))


def test_SEC_14_what_was_typed_can_be_sent_again_and_read(caplog: pytest.LogCaptureFixture) -> None:
    response = failed(sent(note="另有一名十五岁童工 <b>"), database_error("57P01"))
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert '<input type="hidden" name="note" value="另有一名十五岁童工 &lt;b&gt;">' in page
    assert '<input type="hidden" name="submission" value="k">' in page and "再发一次不会重复" in page
    assert "no-store" in response["Cache-Control"]
    assert "童工" not in caplog.text


@pytest.mark.parametrize("name", ["password", "old_password", "new_password1", "code"])
def test_SEC_14_a_secret_is_never_sent_back(name: str) -> None:
    page = failed(
        sent(**{name: "s3cret-Word", "username": "somebody"}), database_error("57P01")
    ).content.decode()
    assert "s3cret" not in page


def test_SEC_19_a_wait_that_ended_says_so_and_when_to_try_again() -> None:
    response = failed(sent(note="x"), database_error("55P03"))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "正忙，没有保存，请过几秒再试" in response.content.decode()


def test_D_07_a_full_disk_is_said() -> None:
    response = failed(sent(note="x"), OSError(errno.ENOSPC, "full"))
    assert response.status_code == 507 and "没有空间了" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/patrols/new/"])
def test_SEC_13_a_body_too_large_is_refused_by_its_length(path: str) -> None:
    """The body is never read: there is none behind this length."""
    said = {"CONTENT_LENGTH": str(300 * 1024 * 1024), "content_type": "multipart/form-data; boundary=x"}
    response = Client().generic("POST", path, b"", **said)
    assert response.status_code == 413 and "太大" in response.content.decode()
    client = Client()
    client.cookies["session"] = "anything"
    below = said | {"CONTENT_LENGTH": str(200 * 1024 * 1024)}
    assert Client().generic("POST", path, b"", **below).status_code == 413, "who has not signed in sends less"


def test_SEC_15_a_refusal_is_one_line_and_an_error_keeps_its_trace() -> None:
    def record(error: Exception, **extra: Any) -> logging.LogRecord:
        try:
            raise error
        except Exception:
            made = logging.LogRecord("django.request", logging.WARNING, "", 0, "told", None, sys.exc_info())
        made.__dict__.update(extra)
        return made

    brief = Brief()
    refusal, ours = record(PermissionDenied(), status_code=403), record(ValueError(), status_code=400)
    assert brief.filter(refusal) and refusal.exc_info is None
    assert brief.filter(ours) and ours.exc_info
    assert not brief.filter(record(ValueError(), status_code=500)), "told once, with its number"


@pytest.mark.django_db
def test_SEC_15_a_refused_page_leaves_one_line(client: Client, inspector: Any, capsys: Any) -> None:
    client.force_login(inspector, backend="accounts.backends.RoleBackend")
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Brief())
    logging.getLogger("django.request").addHandler(handler)
    try:
        assert client.get("/work/audit/").status_code == 403
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    told = capsys.readouterr().err
    assert "Traceback" not in told and len(told.strip().splitlines()) <= 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/accounts/login/?next=%00", "/find/?q=%00第1号", "/employers/?q=a%00", "/a%00b/"]
)
def test_REG_15_a_NUL_in_an_address_is_no_request(client: Client, inspector: Any, path: str) -> None:
    client.force_login(inspector, backend="accounts.backends.RoleBackend")
    assert client.get(path).status_code == 400
