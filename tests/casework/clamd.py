"""A scanner on loopback that speaks clamd's INSTREAM as clamd does (clamd(8)), and knows one signature of our own."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

OURS = b"OUR-OWN-TEST-SIGNATURE-7F3A"
NAME = "Ours.Test.Signature"


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self._exactly(1)
        if command != b"zINSTREAM\0":
            return self._say("UNKNOWN COMMAND")
        content, longest = b"", self.server.longest
        while size := int.from_bytes(self._exactly(4), "big"):
            content += self._exactly(size)
            if len(content) > longest:
                return self._say("INSTREAM size limit exceeded. ERROR")
        self.server.seen.append(content)
        return self._say(f"stream: {NAME} FOUND" if OURS in content else "stream: OK")

    def _exactly(self, size: int) -> bytes:
        told = b""
        while len(told) < size:
            part = self.request.recv(size - len(told))
            if not part:
                raise ConnectionError
            told += part
        return told

    def _say(self, answer: str) -> None:
        self.request.sendall(answer.encode() + b"\0")


class Clamd(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True
    longest = 25 * 1024 * 1024

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that breaks off is nothing to talk about."""


@contextmanager
def running() -> Iterator[Clamd]:
    with Clamd() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()
