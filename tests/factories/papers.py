"""Contents of papers as the rooms freeze them: one for each sheet."""

from typing import Any

from casework.papers.content import Content

BODY = "青岛西海岸新区人力资源和社会保障局"
INSPECTORS = [
    {"label": "承办人", "name": "王某", "certificate": "鲁B02110003"},
    {"label": "承办人", "name": "李某", "certificate": "鲁B02110045"},
]
WORKERS = {
    "columns": ["序号", "姓名", "期间", "应发", "已发", "欠额", "加付比例", "加付金额", "签收"],
    "rows": [
        [
            str(number),
            f"工人{number}",
            "2021年3月至5月",
            "12,000.00",
            "4,000.00",
            "8,000.00",
            "50%",
            "4,000.00",
            "",
        ]
        for number in range(1, 36)
    ],
    "sums": ["合计", "", "", "420,000.00", "140,000.00", "280,000.00", "", "140,000.00", ""],
}
INSTALMENTS = {
    "columns": ["期次", "日期", "金额（元）"],
    "rows": [["1", "2021年7月5日", "140,000.00"], ["2", "2021年8月5日", "140,000.00"]],
    "sums": ["合计", "", "280,000.00"],
}


def content(**changes: Any) -> Content:
    """A prior notice on the sheet with blanks, or what `changes` make of it."""
    made: dict[str, Any] = {
        "kind": "penalty_notice",
        "title": "行政处罚事先告知书",
        "sheet": "blank",
        "body": BODY,
        "number": "青西新人社监罚告字〔2021〕第9号",
        "to": "青岛墨汀歌舞娱乐有限公司",
        "blocks": [
            {"text": "你单位涉嫌娱乐场所招用未成年人一案，本机关已调查终结。"},
            {
                "name": "facts",
                "label": "违法事实",
                "value": "2021年4月2日起招用未成年人甲。\n未签订书面劳动合同。",
            },
            {"name": "basis", "label": "处罚依据", "value": "《娱乐场所管理条例》第五十二条"},
            {"name": "reasons", "label": "裁量理由", "value": ""},
        ],
        "signers": INSPECTORS,
        "seal": True,
        "date": "2021-06-24",
        "copies": 2,
        "file": "正卷",
        "annexes": [],
    }
    return {**made, **changes}  # type: ignore[return-value]


def decision(**changes: Any) -> Content:
    """A handling decision under a red head, with a table in the text and one annexed."""
    blocks = [
        {"name": "party", "label": "当事人", "value": "青岛墨汀歌舞娱乐有限公司"},
        {"name": "instalments", "label": "分期", "table": INSTALMENTS},
        {"name": "workers", "label": "支付劳动报酬名单", "table": WORKERS},
    ]
    return content(
        **{
            "kind": "handling_decision",
            "title": "行政处理决定书",
            "sheet": "official",
            "red_head": True,
            "blocks": blocks,
            "annexes": ["支付劳动报酬名单", "计算说明"],
            **changes,
        }
    )


def form(**changes: Any) -> Content:
    """An internal form: short fields, a long one, a table in its midst."""
    blocks = [
        {"name": "source", "label": "案件来源", "value": "举报转办"},
        {"name": "phone", "label": "电话", "value": ""},
        {"name": "summary", "label": "案情摘要", "value": "接举报，该单位招用未成年人从事包间服务。" * 3},
        {"name": "instalments", "label": "分期", "table": INSTALMENTS},
        {"name": "opinion", "label": "审批意见", "value": "同意立案。"},
    ]
    return content(
        **{
            "kind": "filing_approval",
            "title": "立案审批表",
            "sheet": "form",
            "number": "",
            "reference": "案号 监立字〔2021〕14号　第1张",
            "to": "",
            "seal": False,
            "file": "副卷",
            "blocks": blocks,
            **changes,
        }
    )


def record(**changes: Any) -> Content:
    """A questioning: who was asked signs each page."""
    blocks = [
        {"name": "when", "label": "起止时间", "value": "2021年6月2日9时10分至10时25分"},
        {"name": "age", "label": "年龄", "value": "19"},
        {"name": "post", "label": "职务", "value": ""},
        {"name": "answers", "label": "问答", "turns": [["问", "你是否看清楚？"], ["答", "看清楚了。"]] * 30},
        {"name": "read", "label": "阅读确认", "value": "以上笔录我看过，与我说的一致。"},
    ]
    asked = {"label": "被询问人", "name": "张某", "certificate": ""}
    return content(
        **{
            "kind": "enquiry_record",
            "title": "调查询问笔录",
            "sheet": "record",
            "number": "",
            "reference": "案号 监立字〔2021〕14号　第3张",
            "to": "",
            "seal": False,
            "blocks": blocks,
            "signers": [asked, *INSPECTORS],
            **changes,
        }
    )


SHEETS = {"blank": content, "official": decision, "form": form, "record": record}
