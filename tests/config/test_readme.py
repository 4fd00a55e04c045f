"""OPS-12: the commands that README gives for running the site are run as they are written."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
SERVES = ("gunicorn", "celery")


def block() -> list[str]:
    text = (BASE / "README.md").read_text().partition("## Running it for real")[2]
    return re.search(r"```\n(.+?)```", text, re.S).group(1).splitlines()  # type: ignore[union-attr]


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """The example with what an operator fills in; SQLite stands for the database that is not here."""
    text = (BASE / "docs/deploy/jiancha.env.example").read_text()
    filled = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "VAR_DIR": str(tmp_path),
        "STORAGE_URL": f"file://{tmp_path / 'files'}",
        "SECRET_KEY": "k3Jq8-Zx7Vw2Lm9Rt5Yb1Nc6Hd4Gf0Psk3Jq8-Zx7Vw2Lm9Rt5Yb",
        "FIELD_KEYS": "Yb1Nc6Hd4Gf0Psk3Jq8-Zx7Vw2Lm9Rt5",
    }
    for name, value in filled.items():
        text, count = re.subn(rf"^{name}=.*$", f"{name}={value}", text, flags=re.M)
        assert count == 1, name
    path = tmp_path / "jiancha.env"
    path.write_text(text)
    return path


def test_OPS_12_the_block_of_the_readme_runs_as_written(environment: Path) -> None:
    written = [line for line in block() if "pip install" not in line and not line.startswith("cp ")]
    runs = [line for line in written if not any(f"/{program}" in line for program in SERVES)]
    assert len(runs) >= 6 and len(written) - len(runs) == 3
    script = "\n".join(["set -e", *runs]).replace("./jiancha.env", str(environment))
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(["bash", "-c", script], cwd=BASE, env=bare, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    secrets = [line for line in done.stdout.splitlines() if re.fullmatch(r"\S{12,40}", line)]
    assert len(secrets) >= 2 and "https://jiancha.example.gov.cn/" in done.stderr


def test_OPS_12_what_the_block_starts_is_there() -> None:
    for line in block():
        for program in SERVES:
            if f"/{program}" in line:
                assert (BASE / line.split()[0]).exists() or not (BASE / ".venv").exists(), line
        assert not re.match(r"(manage\.py|python manage)", line), f"not on the path: {line}"
