"""Whatever the audit trail records has a name people can read."""

import ast

from django.utils.functional import Promise

from casework import verbs
from tests.architecture.sources import ROOT, calls, dotted, first_party, shown

RECORDERS = ("audit.record", "audit.note")
# Where the verb is a variable, and what it may be there: acts of a table, or what the file itself hands in.
NAMED_ELSEWHERE = {
    "casework/acts.py": (),
    "casework/workflow.py": (),
    "casework/views/files.py": ("download_file", "download_original", "attachment_broken"),
    "casework/views/transition.py": (),
    "accounts/services/__init__.py": ("enable_user", "disable_user"),
}


def test_every_verb_that_is_recorded_has_a_label() -> None:
    unnamed, variable = [], set()
    for path in first_party():
        for call in calls(path):
            if dotted(call.func) not in RECORDERS:
                continue
            found = [node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)]
            unnamed += [f"{shown(path, call.lineno)} {verb}" for verb in found if verb not in verbs.labels()]
            if not found:
                variable.add(str(path.relative_to(ROOT)))
    assert not unnamed, "\n".join(unnamed)
    assert variable == set(NAMED_ELSEWHERE)
    for file, named in NAMED_ELSEWHERE.items():
        source = (ROOT / file).read_text(encoding="utf-8")
        assert all(f'"{verb}"' in source and verb in verbs.labels() for verb in named)


def test_a_verb_has_one_label() -> None:
    pairs = {(verb, str(label)) for _group, found in verbs.groups() for verb, label in found}
    assert len(pairs) == len(verbs.labels())
    assert all(isinstance(label, Promise) and str(label) for label in verbs.labels().values())
