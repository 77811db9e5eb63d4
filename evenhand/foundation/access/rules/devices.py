"""What a browser says of itself, in words by which its owner knows it again."""

# The first that fits names it: many claim to be others as well.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> tuple[str, str]:
    """(browser, machine); empty where it does not say."""
    return _named(BROWSERS, user_agent), _named(MACHINES, user_agent)


def _named(known, user_agent: str) -> str:
    return next((name for mark, name in known if mark in user_agent), "")
