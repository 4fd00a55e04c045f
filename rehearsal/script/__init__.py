"""The stories, one file for each topic. A script `(stage) -> None` begins the stories of its topic before the first day."""

from rehearsal.script import (
    cases,
    complaints,
    draws,
    escalations,
    inspections,
    patrols,
    publicity,
    summaries,
    warnings,
)

SCRIPTS = tuple(
    topic.script
    for topic in (
        publicity,
        complaints,
        warnings,
        patrols,
        escalations,
        cases,
        draws,
        inspections,
        summaries,
    )
)
