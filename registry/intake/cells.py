"""How one cell of a list is read: as people write codes, days, numbers and words. What fits several meanings is not guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from law.clock import today
from law.identity import CodeInDoubt, InvalidNumber, normalise
from registry.codes import read_code
from registry.intake import words
from registry.intake.places import TownNames
from registry.spelling import cleaned, letters, plain

EARLIEST = date(1840, 1, 1)
TELEPHONE = r"[\d\s+()（）\-—–、,，;；/转]{5,20}"


class CellRefused(ValueError):
    """A cell that cannot be taken; `str()` says what to do."""


class Erased:
    """What a cell states by saying that there is no such thing (长期 for the end of a licence)."""


class Merged:
    """A cell inside a merged range whose content cannot be said to be its own; `told` names the range."""

    def __init__(self, told: str) -> None:
        self.told = told


@dataclass(frozen=True)
class Known:
    """What the register knows: towns (also by earlier names) and categories to ids, codes a person has vouched for."""

    towns: dict[str, int]
    categories: dict[str, int]
    vouched: frozenset[str] = frozenset()
    names: TownNames = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", TownNames(self.towns))


Reader = Callable[[object, Known], object]


def text_of(cell: object) -> str:
    """A cell as text, cleaned: whole numbers without «.0», days as 2019-07-13."""
    if isinstance(cell, str):
        return cleaned(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, Merged):
        return ""
    return str(cell)


def text(longest: int, *, is_person: bool = False) -> Callable[[object, Known], str]:
    """A text of so many characters; signs only, or of a person a masked name, state nothing."""

    def read(cell: object, known: Known) -> str:
        told = text_of(cell)
        if told in _ERRORS:
            raise CellRefused(_("这一格是公式错误“%(text)s”，请改成文字。") % {"text": told})
        if is_person and is_masked(told) or not letters(told):
            return ""
        if len(told) > longest:
            raise CellRefused(_("超过 %(longest)s 个字，请缩短。") % {"longest": longest})
        return told

    return read


_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"}
_MASK = re.compile(r"[*×✱∗﹡●■]|[xX]{3}")


def is_masked(told: str) -> bool:
    """Whether part of it was hidden when it left a system, this one or another."""
    return bool(_MASK.search(plain(told)))


def name(cell: object, known: Known) -> str:
    told = text(200)(cell, known)
    if not told and text_of(cell):
        raise CellRefused(_("“%(text)s”里没有字，请写单位的名称。") % {"text": text_of(cell)[:20]})
    return told


def address(cell: object, known: Known) -> str:
    told = text(300)(cell, known)
    return "" if words.says_none(told) else told


def credit_code(cell: object, known: Known) -> str:
    told = text_of(cell)
    if told in _ERRORS:
        raise CellRefused(_("这一格是公式错误“%(text)s”，请改成文字。") % {"text": told})
    try:
        return read_code(told)
    except InvalidNumber as error:
        if words.says_none(told):
            return ""
        if isinstance(error, CodeInDoubt) and error.code in known.vouched:
            return error.code
        _refuse_number(cell, plain(told))
        raise


def register_number(cell: object, known: Known) -> str:
    told = normalise(text_of(cell))
    return "" if words.says_none(told) else told


_EXPONENT = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)


def _refuse_number(cell: object, told: str) -> None:
    """A code that a spreadsheet kept as a number has lost its digits after the fifteenth: said so, never guessed."""
    if (isinstance(cell, float | int) and len(told) > 15) or _EXPONENT.fullmatch(told.replace(" ", "")):
        raise CellRefused(_("代码存成了数字，15位以后已变成0。请把这一列设为“文本”，按执照重填。"))
    if told.isdecimal() and len(told) == 18 and told.endswith("000"):
        raise CellRefused(_("末三位是000，多半是表格软件把数字四舍五入了。请设为“文本”，按执照重填。"))


_DAY = re.compile(r"(\d{4})\s?([-/.年])\s?(\d{1,2})\s?(?:\2|月)\s?(\d{1,2})\s?[日号.]?(.*)")
_DAY_DIGITS = re.compile(r"(\d{4})()(\d{2})(\d{2})()")
# What may stand behind a day: the time of day, and which day of the week it was.
_AFTER = re.compile(
    r"(?:[T\s]?\s?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2}|[AP]M|[上下]午)?)?"
    r"\s?\(?(?:(?:星期|周|礼拜)[一二三四五六日天])?\)?"
)


def any_day(cell: object, known: Known) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    told = plain(text_of(cell))
    if words.says_none(told):
        return None
    found = _DAY.fullmatch(told) or _DAY_DIGITS.fullmatch(told)
    if not found or not _AFTER.fullmatch(found[5]):
        raise CellRefused(_("“%(text)s”不是日期，请写成 2019-07-13 这样。") % {"text": told[:20]})
    try:
        return date(*map(int, found.group(1, 3, 4)))
    except ValueError:
        raise CellRefused(_("没有“%(text)s”这一天，请核对。") % {"text": told[:20]}) from None


def past_day(cell: object, known: Known) -> date | None:
    day = any_day(cell, known)
    if day is not None and not EARLIEST <= day <= today():
        raise CellRefused(_("“%(day)s”早得不合理或晚于今天，请核对。") % {"day": day.isoformat()})
    return day


def last_day(cell: object, known: Known) -> date | type[Erased] | None:
    return Erased if text_of(cell) in words.NO_END else any_day(cell, known)


def status(cell: object, known: Known) -> str:
    told = text_of(cell)
    found = words.STATUS_WORDS.get(told) or words.status_of(told)
    if not found and not words.says_none(told):
        raise CellRefused(
            _("登记状态“%(text)s”不能确定是存续、停业、注销还是吊销，请改成其中一种。") % {"text": told[:20]}
        )
    return found


def grade(cell: object, known: Known) -> str:
    told = text_of(cell)
    found = words.grade_of(told)
    if not found and not words.says_none(told) and letters(told) not in ("未评级", "未评", "未评定"):
        raise CellRefused(_("等级“%(text)s”不认识，可填：A、B、C。") % {"text": told[:20]})
    return found


def town(cell: object, known: Known) -> int | None:
    if isinstance(cell, str) and cell in known.towns:
        return known.towns[cell]
    told = text_of(cell)
    if words.says_none(told) or letters(told) in ("未分派", "未定"):
        return None
    found = known.names.find(told)
    if found is None:
        raise CellRefused(
            _("没有名为“%(name)s”的镇街，请对照镇街名单改正；不清楚的留空。") % {"name": told[:20]}
        )
    return found


def categories(cell: object, known: Known) -> tuple[int, ...]:
    names = [
        part for part in re.split(r"[、,，;；/|\s]+", text_of(cell)) if part and not words.says_none(part)
    ]
    chosen = {
        part: known.categories.get(part) or known.categories.get(words.CATEGORY_OF.get(letters(part), ""))
        for part in names
    }
    unknown = [part for part, category in chosen.items() if category is None]
    if unknown:
        told = {"names": "、".join(unknown)[:40], "known": "、".join(known.categories)}
        raise CellRefused(_("没有“%(names)s”这一类，可填：%(known)s；多个用顿号隔开。") % told)
    return tuple(sorted({category for category in chosen.values() if category is not None}))


_COUNT = re.compile(r"(\d{1,6}|\d{1,3}(?:[, ]\d{3})+)(?:\.0+)?\s?[人名位个]?")


def number(cell: object, known: Known) -> int | None:
    told = plain(text_of(cell))
    if words.says_none(told) and not told.isdecimal():
        return None
    found = _COUNT.fullmatch(told)
    if not found or len(digits := re.sub(r"\D", "", found[1])) > 6:
        raise CellRefused(_("“%(text)s”不是人数，请填不带小数的数字。") % {"text": told[:20]})
    return int(digits)


def telephone(cell: object, known: Known) -> str:
    told = text_of(cell)
    if is_masked(told) or words.says_none(told) and not told.isdecimal():
        return ""
    if not re.fullmatch(TELEPHONE, told):
        raise CellRefused(_("“%(text)s”不是电话号码，请核对；有多个的只留一个。") % {"text": told[:20]})
    return told
