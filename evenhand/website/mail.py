"""Turns EVENHAND_MAIL_URL into what Django 6.1 calls a mailer."""

import environ

OPTIONS = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
}


def mailer(url: str) -> dict:
    parsed = environ.Env.email_url_config(url)
    return {
        "BACKEND": parsed["EMAIL_BACKEND"],
        "OPTIONS": {ours: parsed[name] for name, ours in OPTIONS.items() if parsed.get(name)},
    }
