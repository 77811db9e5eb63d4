"""Looking for words where no database does it."""


def says(words: str, *texts: str) -> bool:
    """Whether any of the texts has these words, in whatever capitals; of no words all have them."""
    wanted = words.casefold()
    return not wanted or any(wanted in str(text).casefold() for text in texts)
