"""The server of the review page: on this machine only, at a port of its own, until somebody stops it."""

from __future__ import annotations

import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from extractor.review.review_guard import HOSTS, ReviewGuard
from schemas.errors import OutputError, system_code

ADDRESS = HOSTS[0]
TOKEN_BYTES = 24
WAIT_SECONDS = 0.5


class ReviewServer:
    """A server that is bound to its port when it is made. Raises OutputError where the port can't be had."""

    def __init__(self, port: int = 0) -> None:
        """`port`: 0 for any that is free."""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((ADDRESS, port))
        except OSError as error:
            self._socket.close()
            raise OutputError("port_taken", remedy="other_port", port=port, system=system_code(error)) from error
        self.port: int = self._socket.getsockname()[1]
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self._server: uvicorn.Server | None = None

    @property
    def url(self) -> str:
        """Where the page is, with the token that opens it."""
        return f"http://{ADDRESS}:{self.port}/?token={self.token}"

    def serve(self, app: ASGIApp, ready: Callable[[], None]) -> None:
        """Answers until `stop` is called or the process is asked to end; `ready` is called when it begins."""
        guard = ReviewGuard(app, self.port, self.token)
        config = uvicorn.Config(
            guard, log_level="error", access_log=False, lifespan="off", server_header=False, ws="none"
        )
        self._server = uvicorn.Server(config)
        # In a thread of its own: in the main thread the server would end the process with the signal that stops it.
        thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        thread.start()
        ready()
        with _stopping(self.stop):
            while thread.is_alive():
                thread.join(WAIT_SECONDS)

    def stop(self) -> None:
        """Ends `serve`."""
        if self._server is not None:
            self._server.should_exit = True


@contextmanager
def _stopping(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C and a shutdown (SIGTERM) inside the block call `stop`. Only the main thread can be told of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handle(number: int, frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
