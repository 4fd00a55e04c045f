"""What the verbs and refusals of the audit trail are called for people.

The acts of a workflow table bring their own labels, its guards their own sentences; the two tables here hold the rest.
A test finds every verb that is recorded anywhere.
"""

from functools import cache
from typing import Any

from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.kinds import moving
from casework.table import Row, Workflow

VERBS: dict[Any, dict[str, Any]] = {
    _("登录和账号"): {
        "sign_in": _("登录"),
        "sign_in_refused": _("登录被拒绝"),
        "sign_out": _("退出登录"),
        "session_ended": _("登录超时退出"),
        "set_up_second_factor": _("绑定动态口令"),
        "use_recovery_code": _("使用备用口令登录"),
        "second_factor_refused": _("动态口令被拒绝"),
        "reset_second_factor": _("取消动态口令绑定"),
        "create_user": _("新建账号"),
        "change_user": _("修改账号资料"),
        "grant_role": _("授予角色"),
        "enable_user": _("重新启用账号"),
        "disable_user": _("停用账号"),
        "unlock_user": _("解锁账号"),
        "reset_password": _("发放初始密码"),
        "end_sessions": _("退出其他登录"),
        "name_deputy": _("指定代理人"),
        "end_deputy": _("提前结束代理"),
        "old_password_refused": _("改密码时原密码不对"),
        "change_password": _("修改密码"),
    },
    _("查看和导出"): {
        "refused_page": _("打开无权查看的页面"),
        "view_sensitive": _("查看敏感记录"),
        "reveal_identity": _("查看身份信息"),
        "reveal_contact": _("查看联系方式"),
        "export": _("导出列表"),
        "attach_file": _("上传附件"),
        "supplement": _("补充（同一页又发来的不同内容）"),
        "download_file": _("下载附件"),
        "download_original": _("下载照片原件"),
    },
    _("用人单位名录"): {
        "load_towns": _("载入镇街"),
        "upload_list": _("上传名录"),
        "decide_list": _("决定名录怎样读"),
        "import_employers": _("导入名录"),
        "create_employer": _("建档"),
        "change_employer": _("修改档案"),
        "open_warning": _("登记预警"),
        "close_warning": _("解除预警"),
        "start_posting": _("派驻到镇街"),
        "end_posting": _("结束派驻"),
    },
    _("专项行动"): {
        "create_campaign": _("制定专项行动"),
        "create_next_campaign": _("制定下一次行动"),
        "change_campaign": _("修改专项行动"),
        "set_current_campaign": _("设为当前行动"),
        "advance_campaign": _("办理阶段交接"),
        "list_targets": _("成批列入对象名单"),
        "add_target_reason": _("增加列入原因"),
        "withdraw_target_reason": _("撤回对象名单中的列入原因"),
        "record_publicity": _("登记宣传活动"),
        "change_publicity": _("更正宣传活动"),
        "record_self_check": _("登记自查表"),
        "take_in_repeat": _("同一来件又来，已并入"),
        "correct_complaint": _("更正登记信息"),
        "clarify_recovery": _("核实补发工资是否同一笔"),
        "declare_conflict": _("申报利害关系"),
        "withdraw_conflict": _("撤回利害关系申报"),
        "make_report": _("生成报告"),
    },
    _("系统"): {
        "set_policy": _("修改参数"),
        "override_day": _("调整工作日"),
        "announce_year": _("录入全年放假安排"),
        "recompute_deadline": _("放假安排变动，时限重新计算"),
        "hand_over_work": _("移交离岗人员的工作"),
        "pass_on": _("转办"),
        "enqueue_job": _("提交后台任务"),
        "upload_template": _("更换文书式样"),
        "reseal": _("更换密钥，重新加密"),
        "audit_broken": _("核对审计日志，发现不符"),
        "attachment_broken": _("核对附件，发现不符"),
        "attachment_infected": _("附件查出病毒"),
    },
}
REFUSALS: dict[str, Any] = {
    "permission": _("角色没有这项权限"),
    "may_not_know": _("不在可以查看身份信息的人员之内"),
    "state": _("当时的状态不能办理"),
    "conflict": _("同时有人已经办理"),
    "off_plan": _("不在这项工作的阶段，没有写明理由"),
    "not_in_phase": _("这项工作的阶段还没有开始"),
    "own_draft": _("本人提交的，须由另一人办理"),
    "own_work": _("本人承办的，不能代别人办理"),
    "unknown_action": _("没有这项行为"),
}


@cache
def groups() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Every verb with its label, grouped as a select wants them: workflow by workflow, then the rest."""
    acts = [(kind.label, list(_acts(kind.model_class.workflow).items())) for kind in moving()]
    return [*acts, *((group, list(verbs.items())) for group, verbs in VERBS.items())]


def _acts(table: Workflow) -> dict[str, Any]:
    """The acts of a table; one that is called differently in different states by all its names."""
    names: dict[str, dict[Any, None]] = {}
    for row in table.rows:
        names.setdefault(row.action, {})[row.label] = None
    return {action: format_lazy("／".join(["{}"] * len(labels)), *labels) for action, labels in names.items()}


@cache
def labels() -> dict[str, Any]:
    return {verb: label for _group, verbs in groups() for verb, label in verbs}


def label_of(verb: str, *, model: type[Model] | None = None, before: str = "") -> str:
    """What an act on a record of `model` in the state `before` is called; without them by all its names."""
    row = _row(verb, model, before)
    return str(row.label if row else labels().get(verb, verb))


def refusal_of(verb: str, code: str, *, model: type[Model] | None = None, before: str = "") -> str:
    """Why an act was refused: the sentence of its guard, a word for what the engine refuses, or the code itself."""
    row = _row(verb, model, before)
    rows = [row] if row else [row for kind in moving() for row in kind.model_class.workflow.rows_of(verb)]
    sentences = (guard.sentence for row in rows for guard in row.guards if guard.code == code)
    return str(next(sentences, None) or REFUSALS.get(code, code))


def _row(verb: str, model: type[Model] | None, before: str) -> Row | None:
    table = getattr(model, "workflow", None)
    return table.row(verb, before) if table else None
