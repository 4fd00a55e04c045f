"""The notice to come and the record of what was said (询问), for visits and for cases: the same forms about two records."""

from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Fixed, PaperKind, Sheet, Source, Typed
from inspections.checks import officers
from registry import party

MATERIALS = _(
    "营业执照、法定代表人身份证明和授权委托书；职工名册、劳动合同；考勤记录、工资支付台账和银行流水；"
    "社会保险登记和缴费凭证"
)
REPORTER = _("不写举报人的姓名、电话和其他能认出是谁的话。")


def materials(facts: Facts) -> str:
    """The list to start from; what the matter does not need is struck in the form."""
    return str(MATERIALS)


def whom(facts: Facts) -> str:
    return str(_("法定代表人（负责人）或者其委托的人员"))


def answered(facts: Facts) -> str:
    return str(_("已看清证件，听清楚了，不申请回避。"))


def place(facts: Facts) -> str:
    return officers.agency(facts)


def notice(
    code: str, about: str, matters: Source, *, issued_by: str, states: tuple[str, ...] = ()
) -> PaperKind:
    """调查询问通知书 (条例 15)."""
    return PaperKind(
        code=code,
        title=_("劳动保障监察调查询问通知书"),
        mark="询",
        basis=_("《劳动保障监察条例》第十五条第一款第三项"),
        sheet=Sheet.BLANK,
        about=about,
        to=party.name,
        is_served=True,
        signatures=2,
        signers="handlers",
        issued_by=issued_by,
        copies=2,
        states=states,
        blocks=(
            *party.E_BLOCK_WITH_PHONE,
            Fixed(
                officers.sentence(
                    _("为调查了解你单位遵守劳动保障法律、法规和规章的情况，依照%(law)s的规定，请派员按下列要求接受调查询问。"),
                    law="supervision.enquiry",
                )
            ),
            Field("enquiry_matter", _("事由"), matters, Typed.LINE, help=REPORTER),
            Field("enquiry_moment", _("时间"), typed=Typed.MOMENT, help=_("年月日时分，给对方留出准备的时间。")),
            Field("enquiry_place", _("地点"), place, Typed.LINE),
            Field("enquiry_people", _("应到人员"), whom, Typed.LINE),
            Field("enquiry_materials", _("需携带的材料"), materials, Typed.TEXT, help=_("与事由无关的删去。")),
            Field("contact", _("联系人及电话"), officers.contact),
            officers.OBSTRUCTION,
        ),
    )  # fmt: skip


def record(
    code: str, about: str, matters: Source, *, issued_by: str, states: tuple[str, ...] = ()
) -> PaperKind:
    """调查询问笔录 (条例 15, 16): one person, two inspectors, each page signed."""
    return PaperKind(
        code=code,
        title=_("劳动保障监察调查询问笔录"),
        basis=_("《劳动保障监察条例》第十五条、第十六条"),
        sheet=Sheet.RECORD,
        about=about,
        signatures=2,
        signers="handlers",
        hands=(_("被询问人"),),
        issued_by=issued_by,
        is_again=True,
        has_seal=False,
        states=states,
        blocks=(
            Field("matters", _("案由"), matters),
            Field("begun_at", _("开始时间"), typed=Typed.MOMENT, help=_("年月日时分。")),
            Field("ended_at", _("结束时间"), typed=Typed.MOMENT, help=_("年月日时分。同一名执法人员同一时间不能做两份笔录。")),
            Field("enquiry_place", _("地点"), place, Typed.LINE),
            Field("asked_by", _("询问人、记录人及执法证号"), officers.handlers),
            Field("person_name", _("被询问人姓名"), typed=Typed.LINE),
            Field("person_sex", _("性别"), typed=Typed.CHOICE, is_optional=True, choices=(("男", _("男")), ("女", _("女")))),
            Field("person_age", _("年龄"), typed=Typed.LINE, is_optional=True),
            Field("person_number", _("身份证件号码"), typed=Typed.LINE, is_optional=True),
            Field("person_post", _("工作单位和职务"), party.name, Typed.LINE),
            Field("person_address", _("住址"), typed=Typed.LINE, is_optional=True,
                  help=_("劳动者的住址、电话不给用人单位看；本人要求保密的，这份笔录归副卷。")),
            Field("person_phone", _("电话"), typed=Typed.LINE, is_optional=True),
            Field("person_relation", _("与本案的关系"), typed=Typed.LINE, help=_("法定代表人、经营者、劳动者、证人等。")),
            officers.OFFICERS_SHOWN,
            Field("told_answer", _("被询问人对以上告知的回答"), answered, Typed.LINE),
            Field("guardian", _("在场的监护人"), typed=Typed.LINE, is_optional=True, help=_("询问未成年人须有监护人在场。")),
            Field("turns", _("问答"), typed=Typed.TURNS, help=_("每行一句，以“问：”“答：”开头。")),
            officers.READ_OVER,
            officers.SIGNED_EACH_PAGE,
            Field("refused_to_sign", _("拒绝签名的事由和见证人"), typed=Typed.LINE, is_optional=True),
        ),
    )  # fmt: skip
