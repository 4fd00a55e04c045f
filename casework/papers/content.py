"""Placeholder."""

import hashlib
import json


def digest(content, version):
    text = json.dumps([content, version], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def check(content):
    return None


def text_problem(text):
    return ""
