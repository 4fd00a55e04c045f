"""Code tables behind identity numbers: who registers organisations, and which places exist.

Source: GB 32100-2015 with the authorities added since (54/55, A, G, J, N, Q, Y are in real use), and
the province part of GB/T 2260.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Authority:
    """Who registers: name, and each second character it gives out with its meaning."""

    name: str
    types: dict[str, str]


OTHER = "其他"

AUTHORITIES = {
    "1": Authority("机构编制部门", {"1": "机关", "2": "事业单位", "3": "群众团体", "9": OTHER}),
    "2": Authority("外交部门", {"1": "外国常驻新闻机构", "9": OTHER}),
    "3": Authority(
        "司法行政部门",
        {"1": "律师执业机构", "2": "公证处", "3": "基层法律服务所", "4": "司法鉴定机构",
         "5": "仲裁委员会", "6": "商事调解组织", "9": OTHER},
    ),
    "4": Authority("文化部门", {"1": "外国在华文化中心", "9": OTHER}),
    "5": Authority(
        "民政部门",
        {"1": "社会团体", "2": "民办非企业单位", "3": "基金会", "4": "村民委员会", "5": "居民委员会",
         "9": OTHER},
    ),
    "6": Authority("旅游部门", {"1": "外国旅游部门代表机构", "2": "港澳台旅游部门代表机构", "9": OTHER}),
    "7": Authority("宗教部门", {"1": "宗教活动场所", "2": "宗教院校", "9": OTHER}),
    "8": Authority("工会", {"1": "基层工会", "2": "非法人工会组织", "9": OTHER}),
    "9": Authority("市场监管部门", {"1": "企业", "2": "个体工商户", "3": "农民专业合作社", "9": OTHER}),
    "A": Authority("军队编制部门", {"1": "军队事业单位", "9": OTHER}),
    "G": Authority("公安机关", {"1": "境外非政府组织代表机构", "9": OTHER}),
    "J": Authority("住房城乡建设部门", {"1": "业主大会", "9": OTHER}),
    "N": Authority(
        "农业农村部门",
        {"1": "组级集体经济组织", "2": "村级集体经济组织", "3": "乡镇级集体经济组织", "9": OTHER},
    ),
    "Q": Authority("侨联", {"1": "县级侨联组织", "2": "乡镇级侨联组织", "3": "村级侨联组织", "9": OTHER}),
    "Y": Authority("其他登记部门", {"1": OTHER}),
}  # fmt: skip

PROVINCES = frozenset(
    ["11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
     "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
     "81", "82", "83"]
)  # fmt: skip
