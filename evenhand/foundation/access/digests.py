"""What is kept of a secret instead of the secret."""

from hashlib import sha256


def digest_of(secret: str) -> str:
    """Plain SHA-256, as hex: 256 random bits need no slow hash."""
    return sha256(secret.encode(errors="replace")).hexdigest()
