"""The table of inspected matters. Bases were read in the texts of the laws; see `law.instruments`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Group(StrEnum):
    """Where a matter stands in the check-list; A–F are the campaign's (二)1, X its (二)2."""

    CONTRACT = "contract"
    WAGES = "wages"
    INSURANCE = "insurance"
    HOURS = "hours"
    MINORS = "minors"
    WOMEN = "women"
    CRIME = "crime"
    ORDER = "order"

    @property
    def label(self) -> str:
        """Chinese name."""
        return _GROUP_LABELS[self]


_GROUP_LABELS = {
    Group.CONTRACT: "劳动合同", Group.WAGES: "工资", Group.INSURANCE: "社会保险", Group.HOURS: "工作时间",
    Group.MINORS: "未成年工保护", Group.WOMEN: "女职工保护", Group.CRIME: "违法犯罪", Group.ORDER: "监察秩序",
}  # fmt: skip


@dataclass(frozen=True)
class Basis:
    """What the law asks for, from when to when (both included), and where it stands.

    `duty` says in our words what is required; `consequence` is the article that answers a breach.
    """

    instrument: str
    citation: str
    duty: str
    consequence: str = ""
    in_force_from: date = date.min
    in_force_until: date | None = None

    def applies_on(self, day: date) -> bool:
        """Whether this basis is in force on `day`."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


@dataclass(frozen=True)
class Matter:
    """One thing that can be found. `violation` is the code of `law.penalties` that prices it, if any.

    `is_red_flag` must be reported at once and goes to the focus list.

    `is_arbitration_only`: a pure claim of this kind belongs to arbitration; `notify` names the offices
    that are told, because the matter (also) is theirs (方案五（二）). `categories` are the codes of the kinds
    of employer the law speaks of (none: every employer). `is_sensitive`: it tells of children, of minors in
    venues or of people held by force, and who opens the record is written down.
    """

    code: str
    label: str
    group: Group
    bases: tuple[Basis, ...]
    violation: str = ""
    is_red_flag: bool = False
    is_crime: bool = False
    is_arbitration_only: bool = False
    notify: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    is_sensitive: bool = False
    is_about_minors: bool = False


MINORS_LAW_2020 = date(2021, 6, 1)
MARKET, CULTURE, POLICE, HEALTH, TAX = "市场监管", "文旅", "公安", "卫健", "税务"
# 《娱乐场所管理条例》第二条: 歌舞、游艺 only. 《未成年人保护法》第六十一条第二款 adds bars, and places like internet cafés,
# which have no category of their own: they are 其他.
VENUES, BARS = ("karaoke", "arcade"), ("bar", "other")

MATTER_ROWS: tuple[Matter, ...] = (
    Matter("no_written_contract", "未订立书面劳动合同", Group.CONTRACT, (
        Basis("contract", "《劳动合同法》第十条", "自用工之日起一个月内订立书面劳动合同",
              "《劳动保障监察条例》第二十四条"),),
        violation="no_written_contract"),
    Matter("double_wage_claim", "未订合同二倍工资差额", Group.CONTRACT, (
        Basis("contract", "《劳动合同法》第八十二条", "超过一个月不满一年未订立书面合同的支付二倍工资",
              "《劳动保障监察条例》第二十一条"),), violation="double_wage_claim", is_arbitration_only=True),
    Matter("unlawful_dismissal_claim", "违法解除赔偿金争议", Group.CONTRACT, (
        Basis("contract", "《劳动合同法》第八十七条", "违法解除或者终止劳动合同的支付赔偿金",
              "《劳动保障监察条例》第二十一条"),), violation="unlawful_dismissal_claim", is_arbitration_only=True),
    Matter("injury_benefit_claim", "工伤待遇争议", Group.INSURANCE, (
        Basis("insurance", "《社会保险法》第四十一条", "未依法缴纳工伤保险费的由用人单位支付工伤保险待遇",
              "《劳动保障监察条例》第二十一条"),), violation="injury_benefit_claim", is_arbitration_only=True),
    Matter("deposit", "收取押金或者要求担保", Group.CONTRACT, (
        Basis("contract", "《劳动合同法》第九条", "不得要求劳动者提供担保或者收取财物",
              "《劳动合同法》第八十四条第二款"),),
        violation="retained_id_or_deposit", is_red_flag=True),
    Matter("internal_rules", "规章制度违法或者未公示", Group.CONTRACT, (
        Basis("contract", "《劳动合同法》第四条", "规章制度经民主程序制定并公示或者告知",
              "《劳动合同法》第八十条"),),
        violation="internal_rules"),
    Matter("dispatch", "违反劳务派遣规定", Group.CONTRACT, (
        Basis("contract", "《劳动合同法》第五十七条、第六十二条", "依法取得许可并履行派遣、用工义务",
              "《劳动合同法》第九十二条"),),
        violation="dispatch_overdue"),
    Matter("wage_arrears", "克扣或者无故拖欠工资", Group.WAGES, (
        Basis("labour", "《劳动法》第五十条", "工资以货币形式按月足额支付",
              "《劳动保障监察条例》第二十六条第一项"),),
        violation="overdue_pay_order"),
    Matter("wage_arrears_major", "重大欠薪（人数或者金额达到上报标准）", Group.WAGES, (
        Basis("labour", "《劳动法》第五十条", "工资以货币形式按月足额支付",
              "《劳动保障监察条例》第二十六条第一项"),),
        violation="overdue_pay_order", is_red_flag=True),
    Matter("minimum_wage", "工资低于最低工资标准", Group.WAGES, (
        Basis("labour", "《劳动法》第四十八条", "工资不得低于当地最低工资标准",
              "《劳动保障监察条例》第二十六条第二项"),),
        violation="overdue_pay_order"),
    Matter("overtime_pay", "未支付加班费", Group.WAGES, (
        Basis("labour", "《劳动法》第四十四条", "加班工资不低于150%、200%、300%",
              "《劳动合同法》第八十五条第三项"),),
        violation="overdue_pay_order"),
    Matter("severance", "未支付经济补偿", Group.WAGES, (
        Basis("contract", "《劳动合同法》第四十六条", "依法支付经济补偿",
              "《劳动保障监察条例》第二十六条第三项"),),
        violation="overdue_pay_order"),
    Matter("wage_ledger", "未编制或者未保存农民工工资支付台账", Group.WAGES, (
        Basis("migrant_wages", "《保障农民工工资支付条例》第十五条", "编制书面工资支付台账并至少保存3年",
              "《保障农民工工资支付条例》第五十四条", date(2020, 5, 1)),),
        violation="wage_ledger_overdue"),
    Matter("no_insurance", "未办理社会保险登记或者未参保", Group.INSURANCE, (
        Basis("insurance", "《社会保险法》第五十八条", "自用工之日起三十日内为职工办理社会保险登记",
              "《社会保险法》第八十四条"),),
        violation="social_insurance_registration_overdue"),
    Matter("insurance_arrears", "未按时足额缴纳社会保险费", Group.INSURANCE, (
        Basis("insurance", "《社会保险法》第六十条", "自行申报、按时足额缴纳社会保险费",
              "《社会保险法》第八十六条"),), violation="social_insurance_arrears", notify=(TAX,)),
    Matter("social_insurance_misreport", "瞒报工资总额或者职工人数", Group.INSURANCE, (
        Basis("supervision", "《劳动保障监察条例》第二十七条", "如实申报工资总额和职工人数",
              "《劳动保障监察条例》第二十七条"),),
        violation="social_insurance_misreport"),
    Matter("illegal_overtime", "违法延长工作时间", Group.HOURS, (
        Basis("labour", "《劳动法》第四十一条", "延长工作时间每日不超过三小时、每月不超过三十六小时",
              "《劳动保障监察条例》第二十五条"),),
        violation="illegal_overtime"),
    Matter("no_rest_day", "未保证每周休息", Group.HOURS, (
        Basis("labour", "《劳动法》第三十八条", "每周至少休息一日", "《劳动保障监察条例》第二十五条"),),
        violation="no_rest_day"),
    Matter("minor_forbidden_work", "安排未成年工从事禁忌劳动", Group.MINORS, (
        Basis("labour", "《劳动法》第六十四条", "不得安排未成年工从事矿山井下、有毒有害等禁忌劳动",
              "《劳动保障监察条例》第二十三条第七项", in_force_until=date(2021, 5, 31)),
        Basis("minors", "《劳动法》第六十四条、《未成年人保护法》第六十一条第三款",
              "不得安排未成年工从事过重、有毒、有害的劳动或者危险作业",
              "《劳动保障监察条例》第二十三条第七项、《未成年人保护法》第一百二十五条", MINORS_LAW_2020)),
        violation="women_minor_protection"),
    Matter("minor_health_check", "未对未成年工定期健康检查", Group.MINORS, (
        Basis("labour", "《劳动法》第六十五条", "定期对未成年工进行健康检查",
              "《劳动保障监察条例》第二十三条第八项"),),
        violation="women_minor_protection"),
    Matter("minor_registration", "未办理未成年工登记", Group.MINORS, (
        Basis("young_workers", "《未成年工特殊保护规定》第九条", "招用未成年工向劳动行政部门办理登记",
              "责令改正"),),
        violation="minor_registration"),
    Matter("child_labour_records", "未保存或者伪造录用登记材料", Group.MINORS, (
        Basis("child_labour", "《禁止使用童工规定》第四条", "核查身份证并保管录用登记、核查材料",
              "《禁止使用童工规定》第八条"),),
        violation="child_labour_records"),
    Matter("women_forbidden_work", "安排女职工从事禁忌劳动", Group.WOMEN, (
        Basis("women", "《女职工劳动保护特别规定》第四条", "遵守女职工禁忌从事的劳动范围",
              "《女职工劳动保护特别规定》第十三条第二款"),),
        violation="women_forbidden_work", notify=(HEALTH,)),
    Matter("women_overtime", "孕期、哺乳期延长劳动时间或者安排夜班", Group.WOMEN, (
        Basis("women", "《女职工劳动保护特别规定》第六条第二款、第九条第一款",
              "怀孕7个月以上、哺乳未满1周岁婴儿的不得加班、夜班",
              "《女职工劳动保护特别规定》第十三条第一款"),),
        violation="women_minor_protection"),
    Matter("maternity_leave", "产假不足", Group.WOMEN, (
        Basis("women", "《女职工劳动保护特别规定》第七条", "生育享受98天产假",
              "《女职工劳动保护特别规定》第十三条第一款"),),
        violation="women_minor_protection"),
    Matter("child_labour", "使用童工", Group.CRIME, (
        Basis("child_labour", "《禁止使用童工规定》第二条", "不得招用不满16周岁的未成年人",
              "《禁止使用童工规定》第六条", in_force_until=date(2021, 5, 31)),
        Basis("child_labour", "《禁止使用童工规定》第二条、《未成年人保护法》第六十一条第一款",
              "不得招用不满16周岁的未成年人",
              "《禁止使用童工规定》第六条、《未成年人保护法》第一百二十五条", MINORS_LAW_2020)),
        violation="child_labour", is_red_flag=True, is_sensitive=True, is_about_minors=True, is_crime=True,
        notify=(POLICE, MARKET)),
    Matter("child_labour_agency", "介绍童工就业", Group.CRIME, (
        Basis("child_labour", "《禁止使用童工规定》第二条第二款", "禁止为不满16周岁的未成年人介绍就业",
              "《禁止使用童工规定》第七条"),),
        violation="child_labour_agency", is_red_flag=True, is_sensitive=True, is_about_minors=True),
    Matter("venue_minor", "娱乐场所招用未成年人", Group.CRIME, (
        Basis("venues", "《娱乐场所管理条例》第二十四条", "歌舞、游艺娱乐场所不得招用未成年人",
              "《娱乐场所管理条例》第五十二条", in_force_until=date(2021, 5, 31)),
        Basis("venues", "《娱乐场所管理条例》第二十四条、《未成年人保护法》第六十一条第二款",
              "营业性娱乐场所不得招用未成年人",
              "《娱乐场所管理条例》第五十二条、《未成年人保护法》第一百二十五条", MINORS_LAW_2020)),
        violation="venue_minor", is_red_flag=True, is_sensitive=True, is_about_minors=True, notify=(CULTURE,), categories=VENUES),
    Matter("bar_minor", "酒吧等场所招用已满16周岁未成年人", Group.CRIME, (
        Basis("minors", "《未成年人保护法》第六十一条第二款", "酒吧、网吧等不适宜未成年人活动的场所不得招用",
              "《未成年人保护法》第一百二十五条", MINORS_LAW_2020),),
        violation="venue_minor", is_red_flag=True, is_sensitive=True, is_about_minors=True, notify=(CULTURE, MARKET),
        categories=BARS),
    Matter("forced_labour", "强迫劳动或者限制人身自由", Group.CRIME, (
        Basis("criminal", "《刑法》第二百四十四条、《劳动法》第九十六条",
              "不得以暴力、威胁或者限制人身自由强迫劳动",
              "移送公安机关；《劳动合同法》第八十八条"),),
        violation="forced_labour", is_red_flag=True, is_sensitive=True, is_crime=True, notify=(POLICE,)),
    Matter("retained_id", "扣押身份证等证件", Group.CRIME, (
        Basis("contract", "《劳动合同法》第九条", "不得扣押劳动者的居民身份证和其他证件",
              "《劳动合同法》第八十四条第一款"),),
        violation="retained_id", is_red_flag=True, notify=(POLICE,)),
    Matter("refusal_to_pay", "拒不支付劳动报酬", Group.CRIME, (
        Basis("criminal", "《刑法》第二百七十六条之一", "经政府有关部门责令支付后应当支付劳动报酬",
              "移送公安机关"),), violation="refusal_to_pay", is_red_flag=True, is_crime=True, notify=(POLICE,)),
    Matter("unlicensed", "无照经营用工", Group.ORDER, (
        Basis("supervision", "《劳动保障监察条例》第三十三条", "依法取得营业执照后用工",
              "《劳动保障监察条例》第三十三条、《劳动合同法》第九十三条"),),
        violation="unlicensed", is_red_flag=True, notify=(MARKET,)),
    Matter("unlicensed_agency", "无许可从事职业中介", Group.ORDER, (
        Basis("job_market", "《人力资源市场暂行条例》第十八条第一款", "取得人力资源服务许可后从事职业中介",
              "《人力资源市场暂行条例》第四十二条第一款", date(2018, 10, 1)),),
        violation="unlicensed_agency", is_red_flag=True, notify=(MARKET,)),
    Matter("obstruction", "阻挠监察或者拒绝检查", Group.ORDER, (
        Basis("supervision", "《劳动保障监察条例》第三十条第一款第一项", "接受劳动保障监察",
              "《劳动保障监察条例》第三十条"),),
        violation="obstruction", is_red_flag=True),
    Matter("false_evidence", "不报送材料、隐瞒或者出具伪证", Group.ORDER, (
        Basis("supervision", "《劳动保障监察条例》第三十条第一款第二项", "如实报送书面材料和证据",
              "《劳动保障监察条例》第三十条"),),
        violation="obstruction"),
    Matter("refused_order", "拒不改正或者拒不履行处理决定", Group.ORDER, (
        Basis("supervision", "《劳动保障监察条例》第三十条第一款第三项", "按期改正并履行处理决定",
              "《劳动保障监察条例》第三十条"),),
        violation="obstruction", is_red_flag=True),
    Matter("retaliation", "打击报复举报人、投诉人", Group.ORDER, (
        Basis("supervision", "《劳动保障监察条例》第三十条第一款第四项", "不得打击报复举报人、投诉人",
              "《劳动保障监察条例》第三十条"),), violation="retaliation", is_red_flag=True),
    Matter("group_incident", "群体性事件（集体停工、上访）", Group.ORDER, (
        Basis("supervision", "《劳动保障监察条例》第十四条第四款",
              "因违法用工引发的群体性事件按应急预案会同处理"),),
        is_red_flag=True, notify=(POLICE,)),
)  # fmt: skip
