"""The figures of the August reports: one function each, in the order of `columns.COLUMNS`.

Columns that have no table yet are not here, so no report shows an empty nought for them: 公安立案,
通报相关部门, 取缔非法职介和无照用工, 重大违法公布, 典型案例, 双随机公示户数和公示率 (rooms `referrals` and `publication`).
"""

from reports.metrics import cases, checked, complaints, inspections, patrols, publicity
from reports.metrics.columns import COLUMNS
from reports.metrics.compute import figures
from reports.metrics.figure import FIGURES, GROUPS, Figure, Group, for_towns, of_group, put_in_order
from reports.metrics.window import Window

__all__ = [
    "FIGURES",
    "GROUPS",
    "Figure",
    "Group",
    "Window",
    "cases",
    "checked",
    "complaints",
    "figures",
    "for_towns",
    "inspections",
    "of_group",
    "patrols",
    "publicity",
]

put_in_order(COLUMNS)
