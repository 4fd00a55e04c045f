"""The table of local policy values: what each means, its default, and why that default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

Value = int | Decimal | str
LONGEST_TEXT = 500


class Kind(StrEnum):
    """How the text of a value is read."""

    INT = "int"
    DECIMAL = "decimal"
    TEXT = "text"


class PolicyInvalid(ValueError):
    """A text that cannot be a value of that policy; the message says in Chinese what to enter."""


@dataclass(frozen=True)
class Policy:
    """One value a bureau may set. `doubt` is non-empty where legal review should look first.

    `later` are defaults known to follow the first one, each from a day on.
    """

    code: str
    label: str
    default: Value
    unit: str
    kind: Kind
    reason: str
    doubt: str = ""
    minimum: int = 0
    maximum: int = 1_000_000_000
    later: tuple[tuple[date, Value], ...] = ()

    def default_on(self, day: date) -> Value:
        """The default in force on `day`."""
        return next((value for since, value in reversed(self.later) if since <= day), self.default)

    def parse(self, text: str) -> Value:
        """The typed value of `text`; raises `PolicyInvalid`."""
        return _READERS[self.kind](self, text.strip())

    def shown(self, value: Value) -> str:
        """A value in the words it is typed in."""
        return str(value)

    @property
    def group(self) -> str:
        """The part of the code before the first dot, for listing."""
        return self.code.split(".")[0]


def _read_int(policy: Policy, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 12):
        raise PolicyInvalid(_("请填写不带小数的数字，例如 3。"))
    _check_range(policy, Decimal(text))
    return int(text)


def _read_decimal(policy: Policy, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise PolicyInvalid(_("请填写数字，例如 1000 或 5.5。"))
    _check_range(policy, number)
    return number


def _check_range(policy: Policy, number: Decimal) -> None:
    if not policy.minimum <= number <= policy.maximum:
        allowed = {"minimum": policy.minimum, "maximum": policy.maximum}
        raise PolicyInvalid(_("请填写 %(minimum)s 到 %(maximum)s 之间的数。") % allowed)


def _read_text(policy: Policy, text: str) -> str:
    if not text or len(text) > LONGEST_TEXT:
        raise PolicyInvalid(_("请填写内容，1 至 %(length)s 个字。") % {"length": LONGEST_TEXT})
    return text


_READERS: dict[Kind, Callable[[Policy, str], Value]] = {
    Kind.INT: _read_int,
    Kind.DECIMAL: _read_decimal,
    Kind.TEXT: _read_text,
}

INT, DECIMAL, TEXT = Kind.INT, Kind.DECIMAL, Kind.TEXT
NO_NUMBER = "方案未规定具体数字，系统默认值"
NOT_FOUND = "未查到山东省标准，采用前须经法制审核"

_TABLE = (
    # How heavily each employer weighs in the draw (integers only: the draw is verifiable by hand).
    Policy("draw.weight.a", "抽取权重：守法诚信A级", 1, "份", INT, "A级减少抽查频次", minimum=1),
    Policy("draw.weight.ungraded", "抽取权重：未评级", 2, "份", INT, "介于A级与B级之间", minimum=1),
    Policy("draw.weight.b", "抽取权重：守法诚信B级", 3, "份", INT, "B级适当增加抽查频次", minimum=1),
    Policy("draw.weight.c", "抽取权重：守法诚信C级", 6, "份", INT, "C级列为重点对象", minimum=1),
    Policy("draw.ratio", "双随机抽查比例", Decimal(5), "%", DECIMAL, "一般检查事项年度抽查比例不低于5%",
           "取自济南市2021年抽查事项清单，本区标准待核", maximum=100),
    Policy("draw.frequency.daily", "同一单位日常检查上限", 2, "次/年", INT,
           "《山东省劳动和社会保障监察条例》第十三条", minimum=1),
    Policy("draw.frequency.special", "同一单位专项检查上限", 1, "次/年", INT,
           "《山东省劳动和社会保障监察条例》第十三条", minimum=1),
    Policy("inspection.follow_up_days", "检查发现问题跟进处理时限", 5, "个工作日", INT,
           "方案四（三）只写「及时跟进处理到位」，系统默认5个工作日", minimum=1),
    # When complaints make an employer «多次举报、反响强烈».
    Policy("repeat.complaints", "多次举报：受理件数", 3, "件", INT, NO_NUMBER, minimum=1),
    Policy("repeat.months", "多次举报：统计期间", 12, "个月", INT, NO_NUMBER, minimum=1),
    Policy("repeat.people", "多次举报：不同举报人", 2, "人", INT, NO_NUMBER, minimum=1),
    Policy("repeat.workers", "反响强烈：单件涉及劳动者", 10, "人", INT, NO_NUMBER, minimum=1),
    # What a town asks for on its patrols.
    Policy("patrol.days_to_rectify", "巡查责令整改：默认期限", 10, "个工作日", INT, NO_NUMBER, minimum=1),
    Policy("patrol.longest_extension", "巡查整改期限：镇街最多延长", 20, "个工作日", INT, NO_NUMBER, minimum=0),
    Policy("patrol.good_accuracy", "巡查定位：精度差于此值须写明位置", 50, "米", INT, "手机定位的一般精度",
           minimum=1),
    # What a town must report at once.
    Policy("red_flag.arrears_workers", "重大欠薪：人数", 10, "人", INT, NO_NUMBER, minimum=1),
    Policy("red_flag.arrears_amount", "重大欠薪：金额", Decimal(50_000), "元", DECIMAL, NO_NUMBER),
    Policy("escalation.red_flag_hours", "红线问题上报时限", 24, "小时", INT,
           "方案只写「及时上报」，系统默认24小时", minimum=1),
    Policy("escalation.days", "一般问题上报时限", 3, "个工作日", INT,
           "方案只写「及时上报」，系统默认3个工作日", minimum=1),
    Policy("escalation.answer_hours", "重大违法上报：大队答复时限", 24, "小时", INT,
           "方案没有写大队多久答复，系统默认24小时", minimum=1),
    Policy("escalation.answer_days", "其他上报：大队答复时限", 3, "个工作日", INT,
           "方案没有写大队多久答复，系统默认3个工作日", minimum=1),
    Policy("warning.yellow_days", "黄色预警走访时限", 10, "个工作日", INT, NO_NUMBER,
           "青黄政发〔2014〕42号文本未查到", minimum=1),
    Policy("warning.orange_days", "橙色预警走访时限", 5, "个工作日", INT, NO_NUMBER,
           "青黄政发〔2014〕42号文本未查到", minimum=1),
    Policy("warning.red_hours", "红色预警到场时限", 24, "小时", INT, NO_NUMBER,
           "青黄政发〔2014〕42号文本未查到", minimum=1),
    Policy("warning.orange_months", "欠薪预警：超过此期间为橙色", 1, "个月", INT, NO_NUMBER,
           "青黄政发〔2014〕42号文本未查到", minimum=1),
    Policy("warning.red_months", "欠薪预警：超过此期间为红色", 2, "个月", INT, NO_NUMBER,
           "青黄政发〔2014〕42号文本未查到", minimum=1),
    # When a lamp turns yellow.
    Policy("lamp.near_days", "临期提醒：剩余", 3, "个工作日", INT, "系统默认值"),
    Policy("lamp.near_percent", "临期提醒：剩余比例", 30, "%", INT, "系统默认值", maximum=100),
    # Thresholds the province sets.
    Policy("hearing.citizen_fine", "听证：对公民罚款达到", Decimal(1_000), "元", DECIMAL,
           "参照外省市标准", NOT_FOUND),
    Policy("hearing.unit_fine", "听证：对单位罚款达到", Decimal(10_000), "元", DECIMAL,
           "听证标准未核实，按较低值告知", NOT_FOUND),
    Policy("crime.arrears_one", "拒不支付劳动报酬：一人三个月以上且达到", Decimal(10_000), "元", DECIMAL,
           "法释〔2013〕3号：5千元至2万元，由省定", NOT_FOUND),
    Policy("crime.arrears_many", "拒不支付劳动报酬：十人以上累计达到", Decimal(60_000), "元", DECIMAL,
           "法释〔2013〕3号：3万元至10万元，由省定", NOT_FOUND),
    Policy("crime.arrears_one_lower", "拒不支付劳动报酬：一人三个月以上，达到即与公安会商", Decimal(5_000), "元", DECIMAL,
           "法释〔2013〕3号幅度的下限", NOT_FOUND),
    Policy("crime.arrears_many_lower", "拒不支付劳动报酬：十人以上累计，达到即与公安会商", Decimal(30_000), "元", DECIMAL,
           "法释〔2013〕3号幅度的下限", NOT_FOUND),
    Policy("hearing.host_certificate", "听证主持人须持有", "山东省听证主持人资格证件", "", TEXT,
           "《山东省行政执法监督条例》第十一条"),
    Policy("recusal.of_head", "区局负责人本人回避由本级人民政府决定的依据",
           "《行政处罚法》第四十三条（负责人本人的报本级人民政府）", "", TEXT,
           "行政处罚法第四十三条只写由行政机关负责人决定", "负责人本人的回避由谁决定，条文没有写明，依据待核"),
    # Wages. By date and town; overtime pay, shift and hardship allowances do not count (最低工资规定 12).
    Policy("wage.minimum", "最低工资标准", Decimal(1_910), "元/月", DECIMAL,
           "西海岸新区执行一类标准：至2021年9月30日1910元，10月1日起2100元，2023年10月1日起2200元",
           "省政府通知文号待填，分类待核", later=((date(2021, 10, 1), Decimal(2_100)), (date(2023, 10, 1), Decimal(2_200)))),
    Policy("wage.minimum_hour", "非全日制最低小时工资标准", Decimal("19.1"), "元/小时", DECIMAL,
           "西海岸新区执行一类标准：2021年10月1日起21元，2023年10月1日起22元",
           "省政府通知文号待填，分类待核", later=((date(2021, 10, 1), Decimal(21)), (date(2023, 10, 1), Decimal(22)))),
    Policy("wage.minimum_towns", "最低工资标准：另有标准的镇街", "无", "", TEXT,
           "全区执行一类标准；个别镇街不同的写「镇街 金额」，用分号隔开", "分类待核"),
    Policy("wage.minimum_notice", "最低工资标准：省政府通知文号", "待填", "", TEXT,
           "每次调整须填写通知文号", "文号未查到"),
    # Who hears a remedy; names as printed in papers (law.remedies).
    Policy("remedy.government", "行政复议机关：本级人民政府", "青岛市黄岛区人民政府", "", TEXT,
           "《行政复议法》2017年文本第十二条、2023年文本第二十四条", "新区管委工作机构的行为由新区管委复议，名称待核"),
    Policy("remedy.superior", "行政复议机关：上一级主管部门（2023年12月31日前）", "青岛市人力资源和社会保障局", "", TEXT,
           "《行政复议法》2017年文本第十二条", "名称待核"),
    Policy("remedy.court", "行政诉讼管辖法院", "青岛市黄岛区人民法院", "", TEXT,
           "《行政诉讼法》第十八条", "是否集中管辖未核实"),
    # 裁量: steps inside a span, «people yuan» from the smallest group on; the last has no limit.
    Policy("discretion.arrears_report", "裁量：未执行欠薪报告制度（涉及人数 罚款）",
           "10 2000；30 3000；50 3500；100 4000；以上 5000", "", TEXT, "2011年莱西市裁量标准，外地旧例", "本市裁量基准未查到"),
    Policy("review.fine", "法制审核：对单位罚款上限达到", Decimal(100_000), "元", DECIMAL,
           "参照外地标准；重大、复杂、竞合案件一律审核", "本地法制审核标准待核"),
    Policy("penalty.venue_part_month", "娱乐场所用未成年人：不满一个月按一个月计（1是，0按日折算）", 1, "", INT,
           "《娱乐场所管理条例》第五十二条只写每月，比照劳社部发〔2003〕9号",
           "不满一个月是否进整没有规定", maximum=1),
    # House terms without a legal number; law.terms takes its amounts from here.
    Policy("complaint.supplement_days", "等待来件人补正时限", 5, "个工作日", INT, "系统默认值", minimum=1),
    Policy("complaint.feedback_days", "办结后反馈时限", 5, "个工作日", INT, "系统默认值", minimum=1),
    Policy("complaint.usual_looks", "查看举报人身份：一人一天内通常不超过", 10, "次", INT, "系统默认值", minimum=1),
    Policy("case.days_to_correct", "案件责令改正：默认期限", 10, "个工作日", INT, "法规未规定日数", minimum=1),
    Policy("publication.random_check_days", "抽查结果公示时限", 20, "个工作日", INT, "双随机通行要求，未核实条文",
           "20个工作日见于市场监管部门抽查信息的公示，人社抽查未查到条文", minimum=1),
    Policy("service.announcement_days", "公告送达期限", 60, "天", INT, "《青岛市劳动保障监察条例》第三十三条",
           "2022年起民事诉讼法为30天；处罚决定由审核人确定", minimum=1),
    Policy("publication.penalty_days", "处罚决定公示时限", 7, "个工作日", INT, "信用网站通行要求，未核实条文",
           "《行政处罚法》第四十八条未规定日数", minimum=1),
    Policy("case.closing_days", "案件有了结果后结案时限", 15, "个工作日", INT, "系统默认值", minimum=1),
    Policy("case.archive_days", "结案后归档时限", 30, "天", INT, "系统默认值", minimum=1),
    Policy("referral.notice_days", "通报有关部门时限", 3, "个工作日", INT, "法规只写「及时」", minimum=1),
    Policy("penalty.statement_days", "陈述申辩期限（2021年7月15日前）", 3, "个工作日", INT,
           "法律未规定日数，参照听证申请期限", minimum=1),
    Policy("penalty.statement_days_2021", "陈述申辩期限（2021年7月15日起）", 5, "个工作日", INT,
           "法律未规定日数，参照听证申请期限", minimum=1),
    # Counting and paper.
    Policy("report.reminder_days", "报告报送提前提醒", 7, "天", INT, "8月17日前报送，自8月10日起提醒"),
    Policy("document.body", "文书署名机关", "青岛西海岸新区人力资源和社会保障局", "", TEXT,
           "决定机关是区局，不是大队（行政处罚法第二十条、条例第四条）", "与管委工作机构合署，印哪个名称待核"),
    Policy("document.agency", "文书承办机构", "青岛西海岸新区劳动保障监察大队", "", TEXT, "承办机构和联系方式印在文书上",
           "承办机构名称以委托书为准"),
    Policy("document.telephone", "文书联系电话", "0532-00000000", "", TEXT, "印在文书上的联系电话", "电话待填"),
    Policy("document.fine_bank", "罚款代收银行和账户", "代收银行和账户以缴款通知书为准", "", TEXT,
           "决定书写明代收机构的名称、地址（罚款决定与罚款收缴分离实施办法第七条）", "代收银行名称、地址和账户待填"),
    Policy("document.police", "移送公安机关名称", "青岛市公安局黄岛分局", "", TEXT, "同级公安机关", "名称待核"),
    Policy("document.paper_names", "文书的本地名称", "用系统名称", "", TEXT,
           "各地式样的名称不一；写成「系统名称＝本地名称」，几种之间用分号隔开，例如 限期改正指令书＝责令改正通知书"),
    Policy("document.seal_words", "印章位上的字", "印章位", "", TEXT, "提示盖章的位置，盖章后看不见"),
    Policy("document.sign_words", "笔录签名处的字", "签名", "", TEXT, "有的地方写「签名或者捺印」"),
    Policy("document.number_prefix", "文书字号机关代字", "青西新人社监", "", TEXT,
           "参照山东各地「招人社监罚字〔2025〕第8号」式样", "机关代字以办公室核定为准"),
)  # fmt: skip

POLICIES: dict[str, Policy] = {policy.code: policy for policy in _TABLE}
