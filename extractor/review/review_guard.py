"""Who may ask the review page for anything: ASGI middleware in front of it.

The page shows documents and writes decisions, and other pages in the same browser must not reach it. A request needs
the host name of this server (no DNS name that somebody points here), the cookie that its address with the token gave,
and, where it changes anything, an origin that is this server.
"""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FORBIDDEN, WRONG_HOST = 403, 421


class ReviewGuard:
    """Lets through what may pass, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._hosts = frozenset(f"{host}:{port}" for host in HOSTS)
        self._token = token
        self.cookie = f"cermat-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, as ASGI has it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nobody has a reason for a websocket
            await send({"type": "websocket.close"})
            return
        refusal = self._refused(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await (refusal or self._app)(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a request that goes no further; None where it may."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return PlainTextResponse("wrong host", WRONG_HOST)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and self._is_token(given):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self.cookie, self._token, httponly=True, samesite="strict", path="/")
            return answer
        if not self._is_token(_cookies(headers).get(self.cookie, "")):
            return PlainTextResponse("use the address that cermat review printed", FORBIDDEN)
        if scope["method"] not in ("GET", "HEAD") and not self._is_own(headers):
            return PlainTextResponse("another page may not decide here", FORBIDDEN)
        return None

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())

    def _is_own(self, headers: Headers) -> bool:
        is_json = headers.get("content-type", "").split(";")[0].strip() == "application/json"
        return is_json and headers.get("origin", "").removeprefix("http://") in self._hosts


def _cookies(headers: Headers) -> dict[str, str]:
    pairs = (part.partition("=") for part in headers.get("cookie", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}
