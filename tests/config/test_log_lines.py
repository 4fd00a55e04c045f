"""OPS-16: one format of lines with a zone and a process; a request is one line without a person in it."""

import io
import logging
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config

from casework import jobs
from casework.by import By
from config import log_lines
from config.access_log import AccessLog

WHEN = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0800"
LINE = re.compile(rf"^{WHEN} INFO \w+\[\d+\] [\w.]+ .+$")
LINK = "8f1c2d3e4b5a69788796a5b4c3d2e1f0"


def accessed(path: str, query: str = "") -> str:
    told = Config()
    told.set("accesslog", "-")
    log = AccessLog(told)
    held = io.StringIO()
    for handler in log.access_log.handlers:
        handler.setStream(held)
    environ = {
        "PATH_INFO": path, "QUERY_STRING": query, "RAW_URI": f"{path}?{query}", "REQUEST_METHOD": "GET",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "WeChat", "HTTP_REFERER": "/x?q=1",
    }  # fmt: skip
    answer = SimpleNamespace(status="200 OK", sent=512, headers=[])
    log.access(answer, SimpleNamespace(headers=[]), environ, timedelta(milliseconds=42))
    return held.getvalue()


def test_OPS_16_a_request_is_one_line_without_a_person() -> None:
    line = accessed("/employers/", "q=李某")
    assert LINE.match(line), line
    assert line.rstrip().endswith("GET /employers/ 200 512 bytes 42 ms")
    for told in ("203.0.113.7", "李某", "WeChat"):
        assert told not in line


@pytest.mark.parametrize("path", [f"/zicha/{LINK}/", f"/han/{LINK}/ok/", f"/x/{LINK.upper()}"])
def test_OPS_16_a_link_that_opens_something_is_cut(path: str) -> None:
    assert LINK.lower() not in accessed(path).lower()


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/static/css/tokens.css"])
def test_OPS_16_what_machines_ask_leaves_no_line(path: str) -> None:
    assert accessed(path) == ""


def test_OPS_16_lines_of_the_house_have_zone_and_process() -> None:
    record = logging.LogRecord("casework.jobs", logging.INFO, "", 0, "job %s done", (7,), None)
    assert LINE.match(log_lines.formatter().format(record))


@pytest.mark.django_db
def test_OPS_16_every_job_leaves_a_line(inspector: Any, caplog: pytest.LogCaptureFixture) -> None:
    @jobs.handler("test.told")
    def work(run: jobs.JobRun) -> None:
        return None

    job = jobs.enqueue(
        "test.told", key="1", label="李某的报告", arguments={}, requested_by=By(inspector).actor
    )
    with caplog.at_level(logging.INFO, logger="casework.jobs"):
        jobs.run(job.pk)
    told = [record.getMessage() for record in caplog.records if record.name == "casework.jobs"]
    assert len(told) == 1 and re.fullmatch(
        rf"job {job.pk} test.told done after \d+\.\d s, attempt 1", told[0]
    )
