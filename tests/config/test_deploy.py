"""OPS-08, OPS-14: the files an operator copies are true: they parse, name what exists, and agree with the application."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

DEPLOY = Path(settings.BASE_DIR) / "docs/deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
OPERATIONS = Path(settings.BASE_DIR) / "docs/operations.md"


def test_OPS_08_the_proxy_lets_through_what_the_application_takes() -> None:
    limits = pytest.importorskip("casework.limits")
    megabytes = int(re.search(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text()).group(1))  # type: ignore[union-attr]
    assert megabytes * 1024 * 1024 == limits.BODY


def test_OPS_08_the_proxy_says_who_asks_once_and_how() -> None:
    text = (DEPLOY / "nginx.conf").read_text()
    assert (
        "X-Forwarded-For $remote_addr;" in text
        and "X-Forwarded-Proto $scheme;" in text
        and "Host $host;" in text
    )
    assert "$proxy_add_x_forwarded_for" not in text
    told = re.search(r"log_format jiancha '(.+)';", text)
    assert told and not {"$remote_addr", "$request_uri", "$request ", "$args", "$http_user_agent"} & set(
        told.group(1).split()
    )


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_OPS_14_units_are_of_their_own_user_start_again_and_name_what_there_is(unit: Path) -> None:
    text = unit.read_text()
    for line in (
        "User=jiancha",
        "EnvironmentFile=/etc/jiancha/jiancha.env",
        "Restart=always",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
    ):
        assert line in text, line
    command = re.search(r"ExecStart=/opt/jiancha/.venv/bin/(\S+) (.+)", text)
    assert command and shutil.which(command.group(1), path=str(Path(settings.BASE_DIR) / ".venv/bin"))
    for config in re.findall(r"--config (\S+)", command.group(2)):
        assert (Path(settings.BASE_DIR) / config).exists()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_OPS_14_systemd_understands_the_units(tmp_path: Path) -> None:
    for path in (*UNITS, DEPLOY / "jiancha.target"):
        text = re.sub(r"ExecStart=\S+", f"ExecStart={shutil.which('true')}", path.read_text())
        (tmp_path / path.name).write_text(text)
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if "jiancha" in line]
    assert complaints == []


def test_OPS_12_the_example_names_only_variables_the_settings_read() -> None:
    read = (Path(settings.BASE_DIR) / "config/settings.py").read_text() + (
        Path(settings.BASE_DIR) / "config/gunicorn.py"
    ).read_text()
    named = re.findall(r"^([A-Z_]+)=", (DEPLOY / "jiancha.env.example").read_text(), re.M)
    assert len(named) > 8
    assert [name for name in named if f'"{name}"' not in read] == []


def test_OPS_08_an_answer_of_the_application_takes_no_node_out() -> None:
    """A 503 is a page that keeps what was typed. Two of them within five seconds once left everybody without a node."""
    text = (DEPLOY / "nginx.conf").read_text()
    asked_again = re.search(r"proxy_next_upstream ([^;]+);", text).group(1).split()  # type: ignore[union-attr]
    assert set(asked_again) <= {"error", "timeout"}
    assert "keepalive " not in text, (
        "a form sent on a kept connection meets the moment in which the node closes it"
    )


def test_OPS_12_every_folder_the_example_names_may_be_written_by_the_services() -> None:
    example = (DEPLOY / "jiancha.env.example").read_text()
    named = dict(re.findall(r"^([A-Z_]+)=(?:file://)?(/\S+)$", example, re.M))
    assert {"VAR_DIR", "STORAGE_URL", "BACKUP_DIR"} <= set(named)
    for unit in UNITS:
        text = unit.read_text()
        may = [f"/var/lib/{name}" for name in re.findall(r"^StateDirectory=(\S+)", text, re.M)]
        may += re.findall(r"^ReadWritePaths=-?(\S+)", text, re.M)
        needed = {name: path for name, path in named.items() if name != "BACKUP_DIR" or "worker" in unit.name}
        for name, path in needed.items():
            assert any(Path(path).is_relative_to(folder) for folder in may), (unit.name, name)


def test_OPS_08_the_proxy_may_read_the_static_files_and_nothing_else() -> None:
    text, proxy = OPERATIONS.read_text(), (DEPLOY / "nginx.conf").read_text()
    static = re.search(r"alias (\S+)/;", proxy).group(1)  # type: ignore[union-attr]
    assert f"install -d -m 2750 -o jiancha -g www-data {static}" in text
    assert f"install -d -m 751 -o jiancha -g jiancha {Path(static).parent}" in text
    assert all("StateDirectoryMode=0751" in unit.read_text() for unit in UNITS)
    assert "--property=UMask=0027" in text


def test_SEC_03_the_operator_is_led_to_two_roles_from_the_start() -> None:
    """`check --deploy` warns of a site that runs as the owner, so an installation as written must not be one."""
    first = OPERATIONS.read_text().partition("## The proxy")[0]
    running = re.search(
        r"^DATABASE_URL=postgres://(\w+):", (DEPLOY / "jiancha.env.example").read_text(), re.M
    )
    owner = re.search(r"^DATABASE_URL=postgres://(\w+):", (DEPLOY / "owner.env.example").read_text(), re.M)
    assert running and owner and running.group(1) != owner.group(1)
    assert f"createdb --owner {owner.group(1)} " in first
    steps = ["owner migrate", f"owner grant_running_role {running.group(1)}", "manage check --deploy"]
    assert [first.index(step) for step in steps] == sorted(first.index(step) for step in steps)
    for line in re.findall(r"^(?:manage|owner) .+$", OPERATIONS.read_text(), re.M):
        is_owners = re.search(r" (migrate|grant_running_role|restore(?!.*--check))\b", line)
        assert line.startswith("owner " if is_owners else "manage "), line


def test_OPS_12_every_file_and_command_the_operator_is_told_of_exists() -> None:
    text = OPERATIONS.read_text()
    for path in re.findall(r"/opt/jiancha/(docs/deploy/[\w.@-]+)(?![\w*])", text):
        assert (Path(settings.BASE_DIR) / path).exists(), path
    for command in set(re.findall(r"(?:\bmanage|^owner|&& owner|manage\.py) ([a-z]\w+)", text, re.M)):
        assert (
            list(Path(settings.BASE_DIR).glob(f"*/management/commands/{command}.py")) or command in DJANGO
        ), command


DJANGO = {"migrate", "collectstatic", "check"}
