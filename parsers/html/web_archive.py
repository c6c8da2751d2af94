"""Web page in one file (MHTML, "single file web page") in, the HTML of the page out; pictures and styles stay unread.

Word and Excel write such files as .mht, .doc or .xls; programs put them into a DOCX as a chunk (RFC 2557).
"""

from __future__ import annotations

import email
import email.policy
import re

_MARK = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)
_OF_MAIL = re.compile(rb"^(?:received|return-path|delivered-to|message-id|to):", re.IGNORECASE | re.MULTILINE)


def is_web_archive(beginning: bytes) -> bool:
    """True where a file begins with the headers of parts that belong together, and those of no mail."""
    head = re.split(rb"\r?\n\r?\n", beginning.lstrip(b"\xef\xbb\xbf \t\r\n"), maxsplit=1)[0] + b"\n"
    return _MARK.match(head) is not None and _OF_MAIL.search(head) is None


def page_of_archive(data: bytes) -> bytes:
    """The first HTML part, as its bytes are; b"" where there is none."""
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b""
    return b""
