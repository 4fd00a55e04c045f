"""An employer as the party of a paper: name, code, address and head, as they stand on the day of issue (PAPERS 1.9, «E»).

Every paper is about a record with an `employer`. A record may know better who stands on its papers: its `principal` (a
`cases.Party`) goes before the register.
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Typed

REGISTER = _("单位库")


def _told(facts: Facts, column: str) -> str:
    """What was written down about the party of this record; empty where nothing was."""
    principal: Any = getattr(facts.record, "principal", None)
    return str(getattr(principal, column)) if principal is not None else ""


def name(facts: Facts) -> str:
    return _told(facts, "name") or str(facts.record.employer.name)


def code(facts: Facts) -> str:
    """The credit code; of a workshop without a licence that it has none."""
    employer = facts.record.employer
    return (
        _told(facts, "code") or employer.credit_code or ("" if employer.is_licensed else _t("未取得营业执照"))
    )


def address(facts: Facts) -> str:
    return _told(facts, "address") or str(facts.record.employer.address)


def head(facts: Facts) -> str:
    told = "，".join(filter(None, (_told(facts, "representative"), _told(facts, "duty"))))
    return told or str(facts.record.employer.legal_representative)


NAME = Field("party_name", _("名称（姓名）"), name, told=REGISTER)
CODE = Field(
    "party_code", _("统一社会信用代码/证件号"), code, is_optional=True, told=REGISTER, is_identity=True
)
ADDRESS = Field("party_address", _("地址"), address, is_optional=True, told=REGISTER)
HEAD = Field("party_head", _("法定代表人（负责人）及职务"), head, is_optional=True, told=REGISTER)
# The telephone is masked in the register; on a paper it stands only where somebody writes it.
PHONE = Field("party_phone", _("电话"), typed=Typed.LINE, is_optional=True)
# 行政处罚法 59(1), formerly 39(1): name and address are the first item of a decision.
ADDRESS_OF_DECISION = Field("party_address", _("地址"), address, told=REGISTER)

E_BLOCK = (NAME, CODE, ADDRESS, HEAD)
E_BLOCK_WITH_PHONE = (*E_BLOCK, PHONE)
E_BLOCK_OF_DECISION = (NAME, CODE, ADDRESS_OF_DECISION, HEAD)
