"""The bytes a frozen set of figures is hashed over."""

import json
from hashlib import sha256


def canonical(figures: object) -> str:
    """JSON with sorted keys and no spaces: the same figures always give the same text."""
    return json.dumps(figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(figures: object) -> str:
    """SHA-256 of `canonical`, lower-case hex."""
    return sha256(canonical(figures).encode()).hexdigest()
