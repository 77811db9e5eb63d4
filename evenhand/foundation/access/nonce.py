"""An OpenID sign-in carries a number used once, which its ID token must bring back (OpenID Connect Core, 3.1.3.7)."""

import secrets
from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

NONCE = "nonce"


class ProviderWithNonce(OpenIDConnectProvider):
    def get_redirect_from_request_kwargs(self, request):
        """Last, so that no parameter of the address says which; kept with the state, which is good once."""
        given = super().get_redirect_from_request_kwargs(request)
        nonce = secrets.token_urlsafe(32)
        given["auth_params"][NONCE] = nonce
        return given | {NONCE: nonce}


def is_answer_to(state: Mapping[str, Any], token: Mapping[str, Any]) -> bool:
    """Whether this ID token was made for the sign-in that this state began."""
    asked, said = state.get(NONCE), token.get(NONCE)
    return bool(asked) and isinstance(said, str) and secrets.compare_digest(asked, said)
