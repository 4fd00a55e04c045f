"""How people write a credit code, and the code of a further site: `CODE/NN`."""

import re

from django.utils.translation import gettext as _

from law.identity import LENGTH, CodeInDoubt, InvalidNumber, check_credit_code, normalise
from registry.spelling import plain

LONGEST = LENGTH + 3
# Words in brackets that belong to the label: (18位), (三证合一); never the code itself.
_ASIDE = r"\([^()\d]*(?:\d\d位)?[^()\d]*\)"
_LABEL = re.compile(
    r"^\W*(?:法人和其他组织|营业执照)?(?:统一)?(?:社会)?(?:信用)?(?:代码证|代码|证号|证照号码|税号|注册号|执照号|号码|编号)(?:证|号码)?"
    rf"(?:\s*{_ASIDE})?\W*",
    re.IGNORECASE,
)
_COPY = re.compile(rf"\((?:副本|正本|[\d\-/ ])+\)$|{_ASIDE}$")
_SITE = re.compile(r"\s*/\s*(\d{1,2})$")
_LONG = re.compile(r"[0-9A-Z]{15,18}")
_ALIKE = str.maketrans("OQILZS", "001125")


def read_code(text: object) -> str:
    """The code a text means, with `/NN` for a further site, or a reasoned `InvalidNumber`. Labels are dropped.

    Raises `CodeInDoubt`, with the code, where only its check digits do not fit: a person who has seen the licence may say so.
    """
    written = _COPY.sub("", _LABEL.sub("", plain(str(text or "")))).strip("()")
    site = _SITE.search(written)
    body = written[: site.start()] if site else written
    try:
        code = check_credit_code(body)
    except CodeInDoubt as doubt:
        raise CodeInDoubt(str(doubt), code=_with_site(doubt.code, site)) from None
    except InvalidNumber:
        raise InvalidNumber(_told(body)) from None
    return _with_site(code, site)


def bare(code: str) -> str:
    """The credit code without its site."""
    return code[:LENGTH]


def next_site(code: str) -> str:
    """How a second site of a code is written, for sentences."""
    return f"{bare(code)}/02"


def _with_site(code: str, site: re.Match[str] | None) -> str:
    if site is None:
        return code
    if int(site[1]) < 2:
        raise InvalidNumber(
            _("场所序号从 02 起，主场所不加序号，例如 %(code)s。") % {"code": next_site(code)}
        )
    return f"{code}/{int(site[1]):02d}"


def _told(body: str) -> str:
    """What is wrong with a code and what to do, naming nothing that is not there."""
    code = normalise(body)
    if _is_several(code):
        return _("这一格里不止一个代码，请只留一个；几家单位分成几行。")
    return _told_older(code) or _told_alike(code) or str(_error(body))


def _is_several(code: str) -> bool:
    whole = [found for found in _LONG.findall(code) if len(found) == LENGTH or found.isdecimal()]
    return len(whole) > 1 or len(code) > 2 * LENGTH - 2


def _told_older(code: str) -> str:
    """A number of an older kind: of registration, or of an organisation."""
    if code.isascii() and code.isdecimal() and len(code) in (13, 15):
        return _("这是%(length)s位的旧注册号，请填写执照上的18位代码；还没有18位代码的，代码留空。") % {
            "length": len(code)
        }
    if len(code) == 9 and code.isascii() and code[:8].isalnum():
        return _("这是9位的组织机构代码，请填写执照上的18位代码；还没有18位代码的，代码留空。")
    return ""


def _told_alike(code: str) -> str:
    """Letters written for the digits they look like; with those in front put right the check digits may still be in doubt."""
    meant = code.translate(_ALIKE)
    in_front = meant[:8] + code[8:]
    if len(code) != LENGTH:
        return ""
    if (error := _error(in_front)) is None or isinstance(error, CodeInDoubt):
        return _alike(code, in_front)
    return _alike(code, meant) if _error(meant) is None else ""


def _error(code: str) -> InvalidNumber | None:
    try:
        check_credit_code(code)
    except InvalidNumber as error:
        return error
    return None


def _alike(code: str, meant: str) -> str:
    places = [
        place for place, (mine, theirs) in enumerate(zip(code, meant, strict=True), start=1) if mine != theirs
    ]
    return _(
        "第%(places)s位像是把数字写成了字母（O 与 0、l 或 I 与 1），是不是 %(meant)s？请对照执照改正。"
    ) % {
        "places": "、".join(map(str, places)),
        "meant": meant,
    }
