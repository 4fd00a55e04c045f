"""Loaded before Django's settings are: tests keep their files, keys and broker in a folder of their own."""

import atexit
import os
import shutil
import tempfile

if "VAR_DIR" not in os.environ:
    folder = tempfile.mkdtemp(prefix="campaign-tests-")
    os.mkdir(os.path.join(folder, "static"))
    os.environ["VAR_DIR"] = folder
    if "PYTEST_XDIST_WORKER" not in os.environ:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
