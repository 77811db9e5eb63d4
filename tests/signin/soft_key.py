"""A passkey without a device: makes and signs what a browser would send, right or wrong."""

import json
import secrets
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
ORIGIN = "http://localhost"


class SoftKey:
    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.user_handle = ""

    def make(self, options: dict, *, origin=ORIGIN, verified=True) -> dict:
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        data = self._data(asked["rp"]["id"], ATTESTED | (VERIFIED if verified else 0))
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        data += bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        sealed = cbor.encode({"fmt": "none", "authData": data, "attStmt": {}})
        said = self._said("webauthn.create", asked["challenge"], origin)
        return self._sent(said, attestationObject=websafe_encode(sealed))

    def show(self, options: dict, *, origin=ORIGIN, verified=True, rp="") -> dict:
        asked = options["publicKey"]
        data = self._data(rp or asked["rpId"], VERIFIED if verified else 0)
        said = self._said("webauthn.get", asked["challenge"], origin)
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._sent(
            said,
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
            userHandle=self.user_handle,
        )

    def _data(self, rp: str, flags: int) -> bytes:
        return sha256(rp.encode()).digest() + bytes([PRESENT | flags]) + bytes(4)

    def _said(self, kind: str, challenge: str, origin: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _sent(self, said: bytes, **response) -> dict:
        name = websafe_encode(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}},
            "response": {"clientDataJSON": websafe_encode(said), **response},
        }


def passkey_of(user) -> Authenticator:
    """The user has a passkey, made without a ceremony."""
    asked = {"rp": {"id": "localhost"}, "user": {"id": ""}, "challenge": "AAAA"}
    return WebAuthn.add(user, "Phone", SoftKey().make({"publicKey": asked})).instance
