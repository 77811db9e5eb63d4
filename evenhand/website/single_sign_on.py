"""Which provider of the organisation lets people in, read from the environment for `environment.py`."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

OIDC, SAML = "oidc", "saml"
EMAIL = "email"
HAS_SAML = find_spec("onelogin") is not None  # the extra evenhand[saml]
WITH_NONCE = "evenhand.foundation.access.nonce.ProviderWithNonce"
NEAR = ("localhost", "127.0.0.1")


class Misconfigured(Exception):
    """The environment says something that cannot be; the sentence tells which variable."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """`claim` is what the provider says of a person that names them here: their email, or anything
    else, which is then compared with the external id of the account."""

    name: str  # on the button
    claim: str
    domains: tuple[str, ...]  # whose emails the organisation itself gives out
    is_directory: bool = False  # says of its people only what the organisation wrote there


@dataclass(frozen=True, kw_only=True)
class Oidc(Provider):
    issuer: str
    client_id: str
    client_secret: str


@dataclass(frozen=True, kw_only=True)
class Saml(Provider):
    is_directory: bool = True
    metadata: str  # an address, or a file
    entity_id: str  # of the provider, where its metadata describes several


def read_oidc(env) -> Oidc | None:
    issuer = env.str("EVENHAND_OIDC_ISSUER", default="").rstrip("/")
    if not issuer:
        return None
    _require_safe("EVENHAND_OIDC_ISSUER", issuer)
    client_id = env.str("EVENHAND_OIDC_CLIENT_ID", default="")
    if not client_id:
        raise Misconfigured("EVENHAND_OIDC_CLIENT_ID is needed beside EVENHAND_OIDC_ISSUER.")
    return Oidc(
        issuer=issuer,
        client_id=client_id,
        client_secret=env.str("EVENHAND_OIDC_CLIENT_SECRET", default=""),
        **_common(env, "EVENHAND_OIDC", "single sign-on"),
    )


def read_saml(env) -> Saml | None:
    metadata = env.str("EVENHAND_SAML_METADATA", default="")
    if not metadata:
        return None
    if not HAS_SAML:
        raise Misconfigured("EVENHAND_SAML_METADATA needs the extra: install evenhand[saml].")
    if "://" in metadata:
        _require_safe("EVENHAND_SAML_METADATA", metadata)
    elif not Path(metadata).is_file():
        raise Misconfigured(f"EVENHAND_SAML_METADATA: there is no file “{metadata}”.")
    return Saml(
        metadata=metadata,
        entity_id=env.str("EVENHAND_SAML_ENTITY_ID", default=""),
        **_common(env, "EVENHAND_SAML", "single sign-on (SAML)"),
    )


def _common(env, prefix: str, name: str) -> dict[str, Any]:
    return {
        "name": env.str(f"{prefix}_NAME", default=name),
        "claim": env.str(f"{prefix}_CLAIM", default=EMAIL),
        "domains": tuple(one.lower() for one in env.list(f"{prefix}_DOMAINS", default=[])),
    }


def _require_safe(variable: str, address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and (parts.scheme, parts.hostname) not in [
        ("http", near) for near in NEAR
    ]:
        raise Misconfigured(f"{variable} must begin with https://, not “{address}”.")


def providers(oidc: Oidc | None, saml: Saml | None) -> dict[str, Any]:
    """The setting SOCIALACCOUNT_PROVIDERS of django-allauth."""
    # Read once, when the first address is looked up: so it stands here with or without a provider.
    found: dict[str, Any] = {"openid_connect": {"provider_class": WITH_NONCE, "APPS": []}}
    if oidc:
        app = {
            "provider_id": OIDC,
            "name": oidc.name,
            "client_id": oidc.client_id,
            "secret": oidc.client_secret,
            "settings": {"server_url": oidc.issuer, "oauth_pkce_enabled": True},
        }
        found["openid_connect"]["APPS"].append(app)
    if saml:
        found["saml"] = {"APPS": [_saml_app(saml)]}
    return found


def _saml_app(saml: Saml) -> dict[str, Any]:
    is_address = "://" in saml.metadata
    source = saml.metadata if is_address else Path(saml.metadata).resolve().as_uri()
    settings: dict[str, Any] = {
        "idp": {"entity_id": saml.entity_id, "metadata_url": source},
        "advanced": {
            "strict": True,
            "want_assertion_signed": True,
            "want_attribute_statement": False,  # the email may be the name itself
            "reject_deprecated_algorithm": True,
            "reject_idp_initiated_sso": True,  # an answer that nobody asked for
        },
    }
    if saml.claim != EMAIL:
        settings["attribute_mapping"] = {"uid": saml.claim}
    return {
        "provider_id": SAML,
        "name": saml.name,
        "client_id": SAML,  # in the address
        "settings": settings,
    }
