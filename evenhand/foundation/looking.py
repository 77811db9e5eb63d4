"""Looking for words: by what they sound like to whoever types them, on every database alike."""

import unicodedata


def says(words: str, *texts: str) -> bool:
    """Whether any of the texts has these words, in whatever capitals and with or without accents; of no words all have
    them."""
    wanted = _plain(words)
    return not wanted or any(wanted in _plain(str(text)) for text in texts)


def _plain(text: str) -> str:
    """“Siân” and “SIAN” are the same: nobody whose name is often misspelt is missed for it."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def called(found, words: str, *fields: str):
    """Of these rows those of which a field says it. Databases differ in which capitals and accents they know."""
    if not words:
        return found
    told = found.order_by().values_list("pk", *fields)
    return found.filter(pk__in=[pk for pk, *texts in told if says(words, *texts)])
