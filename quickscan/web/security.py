"""What the browser is told to allow: this machine and nothing else."""

from dash import Dash
from flask import Flask, Response

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_BYTES = 200 * 1024 * 1024
"""The largest request accepted: an engagement with its files, as a browser sends it."""


def protect(app: Dash) -> None:
    """Adds the protective headers to every answer. Call it when all callbacks are registered."""
    policy = content_policy(app)

    def add_headers(response: Response) -> Response:
        # A report to be looked at on a page says for itself who may frame it.
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    # Without accounts, a page of another site must not reach the app under a name of its own (DNS rebinding).
    server.config["TRUSTED_HOSTS"] = [*LOOPBACK, "[::1]"]
    server.after_request(add_headers)


def content_policy(app: Dash) -> str:
    """The content security policy: scripts from here and those Dash writes into the page, by fingerprint."""
    scripts = " ".join(["'self'", *app.csp_hashes()])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",  # Mantine writes its theme into a style element
            "img-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
