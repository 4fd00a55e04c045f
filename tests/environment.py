"""Loaded before Django's settings are: tests keep their files, keys, cache and broker to themselves.

Each process of a parallel run gets its own folder and its own Redis database, or one would take the other's jobs.
"""

import atexit
import os
import shutil
import sys
import tempfile

# What tests import is compiled once, with the asserts pytest writes anew, and not by each process of each run.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

process = os.environ.get("PYTEST_XDIST_WORKER", "")

if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="campaign-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
elif process:
    os.environ["VAR_DIR"] = os.path.join(os.environ["VAR_DIR"], process)

if process and os.environ.get("REDIS_URL"):
    number = int(process.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rpartition("/")[0] + f"/{number}"

os.makedirs(os.path.join(os.environ["VAR_DIR"], "static"), exist_ok=True)
