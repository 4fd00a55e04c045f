"""What a draw has frozen, taken down or drawn is never changed and never deleted; the database refuses it."""

from casework.append_only import Guard

MESSAGE = "what was frozen or drawn is not changed"
GUARDS = tuple(
    Guard(f"draws_{model}", MESSAGE)
    for model in ("poolemployer", "poolinspector", "exclusion", "witnesstext", "round", "roundresult")
)
