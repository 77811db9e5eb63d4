"""Random, opaque names for rows in addresses: they tell neither count nor order."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o 1 l i: people read these aloud
LENGTH = 14


def new_ref() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
