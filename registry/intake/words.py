"""The words lists use for what the register chooses from, and for saying nothing."""

import re

from registry.spelling import letters, plain

# Says that there is none. A cell of signs only says the same.
_NO_WORDS = """
    无 没有 无证 无照 无证无照 无执照 无营业执照 无代码 无信用代码 未办 未办理 未办证 未办照 未办执照 待办 待办理
    办理中 正在办理 申办中 申请中 待补 待补充 待定 暂无 暂缺 暂未办理 尚未办理 空 缺 不详 未知 不清楚 不知道 未填
    未提供 未领 未领取 未领证 未领照 未申领 未登记 null none nil na nan no 0 00
"""
_NONE = frozenset(_NO_WORDS.split())
_ASIDE = re.compile(r"\([^()\d]*\)")
NO_END = {"长期", "长期有效", "永久", "永久有效", "无固定期限", "无期限", "无限期", "不限期", "不约定期限"}

_STATUS = {
    "active": """
        存续 在营 在业 开业 在册 正常 正常经营 正常营业 正常开业 正常在业 营业 营业中 经营 经营中 正在经营 在经营
        在营业 运营 正常运营 在用 有效 登记成立 成立 确立 正常生产 生产
    """,
    "suspended": """
        停业 停业中 歇业 歇业中 暂停营业 暂停经营 停产 半停产 停工 停产停业 暂停 关门停业 休业 suspended
    """,
    "closed": """
        注销 依法注销 核准注销 注销登记 办理注销 迁出 市外迁出 省外迁出 注吊销后注销
    """,
    "revoked": """
        吊销 吊销未注销 吊销营业执照 吊销执照 被吊销 依法吊销
    """,
}
STATUS_WORDS = {word: status for status, words in _STATUS.items() for word in words.split()}
_SAYS_NOTHING = {"", "企业", "单位", "商户", "状态", "户", "未注销"}
_PARTS = re.compile(r"[()\[\]【】、,，;；/\\|:：\s]+")
_FILL = re.compile("^(?:已经|已|仍|现)|(?:企业|单位|状态|户|了)$")
_GRADE = re.compile(r"([ABC])\s*(?:级|等|类|等级|级企业|级单位|级信用)?", re.IGNORECASE)

_CATEGORIES = {
    "歌舞": ("KTV", "歌厅", "歌舞厅", "歌舞娱乐", "歌舞娱乐场所", "歌舞场所", "量贩式KTV", "练歌房"),
    "酒吧": ("清吧", "酒馆", "酒吧场所"),
    "网络直播": ("直播", "直播公司", "网络直播场所"),
    "游艺": ("游艺厅", "电玩城", "电玩", "游戏厅", "游艺娱乐场所", "游艺场所"),
    "劳动密集型": ("劳动密集", "劳动密集型企业", "劳动密集型用人单位"),
    "服务型": ("服务", "服务业", "服务型企业", "服务型用人单位"),
    "其他": ("其它", "其他类"),
}
CATEGORY_OF = {letters(word): name for name, words in _CATEGORIES.items() for word in (name, *words)}


def says_none(text: str) -> bool:
    """Whether a cell says that there is nothing to say: one of the words, with whatever words in brackets, or signs only."""
    word = letters(text)
    return not word or word in _NONE or letters(_ASIDE.sub("", plain(text))) in _NONE


def status_of(text: str) -> str:
    """The state of registration all words of a cell agree on; empty when they do not, or one is not known."""
    words = [_bare(word) for word in _PARTS.split(plain(text))]
    told = {STATUS_WORDS.get(word, "") for word in words if word not in _SAYS_NOTHING}
    if told == {"revoked", "closed"}:
        return "closed"
    return told.pop() if len(told) == 1 else ""


def _bare(word: str) -> str:
    """Without 已 before it and 企业, 状态 behind it; a word of the table stays whole."""
    while word not in STATUS_WORDS and word not in _SAYS_NOTHING and (bare := _FILL.sub("", word)) != word:
        word = bare
    return word


def grade_of(text: str) -> str:
    found = _GRADE.fullmatch(plain(text))
    return found[1].upper() if found else ""
