"""Asking a malware scanner about a file: clamd, over its INSTREAM command, where `CLAMD_ADDRESS` names one.

Fail closed (MLPS 8.1.4.5): with a scanner configured, nothing is handed out that it has not passed.
"""

import socket
from typing import IO

from django.conf import settings

COMMAND = b"zINSTREAM\0"
PIECE = 64 * 1024
CONNECTS_WITHIN, ANSWERS_WITHIN = 2.0, 60.0  # seconds
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """No verdict: the scanner cannot be reached, broke off or could not read the file."""


def is_configured() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def signature_in(content: IO[bytes]) -> str:
    """The name of what was found in a file, "" when nothing was. Raises `ScannerAway`."""
    try:
        with _connected() as line:
            _send(line, content)
            answer = _answer(line)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    verdict = answer.partition(": ")[2]
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")[:100]
    raise ScannerAway(answer or "no answer")


def _connected() -> socket.socket:
    """`unix:/run/clamav/clamd.ctl` or `host:port`."""
    address = settings.CLAMD_ADDRESS
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(CONNECTS_WITHIN)
        line.connect(address.removeprefix("unix:"))
    else:
        host, _colon, port = address.rpartition(":")
        try:
            line = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECTS_WITHIN)
        except ValueError as error:
            raise ScannerAway(f"CLAMD_ADDRESS: {address}") from error
    line.settimeout(ANSWERS_WITHIN)
    return line


def _send(line: socket.socket, content: IO[bytes]) -> None:
    """Pieces with their length before them, then a length of nought. What is too long for it, it answers before the end."""
    content.seek(0)
    try:
        line.sendall(COMMAND)
        while piece := content.read(PIECE):
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        pass
    finally:
        content.seek(0)


def _answer(line: socket.socket) -> str:
    told = b""
    while b"\0" not in told and len(told) < LONGEST_ANSWER:
        part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        told += part
    return told.partition(b"\0")[0].decode("utf-8", "replace").strip()
