"""The metadata of a SAML provider, fetched by our own way out and handed on as a file.

allauth would open the address by itself; a file it opens where we say.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from evenhand.foundation import outbound

KEPT = 4 * 60 * 60  # seconds: keys change, and tests of a provider's pages are not to wait long


def as_file(address: str) -> str:
    """The file:// address of what lies at `address`, named by its content. Raises OSError."""
    folder = settings.EVENHAND.home / "saml"
    key = f"saml.{sha256(address.encode()).hexdigest()}"
    name = cache.get(key)
    if name is None or not (folder / name).exists():
        name = _fetch(address, folder)
        cache.set(key, name, KEPT)
    return (folder / name).as_uri()


def _fetch(address: str, folder) -> str:
    with outbound.session(address) as session:
        answer = session.get(address)
        answer.raise_for_status()
    folder.mkdir(exist_ok=True)
    for older in folder.iterdir():
        older.unlink()
    name = f"{sha256(answer.content).hexdigest()}.xml"
    (folder / name).write_bytes(answer.content)
    return name
