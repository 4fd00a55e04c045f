"""PDF of Word files by LibreOffice: many in one call, in a process of their own that is ended when it takes too long.

Each call has a profile of its own, so that two workers never wait for one another and nothing of one paper is left for the next.
Where the office's fonts are not installed others stand in their place; what is used is embedded.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from casework.papers.sheets.page import Fonts

PROGRAMS = ("soffice", "libreoffice")
SECONDS, SECONDS_A_FILE = 60, 10
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
OFFICE = Fonts()
INSTEAD = {
    OFFICE.body: SERIF, OFFICE.kai: SERIF, OFFICE.song: SERIF, OFFICE.rare: SERIF, OFFICE.title: SERIF, OFFICE.head: SANS,
    "仿宋": SERIF, "FangSong": SERIF, "楷体": SERIF, "KaiTi": SERIF, "SimSun": SERIF, "SimHei": SANS, "方正小标宋_GBK": SERIF,
}  # fmt: skip
HEAVY = {OFFICE.title, "方正小标宋_GBK"}
# The other font stands after the office's own, which is taken where it is installed.
RULE = """<match target="pattern"><test qual="any" name="family"><string>{font}</string></test>
<edit name="family" mode="append" binding="same"><string>{instead}</string></edit>{more}</match>
"""
BOLD = '<edit name="weight" mode="assign"><const>bold</const></edit>'
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
{rules}</fontconfig>
"""


class Unavailable(RuntimeError):
    """There is no LibreOffice on this machine; `str()` says what to do instead."""


class NotMade(RuntimeError):
    """`name` is the first file of which no PDF came, `made` are those that did; `str()` says why."""

    def __init__(self, sentence: str, name: str, made: dict[str, bytes]) -> None:
        super().__init__(sentence)
        self.name, self.made = name, made


def unavailable() -> str:
    """Why this machine makes no PDF, and what to do instead; empty where it does."""
    if any(map(shutil.which, PROGRAMS)):
        return ""
    return _("这台服务器没有安装 LibreOffice，不能生成 PDF。请下载 Word 文件，或者用打印页面。")


def to_pdf(files: Mapping[str, bytes], *, seconds: int = 0) -> dict[str, bytes]:
    """The PDF of each Word file under its own name. Raises `Unavailable` and `NotMade`.

    `seconds` after which the program is ended; by default one minute and ten seconds a file.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise Unavailable(unavailable())
    if not files:
        return {}
    with TemporaryDirectory(prefix="papers-") as folder:
        place = Path(folder)
        _lay_out(place, files)
        is_late = not _run(program, place, len(files), seconds or SECONDS + SECONDS_A_FILE * len(files))
        return _collected(place, files, is_late=is_late)


def _lay_out(place: Path, files: Mapping[str, bytes]) -> None:
    """Files under numbers, because a name may be anything; and the table of fonts."""
    for number, content in enumerate(files.values()):
        (place / f"{number}.docx").write_bytes(content)
    rules = "".join(
        RULE.format(font=font, instead=instead, more=BOLD if font in HEAVY else "")
        for font, instead in INSTEAD.items()
    )
    (place / "fonts.conf").write_text(FONTS.format(rules=rules), encoding="utf-8")


def _run(program: str, place: Path, count: int, seconds: int) -> bool:
    """Whether it ended by itself; else it is ended with everything it started."""
    command = [
        program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--convert-to", "pdf", "--outdir", str(place / "made"),
        *(str(place / f"{number}.docx") for number in range(count)),
    ]  # fmt: skip
    environment = {
        "PATH": os.environ.get("PATH", ""), "HOME": str(place), "LANG": "C.UTF-8", "TZ": "Asia/Shanghai",
        "FONTCONFIG_FILE": str(place / "fonts.conf"),
    }  # fmt: skip
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=place, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program is a script that starts another: the whole group goes."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _collected(place: Path, files: Mapping[str, bytes], *, is_late: bool) -> dict[str, bytes]:
    made = {}
    for number, name in enumerate(files):
        file = place / "made" / f"{number}.pdf"
        if file.exists() and (content := file.read_bytes()).rstrip().endswith(b"%%EOF"):
            made[name] = content
    missing = next((name for name in files if name not in made), None)
    if missing is None:
        return made
    why = _("转换超时") if is_late else _("LibreOffice 打不开这个文件")
    raise NotMade(_("“%(name)s”没有生成 PDF：%(why)s。") % {"name": missing, "why": why}, missing, made)
