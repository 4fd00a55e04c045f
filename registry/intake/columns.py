"""What the columns of a list mean: one table of heads, with the reader of each column's cells."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.intake import cells
from registry.intake.cells import CellRefused, Known, Reader
from registry.spelling import letters, plain

REASON_HEAD = "未导入原因"
SAME_HEAD, OTHER_HEAD, VOUCHED_HEAD = "同一单位", "在册单位代码", "代码核对人"
# What a list may be read as having, but no column of it is: written by us.
OURS = (REASON_HEAD,)


@dataclass(frozen=True)
class Column:
    """One kind of column: the employer's field, the heads lists use for it (the first is ours), how a cell is read.

    Where several heads of one column stand in a list the one named first here is read; heads of `instead` only where none
    of the others is there. Of a required column the head must be there, and a cell that cannot be read costs the row; of
    any other it costs a remark. `is_answer` marks what says something about the row and is no field of the employer.
    `is_own` marks what cannot be shared by the rows a merged cell lies in.
    """

    name: str
    heads: tuple[str, ...]
    read: Reader
    is_required: bool = False
    instead: tuple[str, ...] = ()
    is_answer: bool = False
    is_own: bool = False

    @property
    def label(self) -> str:
        return self.heads[0]


def _yes_or_no(cell: object, known: Known) -> str:
    told = letters(cells.text_of(cell))
    for answer, told_so in (
        ("yes", ("是", "同", "同一", "同一单位", "y", "yes", "对")),
        ("no", ("否", "不是", "不同", "另一家", "n", "no")),
    ):
        if told in told_so:
            return answer
    if told:
        raise CellRefused(_("请填“是”或“否”。"))
    return ""


COLUMNS = (
    Column(
        "name", ("企业名称", "单位名称", "用人单位名称", "用人单位", "名称", "企业(单位)名称"), cells.name, True,
        instead=("公司名称", "市场主体名称", "主体名称", "商户名称", "店铺名称", "企业全称", "单位全称", "企业", "单位"),
    ),
    Column(
        "credit_code", ("统一社会信用代码", "社会信用代码", "信用代码"), cells.credit_code, True,
        instead=("统一社会信用代码/注册号", "统一社会信用代码或注册号", "统一代码", "统一信用代码", "社会统一信用代码"),
    ),
    Column(
        "address", ("地址", "经营地址", "单位地址", "住所", "注册地址"), cells.address, True,
        instead=("详细地址", "经营场所", "生产经营地址", "企业地址", "经营场所地址", "住所地", "地址(住所)"),
    ),
    Column(
        "town_id", ("镇街", "所属镇街", "街道", "镇(街道)", "乡镇街道"), cells.town, True,
        instead=("镇", "乡镇", "所在镇街", "所属街道", "镇街名称", "属地", "属地镇街", "街镇", "所属乡镇",
            "所属镇", "所在镇", "镇街道", "镇/街道", "街道/镇"),
    ),
    Column("founded_on", ("成立日期", "注册日期", "成立时间"), cells.past_day, instead=("登记日期", "开业日期"), is_own=True),
    Column("status", ("登记状态", "经营状态", "企业状态"), cells.status, instead=("状态", "市场主体状态", "主体状态")),
    Column("registered_capital", ("注册资本", "注册资金"), cells.text(40), is_own=True),
    Column("categories", ("类别", "单位类别", "企业类别"), cells.categories),
    Column(
        "legal_representative", ("法定代表人", "负责人", "经营者", "法人"), cells.text(50, is_person=True),
        instead=("法人代表", "法人姓名", "负责人姓名"),
    ),
    Column("contact_name", ("联系人",), cells.text(50, is_person=True), instead=("联系人姓名",)),
    Column(
        "contact_phone", ("联系电话", "电话", "手机", "手机号", "联系方式"), cells.telephone,
        instead=("手机号码", "电话号码", "联系人电话", "联系人手机"),
    ),
    Column(
        "headcount", ("职工人数", "职工总数", "用工人数", "从业人数"), cells.number,
        instead=("员工人数", "员工数", "职工数", "总人数", "用工总数"), is_own=True,
    ),
    Column("headcount_female", ("女职工人数", "女职工"), cells.number, instead=("女员工", "女工人数"), is_own=True),
    Column("headcount_migrant", ("农民工人数", "农民工"), cells.number, is_own=True),
    Column("headcount_minor", ("未成年工人数", "未成年工"), cells.number, is_own=True),
    Column("headcount_dispatched", ("劳务派遣人数", "劳务派遣", "派遣人数"), cells.number, is_own=True),
    Column("entertainment_licence", ("娱乐经营许可证号", "娱乐经营许可证"), cells.text(50), is_own=True),
    Column("licence_until", ("许可证有效期至",), cells.last_day, is_own=True),
    Column("grade", ("守法诚信等级", "信用等级", "等级"), cells.grade),
    Column("register_number", ("登记号",), cells.register_number, is_answer=True, is_own=True),
    Column("same", (SAME_HEAD,), _yes_or_no, is_answer=True, is_own=True),
    Column("other", (OTHER_HEAD,), cells.register_number, is_answer=True, is_own=True),
    Column("vouched_by", (VOUCHED_HEAD,), cells.text(50), is_answer=True),
)  # fmt: skip
# Names above several columns, and what the columns below them are then called.
_STAFF = {
    "headcount": ("总数", "合计", "总人数", "人数", "总计", "小计", "职工", "全部", "在岗", "在岗人数"),
    "headcount_female": ("女", "女性", "女工", "女职工", "女员工", "妇女"),
    "headcount_migrant": ("农民工", "进城务工", "外来务工"),
    "headcount_minor": ("未成年工", "未成年", "未满18周岁", "16-18周岁"),
    "headcount_dispatched": ("派遣", "劳务派遣", "派遣工", "劳务工", "劳务派遣工"),
}
_PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "headcount": _STAFF,
    "contact_name": {
        "contact_name": ("姓名", "名字"),
        "contact_phone": ("电话", "联系电话", "手机", "手机号", "手机号码", "联系方式"),
    },
    "contact_phone": {
        "contact_name": ("姓名", "联系人", "名字"),
        "contact_phone": ("电话", "手机", "手机号", "固定电话", "号码"),
    },
    "legal_representative": {"legal_representative": ("姓名", "名字")},
}
_GROUPS = {
    "headcount": (
        "用工情况",
        "职工情况",
        "人员情况",
        "从业人员",
        "职工",
        "员工",
        "用工",
        "人数",
        "职工构成",
        "用工人员",
        "员工情况",
    ),
    "contact_phone": ("联系情况", "联络方式"),
}
_PERSONS = ("legal_representative", "contact_name")


def plain_head(text: str) -> str:
    """A head as it is looked up: no spaces, stars and colons, nothing in brackets, no «其中»."""
    whole = "".join(plain(text).split()).strip("*:★※#")
    told = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", whole).strip("*:★※#") or whole
    return told.removeprefix("其中").lstrip(":")


def column_of(heads: list[str]) -> Column | None:
    """The column a head means, which may stand below names of groups; None for one we do not know."""
    *groups, last = [plain_head(head) for head in heads]
    above = [group for group in groups if group]  # «其中» alone names no group
    if not above:
        return _BY_HEAD.get(last)
    group = _GROUP_OF.get(above[-1], "")
    part = _PART_OF.get((group, last)) or _BY_HEAD.get(above[-1] + last)
    return part or (None if group in _PERSONS else _BY_HEAD.get(last))


_BY_NAME = {column.name: column for column in COLUMNS}
_BY_HEAD = {plain_head(head): column for column in COLUMNS for head in (*column.instead, *column.heads)}
_PART_OF = {
    (group, word): _BY_NAME[name] for group, parts in _PARTS.items() for name, words in parts.items() for word in words
}  # fmt: skip
_GROUP_OF = {head: column.name for head, column in _BY_HEAD.items()} | {
    word: group for group, words in _GROUPS.items() for word in words
}


def rank(column: Column, head: str) -> int:
    """Of several heads that mean one column the least is read."""
    known = [plain_head(one) for one in (*column.heads, *column.instead)]
    name = plain_head(head)
    return known.index(name) if name in known else len(known)
