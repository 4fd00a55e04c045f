"""A job for the worker of test_worker.py, which imports this module at its start."""

from typing import Any

from casework.jobs import JobRun, handler

KIND = "tests.sum"


@handler(KIND)
def add(job: JobRun) -> dict[str, Any]:
    numbers = job.arguments["numbers"]
    for done, _number in enumerate(numbers, start=1):
        job.progress(done, len(numbers))
    return {"sum": sum(numbers)}
