"""The stories, one file for each topic. A script `(stage) -> None` begins the stories of its topic before the first day."""

from rehearsal.script import complaints, patrols, publicity, warnings

SCRIPTS = (publicity.script, complaints.script, warnings.script, patrols.script)
