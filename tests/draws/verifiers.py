"""The three verifiers side by side: the house's, the stand-alone script, and the one in the browser (run by node)."""

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from types import ModuleType
from typing import Any

from django.conf import settings

SCRIPT = settings.BASE_DIR / "static" / "verify_draw.py"
IN_BROWSER = settings.BASE_DIR / "static" / "js" / "verify_draw.js"
NODE = shutil.which("node")
UNCOVERED = ("campaign", "previous", "drawn_at")

_DRIVER = """
require(process.argv[1]);
const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean);
(async () => {
  for (const line of lines) console.log(JSON.stringify(await globalThis.verifyDraw(JSON.parse(line))));
})();
"""


def script() -> ModuleType:
    """The stand-alone verifier as a module."""
    spec = importlib.util.spec_from_file_location("verify_draw", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_browser(texts: list[str]) -> list[list[str]]:
    """What the browser's verifier says of each receipt text; one process for all."""
    sent = "\n".join(json.dumps(text) for text in texts)
    done = subprocess.run(
        [NODE, "-e", _DRIVER, str(IN_BROWSER)],
        input=sent,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def changes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every single change of a leaf, and every entry of a list or object left out: `(path, whole value changed)`."""
    if isinstance(value, dict | list):
        for name in list(value) if isinstance(value, dict) else range(len(value)):
            if not path and name in UNCOVERED:
                continue
            less = deepcopy(value)
            del less[name]
            yield (*path, name), less
            for inner, changed in changes(value[name], (*path, name)):
                whole = deepcopy(value)
                whole[name] = changed
                yield inner, whole
    elif isinstance(value, str):
        yield path, f"{value}。"
        if value:
            yield path, value[:-1]
        yield path, None
    elif isinstance(value, int):
        yield path, value + 1
        yield path, str(value)
