"""What a Word file of the office's own may hold: text, pictures, and nothing that runs, loads or is fetched."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from casework import file_kinds
from casework.attachments import FileRefused, check_zip

MEGABYTE = 1024 * 1024
LARGEST, UNPACKED = 5 * MEGABYTE, 50 * MEGABYTE
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Field codes that fetch a file or an address, start a program, or are put together from pieces to hide one that does.
FETCHING = re.compile(r"INCLUDE|DDE|LINK|IMPORT|DATABASE|QUOTE|AUTOTEXT|MACRO|PRINT\b", re.IGNORECASE)


def refused(content: bytes) -> list[str]:
    """Why the file is not taken, one sentence each; nothing when it may be looked at further."""
    if len(content) > LARGEST:
        return [_("文件超过 %(size)s MB，请去掉不需要的图片再传。") % {"size": LARGEST // MEGABYTE}]
    file = BytesIO(content)
    if file_kinds.kind_of(file) is not file_kinds.DOCX:
        return [_("这不是 Word 文档（.docx），请在 Word 或 WPS 里另存为 .docx 再传。")]
    try:
        check_zip(file)
    except FileRefused as error:
        return [str(error)]
    with ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
            return [_("这个文件解压后过大，请另存后再传。")]
        return [sentence for name in archive.namelist() for sentence in _of_part(name, archive)]


def _of_part(name: str, archive: ZipFile) -> Iterator[str]:
    suffix = PurePath(name.lower()).suffix
    if "vba" in name.lower() or "macros" in name.lower():
        yield _("文件带宏，请去掉宏，另存为 .docx 再传。")
    elif suffix in (".xml", ".rels") or name.lower().endswith("/.rels"):
        try:
            yield from _of_xml(fromstring(archive.read(name), forbid_dtd=True))
        except (ParseError, DefusedXmlException, ValueError):
            yield _("文件的内部结构异常（%(name)s），请另存后再传。") % {"name": name}
    elif suffix not in PICTURES and not name.endswith("/"):
        yield _("文件里嵌有别的文件（%(name)s），请删去后再传。") % {"name": name}


def _of_xml(root: Element) -> Iterator[str]:
    codes = ""
    for element in root.iter():
        if "macroEnabled" in element.get("ContentType", ""):
            yield _("文件带宏，请去掉宏，另存为 .docx 再传。")
        if element.get("TargetMode") == "External":
            yield _("文件引用了外部内容（%(place)s），请改成直接放在文件里。") % {
                "place": element.get("Target", "")[:60]
            }
        if element.tag in (f"{WORD}altChunk", f"{WORD}object", f"{WORD}control"):
            yield _("文件里嵌有对象或控件，请删去后再传。")
        if element.tag == f"{WORD}instrText":
            codes += element.text or ""
        codes += " " + element.get(f"{WORD}instr", "")
    if FETCHING.search(codes):
        yield _("文件用了会读取别处内容的域，请改成普通文字。")
