"""Identity numbers of employers and people: check, explain what is wrong, mask.

Employers: GB 32100-2015 (18 characters; both check digits). People: GB 11643-1999 (18 characters).
"""

from __future__ import annotations

import re
import unicodedata
from calendar import isleap
from datetime import date

from django.utils.translation import gettext_lazy as _

from law import clock
from law.registers import AUTHORITIES, PROVINCES

LENGTH = 18
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CREDIT_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ID_WEIGHTS = tuple(pow(2, 17 - i, 11) for i in range(17))
ID_DIGITS = "10X98765432"
OLDEST_YEARS = 150
_SEPARATORS = re.compile(r"[\s\u200b\u200c\u200d\ufeff\-\u2010-\u2015\u2212_·.]+")


_OTHER_PAPER = re.compile(r"[A-Z]{1,3}(?=[A-Z0-9]*\d{5})[A-Z0-9]{5,15}|\d{8}|\d{10}")
# Mobile, fixed line, 400/800, short number; with a country code any that ITU-T E.164 allows.
_PHONE = re.compile(
    r"(?:(?:\+|00)?86)?1[3-9]\d{9}|0\d{2,3}\d{7,8}|\d{7,8}|[48]00\d{7}|\d{5}|(?:\+|00)\d{7,15}"
)
_EXTENSION = re.compile(r"(?:(?:转|分机|EXT\.?|#)[-:]?|(?<=\d{7})-)(\d{1,6})$", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s()\-.]+")


class InvalidNumber(ValueError):
    """A number that cannot be right; the message says in Chinese what to do about it."""


class CodeInDoubt(InvalidNumber):
    """A credit code right in all but its check digits, as some authorities once issued them; `code` is how it reads."""

    def __init__(self, sentence: object, *, code: str) -> None:
        super().__init__(sentence)
        self.code = code


def normalise(text: str) -> str:
    """Full-width forms to half-width, upper case, without spaces, hyphens and dots."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", str(text or ""))).upper()


def check_credit_code(text: str) -> str:
    """The normalised 统一社会信用代码 of `text`; raises `InvalidNumber`, `CodeInDoubt` where only the check digits do not fit."""
    code = normalise(text)
    _check_credit_length(code)
    _check_credit_letters(code)
    _check_authority(code)
    if credit_code_check_digits(code[:16]) != code[16:]:
        sentence = _("校验位不符，代码中有字抄错，请对照营业执照逐位核对（易混：8与B、0与D）。")
        raise CodeInDoubt(sentence, code=code)
    return code


def credit_code_check_digits(body: str) -> str:
    """The last two characters of a credit code whose first 16 are `body`.

    The first is the check digit of the organisation code (GB 11714), the second of the whole
    (GB 32100): `body + credit_code_check_digits(body)` is a valid code.
    """
    total = sum(ORG_ALPHABET.index(c) * w for c, w in zip(body[8:16], ORG_WEIGHTS, strict=True))
    organisation = "0123456789X"[-total % 11]
    whole = body[:16] + organisation
    total = sum(CREDIT_ALPHABET.index(c) * w for c, w in zip(whole, CREDIT_WEIGHTS, strict=True))
    return organisation + CREDIT_ALPHABET[-total % 31]


def check_resident_id(text: str) -> str:
    """The normalised 公民身份号码 or 居住证 number of `text`; raises `InvalidNumber`.

    Knows residents, residence permits of Hong Kong, Macao and Taiwan residents (81, 82, 83) and
    foreigners' permanent residence cards of the 2023 form (9). Other papers are a different field.
    """
    number = normalise(text)
    _check_id_form(number)
    _check_id_birth(number)
    if resident_id_check_digit(number[:17]) != number[17]:
        raise InvalidNumber(_("身份证号校验位不符，号码中有数字抄错，请对照证件逐位核对。"))
    return number


def check_person_number(text: str) -> str:
    """The normalised number of whatever paper a person showed: as `check_resident_id`, but for what is plainly another paper.

    Passports and the permits of Hong Kong, Macao and Taiwan residents have no check digit of their own that could be looked at;
    they begin with a letter, or (台胞证) have eight or ten digits. Raises `InvalidNumber`.
    """
    number = normalise(text)
    return number if _OTHER_PAPER.fullmatch(number) else check_resident_id(text)


def resident_id_check_digit(body: str) -> str:
    """The 18th character for the first 17 digits of a resident number."""
    return ID_DIGITS[sum(int(c) * w for c, w in zip(body, ID_WEIGHTS, strict=True)) % 11]


def born_on(resident_id: str) -> date:
    """The birth date inside a checked resident number."""
    return date(int(resident_id[6:10]), int(resident_id[10:12]), int(resident_id[12:14]))


def age_on(born: date, day: date) -> int:
    """Full years (周岁) on `day`, reached on the day AFTER the birthday: on the 16th birthday still 15.

    Source: 民法典 200–203 and the criminal-law reading of 周岁. Someone born on 29 February reaches
    a year on 1 March. Raises `ValueError` for a day before birth.
    """
    if day < born:
        raise ValueError(_("出生日期晚于所计算的日期，请核对。"))
    years = day.year - born.year
    return max(0, years if day > birthday_in(born, day.year) else years - 1)


def birthday_in(born: date, year: int) -> date:
    """The birthday in `year`; 28 February for someone born on the 29th, in a common year."""
    is_missing = (born.month, born.day) == (2, 29) and not isleap(year)
    return born.replace(year=year, day=28) if is_missing else born.replace(year=year)


def is_birthday(born: date, day: date) -> bool:
    """Whether `day` is a birthday: the edge on which counting ways differ, to be confirmed by hand."""
    return day > born and birthday_in(born, day.year) == day


def check_phone(text: str) -> str:
    """The normalised phone number of `text`, an extension after 转; raises `InvalidNumber`."""
    told = re.sub(r"[\s\u200b-\u200f\ufeff]+", "", unicodedata.normalize("NFKC", str(text or "")))
    told = re.sub(r"[\u2010-\u2015\u2212]+", "-", told)
    extension = _EXTENSION.search(told)
    number = _BETWEEN.sub("", told[: extension.start()] if extension else told)
    if not _PHONE.fullmatch(number):
        raise InvalidNumber(
            _("电话号码位数不对：手机 11 位，固定电话请带区号，分机写在“转”后面，境外号码以 + 开头。")
        )
    return f"{number}转{extension[1]}" if extension else number


def mask_id(number: str) -> str:
    """First and last four characters: `3101**********1234`; all stars when shorter than 12."""
    return _mask(number, 4, 4, shortest=12)


def mask_phone(number: str) -> str:
    """`138****1234` for a mobile; a shorter number keeps only its last two digits."""
    if len(number) >= 11:
        return _mask(number, 3, 4, shortest=11)
    return _mask(number, 0, 2, shortest=5)


def mask_day(day: str) -> str:
    """The year of a day written as 2006-03-15: `2006-**-**`."""
    return f"{day[:4]}-**-**" if day else ""


def mask_name(name: str) -> str:
    """The first character and one star: `王*`, whatever the length of the name."""
    return f"{name.strip()[:1]}*" if name.strip() else ""


def _mask(text: str, head: int, tail: int, *, shortest: int) -> str:
    text = text.strip()
    if len(text) < shortest:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def _check_credit_length(code: str) -> None:
    if not code:
        raise InvalidNumber(_("请填写统一社会信用代码。"))
    if len(code) == 15 and code.isascii() and code.isdecimal():
        raise InvalidNumber(_("这是15位的旧注册号，请填写执照上的18位代码；还没有18位代码的，代码留空。"))
    if len(code) != LENGTH:
        raise InvalidNumber(
            _("统一社会信用代码应为18位，现为%(length)s位，请核对后补齐。") % {"length": len(code)}
        )


def _check_credit_letters(code: str) -> None:
    for place, char in enumerate(code, start=1):
        if char not in CREDIT_ALPHABET:
            raise InvalidNumber(
                _("第%(place)s位「%(char)s」不会出现在代码中（不用字母 I、O、S、V、Z），请核对。")
                % {"place": place, "char": char}
            )
    if not code[2:8].isdecimal():
        raise InvalidNumber(_("第3至8位是登记机关的行政区划码，应全为数字，请核对。"))


def _check_authority(code: str) -> None:
    if code[0] not in AUTHORITIES:
        raise InvalidNumber(_("第1位「%(char)s」不是登记部门代码，请核对；企业为 9。") % {"char": code[0]})
    authority = AUTHORITIES[code[0]]
    if code[1] not in authority.types:
        raise InvalidNumber(
            _("第2位「%(char)s」不是%(authority)s登记的机构类别，请核对；企业为 91，个体工商户为 92。")
            % {"char": code[1], "authority": authority.name}
        )


def _check_id_form(number: str) -> None:
    if not number:
        raise InvalidNumber(_("请填写身份证号。"))
    if not number.isascii():
        raise InvalidNumber(_("身份证号只含数字，末位可为字母 X，请核对。"))
    if len(number) == 15 and number.isdecimal():
        raise InvalidNumber(_("15位身份证号已停止使用，请按现行证件填写18位号码。"))
    if len(number) != LENGTH:
        raise InvalidNumber(
            _("身份证号应为18位，现为%(length)s位，请核对；护照、通行证等请连同开头的字母一起填。")
            % {"length": len(number)}
        )
    if not number[:17].isdecimal() or number[17] not in ID_DIGITS:
        raise InvalidNumber(_("身份证号前17位应为数字，末位为数字或字母 X，请核对。"))
    province = number[1:3] if number[0] == "9" else number[:2]
    if province not in PROVINCES:
        raise InvalidNumber(_("身份证号开头「%(code)s」不是地区代码，请核对。") % {"code": number[:2]})


def _check_id_birth(number: str) -> None:
    try:
        born = born_on(number)
    except ValueError:
        raise InvalidNumber(
            _("身份证号第7至14位「%(birth)s」不是有效日期，请核对。") % {"birth": number[6:14]}
        ) from None
    today = clock.today()
    if born > today:
        raise InvalidNumber(_("身份证号中的出生日期晚于今天，请核对。"))
    if born.year < today.year - OLDEST_YEARS:
        raise InvalidNumber(_("身份证号中的出生年份过早，请核对。"))
