"""What a failure is to whoever asked for the page: busy, no room, the database away, or an error of ours.

One table, read from the exception and what caused it. None of its sentences claims more than is known: after a failure nobody can
say that nothing was done; only a wait that ended before it began, or a statement that was refused, can. `UNFIT` is a net under
the forms, which say it at the field: it keeps its trace in the log.
"""

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DataError, InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# PostgreSQL: lock_not_available, query_canceled, deadlock_detected, serialization_failure, idle_in_transaction_session_timeout,
# too_many_connections.
BUSY_CODES = {"55P03", "57014", "40P01", "40001", "25P03", "53300"}
FULL_CODES = {"53100"}
BUSY_WORDS = ("database is locked", "database table is locked")
FULL_WORDS = ("database or disk is full",)
NUL_WORDS = "NUL (0x00)"
AGAIN = _("再发一次不会重复：上一次要是已经存下，会直接打开它。")


@dataclass(frozen=True)
class Failure:
    """How one kind of failure is answered. `retry_after` in seconds, nought where waiting does not help."""

    status: int
    what: Any
    why: Any
    retry_after: int = 0
    is_ours: bool = False


BUSY = Failure(503, _("系统正忙"), _("正忙，没有保存，请过几秒再试。"), retry_after=5)
AWAY = Failure(
    503,
    _("数据库暂时连不上"),
    _("正在恢复，请过一分钟再试。刚才这一步有没有存下还不知道，恢复后请先看一下。"),
    retry_after=30,
)
FULL = Failure(
    507, _("存储空间已满"), _("没有空间了，这一步没有存下，原有的内容都在。请告知系统管理员清理后再试。")
)
UNFIT = Failure(
    400,
    _("有一项内容存不下"),
    _("有一项太长、太大，或者含有系统不能保存的字符，没有保存。请改短或重新输入这一项再试。"),
    is_ours=True,
)
OURS = Failure(
    500,
    _("系统出错了，不是您的问题"),
    _("这一步有没有存下还不知道，请先看一下列表或记录，再决定要不要重做。"),
    is_ours=True,
)


def failure_of(error: BaseException | None) -> Failure:
    """The kind of failure, by the first cause that is known."""
    for each in _causes(error):
        if isinstance(each, OSError) and each.errno in NO_ROOM:
            return FULL
        if isinstance(each, DataError) or (isinstance(each, ValueError) and NUL_WORDS in str(each)):
            return UNFIT
        if isinstance(each, OperationalError | InterfaceError):
            return _of_database(each)
    return OURS


def _of_database(error: Exception) -> Failure:
    code, said = getattr(error.__cause__, "pgcode", "") or "", str(error)
    if code in FULL_CODES or any(words in said for words in FULL_WORDS):
        return FULL
    return BUSY if code in BUSY_CODES or any(words in said for words in BUSY_WORDS) else AWAY


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
