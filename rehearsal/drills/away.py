"""Drills on what the site talks to beside its own parts: the malware scanner."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from django.db import connection
from django.test.utils import override_settings

from casework import quarantine
from casework.models import Attachment
from casework.models.attachment import Scan
from registry.models import Employer
from rehearsal.drills.parts import Site, hold
from rehearsal.drills.tally import (
    NEW_EMPLOYER,
    Tally,
    employer_fields,
    fresh_name,
    hold_one,
    hold_status,
    photo,
)
from rehearsal.drills.visitor import Visitor

LEADER = "leader01"


class Passing(StreamRequestHandler):
    """Answers like clamd that it found nothing, whatever it is shown."""

    def handle(self) -> None:
        self.rfile.read(len(b"zINSTREAM\0"))
        while size := int.from_bytes(self.rfile.read(4), "big"):
            self.rfile.read(size)
        self.wfile.write(b"stream: OK\0")


def scanner_away(site: Site) -> Tally:
    """D-21: with the scanner away a record with a photo is saved, the photo waits and is handed out when it has been passed."""
    scanner = ThreadingTCPServer(("127.0.0.1", 0), Passing, bind_and_activate=False)
    scanner.server_bind()  # the address is ours, and nobody listens there yet
    address = "{}:{}".format(*scanner.server_address[:2])
    with site.restarted(CLAMD_ADDRESS=address), override_settings(CLAMD_ADDRESS=address):
        leader, name = Visitor(site.port).sign_in(LEADER), fresh_name()
        made = leader.post(NEW_EMPLOYER, employer_fields(leader, name), [("files", "现场.png", photo(200))])
        hold_status([made], {302}, "saving while the scanner is away")
        connection.close()
        file = Attachment.objects.about(Employer.objects.get(name=name)).get()
        hold(file.scan == Scan.WAITING, f"the photo does not wait: {file.scan}")
        hold("待检" in leader.get(made.location).text, "the page does not say that the photo waits")
        hold_status([leader.get(file.url)], {409}, "a photo nobody has looked at")
        with _listening(scanner):
            quarantine.try_again()
        hold_status([leader.get(file.url)], {200}, "the photo once it was passed")
    return hold_one(name)


@contextmanager
def _listening(scanner: ThreadingTCPServer) -> Iterator[None]:
    scanner.server_activate()
    Thread(target=scanner.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        scanner.shutdown()
        scanner.server_close()
