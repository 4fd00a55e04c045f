"""What a list must be before anything parses it: a true workbook or a text table, of sane size."""

import codecs
from pathlib import Path

from django.utils.translation import gettext as _

from casework.attachments import FileRefused, check_zip

SIZE_LIMIT = 200 * 1024 * 1024
WORKBOOK, TABLE = ".xlsx", ".csv"
ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


def check(path: Path, name: str = "") -> str:
    """`.xlsx` or `.csv`. Raises `FileRefused` with a sentence; `name` is what the user calls the file."""
    name = name or path.name
    suffix = Path(name).suffix.lower()
    if suffix not in (WORKBOOK, TABLE):
        raise FileRefused(_("只能导入 .xlsx 或 .csv 文件，请在表格软件中“另存为”其中一种后再传。"))
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        raise FileRefused(_("“%(name)s”超过 200 MB，请拆分后再传。") % {"name": name})
    if size == 0:
        raise FileRefused(_("“%(name)s”是空文件，请重新导出后再传。") % {"name": name})
    (_check_workbook if suffix == WORKBOOK else _check_table)(path)
    return suffix


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, or GB 18030, whichever the whole file is. Raises `FileRefused`."""
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((encoding for mark, encoding in ENCODINGS if start.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise FileRefused(_("看不出这个文件的文字编码，请在表格软件中另存为“CSV UTF-8”后再传。"))


def _check_workbook(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(len(_ZIP))
        if start == _OLD_OFFICE:
            raise FileRefused(_("这是旧版 .xls 或加了密码的工作簿，请去掉密码、另存为 .xlsx 后再传。"))
        if start != _ZIP:
            raise FileRefused(
                _(
                    "扩展名是 .xlsx，内容却不是工作簿（多半是网页导出），请用表格软件打开，另存为 .xlsx 后再传。"
                )
            )
        check_zip(file)


def _check_table(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(65536)
    if start.startswith((_ZIP, _OLD_OFFICE)):
        raise FileRefused(_("这个文件的扩展名是 .csv，内容却是工作簿，请把扩展名改为 .xlsx 后再传。"))
    if b"\0" in start and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileRefused(_("这个文件不是文本表格，请在表格软件中另存为“CSV UTF-8”后再传。"))
    if start.lstrip(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        raise FileRefused(_("这个文件是网页，不是表格，请用表格软件打开，另存为 .xlsx 后再传。"))


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
