"""What the columns of a list mean: one table of heads, and how each cell is read."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from casework.attachments import FileRefused
from casework.workbook import RISKY_STARTS
from law.clock import today
from law.identity import InvalidNumber, check_credit_code, normalise
from registry.towns import plain_name

REASON_HEAD = "未导入原因"
EARLIEST = date(1840, 1, 1)


class CellRefused(ValueError):
    """A cell that cannot be taken; `str()` says what to do."""


@dataclass(frozen=True)
class Known:
    """What the register knows of names: towns (also by earlier names) and categories, to ids."""

    towns: dict[str, int]
    categories: dict[str, int]


Reader = Callable[[Any, Known], Any]


@dataclass(frozen=True)
class Column:
    """One kind of column: the employer's field, the heads lists use for it (the first is ours), how a cell is read."""

    name: str
    heads: tuple[str, ...]
    read: Reader
    is_required: bool = False


@dataclass(frozen=True)
class Layout:
    """Which cell of a row is what: the list's own head, and (place, column) for each column we know."""

    head: list[str]
    places: list[tuple[int, Column]] = field(default_factory=list)

    @property
    def known(self) -> int:
        return len(self.places)

    @property
    def fields(self) -> list[str]:
        return [column.name for _place, column in self.places]

    def check(self) -> None:
        """Raises `FileRefused` when a required column is missing or one is there twice."""
        missing = [
            column.heads[0] for column in COLUMNS if column.is_required and column.name not in self.fields
        ]
        if missing:
            raise FileRefused(
                _("表头缺少：%(heads)s。请在表的前十行内写明这些列名，列的先后不限。")
                % {"heads": "、".join(missing)}
            )
        twice = {column.heads[0] for _place, column in self.places if self.fields.count(column.name) > 1}
        if twice:
            raise FileRefused(
                _("表头重复：%(heads)s。每一列只留一次。") % {"heads": "、".join(sorted(twice))}
            )

    def read(self, cells: list[Any], known: Known) -> tuple[dict[str, Any], list[str]]:
        """The facts of one row and what is wrong with it. A blank cell states nothing."""
        facts, wrong = {}, []
        for place, column in self.places:
            cell = cells[place] if place < len(cells) else ""
            if cell is None or cell == "":
                continue
            try:
                value = column.read(cell, known)
            except (CellRefused, InvalidNumber) as error:
                wrong.append(f"{column.heads[0]}：{error}")
                continue
            if value not in ("", None):
                facts[column.name] = value
        if not facts.get("name") and not wrong:
            wrong.append(_("企业名称：没有填写，请补上。"))
        return facts, wrong


def text_of(cell: object) -> str:
    """A cell as text: whole numbers without «.0», one line, and without the mark that kept a formula from running."""
    if isinstance(cell, str):
        text = " ".join(cell.split())
        return text[1:] if text[:1] == "'" and text[1:].startswith(RISKY_STARTS) else text
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell)


def layout_of(cells: list[Any]) -> Layout:
    """How a row would be read as the head."""
    head = [text_of(cell) for cell in cells]
    names = [_plain_head(text) for text in head]
    return Layout(head, [(place, _BY_HEAD[name]) for place, name in enumerate(names) if name in _BY_HEAD])


def _plain_head(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split()).strip("*:：")
    return re.sub(r"\(.*?\)", "", plain)


def _text(longest: int) -> Reader:
    def read(cell: object, known: Known) -> str:
        text = text_of(cell)
        if len(text) > longest:
            raise CellRefused(_("超过 %(longest)s 个字，请缩短。") % {"longest": longest})
        if text in _ERRORS:
            raise CellRefused(_("这一格是公式错误“%(text)s”，请改成文字。") % {"text": text})
        return text

    return read


_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
_EXPONENT = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)


def _credit_code(cell: Any, known: Known) -> str:
    try:
        return check_credit_code(cell)
    except InvalidNumber:
        text = text_of(cell)
        if not normalise(text) or text in _NONE:
            return ""
        _refuse_number(cell, text)
        raise


def _refuse_number(cell: object, text: str) -> None:
    """A code that a spreadsheet kept as a number has lost its digits after the fifteenth: said so, never guessed."""
    if (isinstance(cell, float | int) and len(text) > 15) or _EXPONENT.fullmatch(text):
        raise CellRefused(_("代码存成了数字，15位以后已变成0。请把这一列设为“文本”，按执照重填。"))
    if text.isdigit() and len(text) == 18 and text.endswith("000"):
        raise CellRefused(_("末三位是000，多半是表格软件把数字四舍五入了。请设为“文本”，按执照重填。"))


_NONE = {"无", "无证", "无照", "/", "-", "—"}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(\s+\d{1,2}:\d{2}(:\d{2})?)?")
_DAY_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")


def _any_day(cell: object, known: Known) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    found = _DAY.fullmatch(text) or _DAY_DIGITS.fullmatch(text)
    if text in _NONE:
        return None
    if not found:
        raise CellRefused(_("“%(text)s”不是日期，请写成 2019-07-13 这样。") % {"text": text[:20]})
    try:
        return date(*map(int, found.group(1, 2, 3)))
    except ValueError:
        raise CellRefused(_("没有“%(text)s”这一天，请核对。") % {"text": text[:20]}) from None


def _past_day(cell: object, known: Known) -> date | None:
    day = _any_day(cell, known)
    if day is not None and not EARLIEST <= day <= today():
        raise CellRefused(_("“%(day)s”早得不合理或晚于今天，请核对。") % {"day": day.isoformat()})
    return day


def _chosen(words: dict[str, str], sentence: Callable[[], str]) -> Reader:
    def read(cell: object, known: Known) -> str:
        text = cell if cell in words else text_of(cell)
        if text not in words:
            raise CellRefused(sentence() % {"text": text[:20], "words": "、".join(words)})
        return words[text]

    return read


STATUS_WORDS = {
    "存续": "active", "在营": "active", "在业": "active", "开业": "active", "正常": "active",
    "存续（在营、开业、在册）": "active",
    "停业": "suspended", "歇业": "suspended",
    "注销": "closed", "迁出": "closed", "吊销": "revoked", "吊销未注销": "revoked", "吊销，未注销": "revoked",
}  # fmt: skip
GRADE_WORDS = {"A": "A", "B": "B", "C": "C", "A级": "A", "B级": "B", "C级": "C"}


def _town(cell: object, known: Known) -> int | None:
    name = cell if cell in known.towns else plain_name(text_of(cell))
    if name and name not in known.towns:
        raise CellRefused(
            _("没有名为“%(name)s”的镇街，请对照镇街名单改正；不清楚的留空。") % {"name": name[:20]}
        )
    return known.towns.get(name)


def _categories(cell: object, known: Known) -> tuple[int, ...]:
    names = [name for name in re.split(r"[、,，;；/\s]+", text_of(cell)) if name]
    unknown = [name for name in names if name not in known.categories]
    if unknown:
        words = {"names": "、".join(unknown)[:40], "known": "、".join(known.categories)}
        raise CellRefused(_("没有“%(names)s”这一类，可填：%(known)s；多个用顿号隔开。") % words)
    return tuple(sorted({known.categories[name] for name in names}))


def _number(cell: object, known: Known) -> int | None:
    text = text_of(cell).removesuffix("人")
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise CellRefused(_("“%(text)s”不是人数，请填不带小数的数字。") % {"text": text[:20]})
    return int(text)


def _phone(cell: object, known: Known) -> str:
    text = text_of(cell)
    if not re.fullmatch(r"[\d\s+()（）\-—、,，转]{5,20}", text):
        raise CellRefused(_("“%(text)s”不是电话号码，请核对；有多个的只留一个。") % {"text": text[:20]})
    return text


COLUMNS = (
    Column("name", ("企业名称", "单位名称", "用人单位名称", "用人单位", "名称", "企业(单位)名称"), _text(200), True),
    Column("credit_code", ("统一社会信用代码", "社会信用代码", "信用代码"), _credit_code, True),
    Column("address", ("地址", "住所", "经营地址", "注册地址", "单位地址"), _text(300), True),
    Column("town_id", ("镇街", "所属镇街", "街道", "镇(街道)", "乡镇街道"), _town, True),
    Column("founded_on", ("成立日期", "注册日期", "成立时间"), _past_day),
    Column("status", ("登记状态", "经营状态", "企业状态"), _chosen(
        STATUS_WORDS, lambda: _("登记状态“%(text)s”不认识，可填：%(words)s。")
    )),
    Column("registered_capital", ("注册资本", "注册资金"), _text(40)),
    Column("categories", ("类别", "单位类别", "企业类别"), _categories),
    Column("legal_representative", ("法定代表人", "负责人", "经营者", "法人"), _text(50)),
    Column("contact_name", ("联系人",), _text(50)),
    Column("contact_phone", ("联系电话", "电话", "手机", "手机号", "联系方式"), _phone),
    Column("headcount", ("职工人数", "职工总数", "用工人数", "从业人数"), _number),
    Column("headcount_female", ("女职工人数", "女职工"), _number),
    Column("headcount_migrant", ("农民工人数", "农民工"), _number),
    Column("headcount_minor", ("未成年工人数", "未成年工"), _number),
    Column("headcount_dispatched", ("劳务派遣人数", "劳务派遣", "派遣人数"), _number),
    Column("entertainment_licence", ("娱乐经营许可证号", "娱乐经营许可证"), _text(50)),
    Column("licence_until", ("许可证有效期至",), _any_day),
    Column("grade", ("守法诚信等级", "信用等级", "等级"), _chosen(
        GRADE_WORDS, lambda: _("等级“%(text)s”不认识，可填：%(words)s。")
    )),
)  # fmt: skip
_BY_HEAD = {_plain_head(head): column for column in COLUMNS for head in column.heads}
