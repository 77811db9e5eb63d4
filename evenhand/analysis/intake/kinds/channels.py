"""The names of channels, whatever a source calls them."""

from evenhand.analysis import engine
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged

_CALLED = {
    "phone": ("phone", "call", "voice", "telephone", "tel", "inbound call", "phone call"),
    "email": ("email", "e-mail", "mail"),
    "chat": ("chat", "web chat", "webchat", "live chat", "messaging"),
    "web": ("web", "web form", "webform", "web widget", "portal", "self-service", "website"),
    "social": ("social", "social media", "facebook", "twitter", "instagram"),
    "sms": ("sms", "text", "text message"),
    "letter": ("letter", "post", "postal mail", "by post"),
}


def channel(staged: Staged, mapping: Mapping, without: str | None = None) -> str:
    """SQL for the channel of a line; a name that nobody knows is kept in lower case.

    `without`: what holds for a file without a column of channels; by default what its mapping says.
    """
    if "channel" not in staged.read:
        return engine.text(mapping.channel) if without is None else without
    cases = " ".join(
        f"WHEN lower(channel) IN ({', '.join(engine.text(word) for word in called)}) THEN '{name}'"
        for name, called in _CALLED.items()
    )
    known = f"WHEN channel IN ({', '.join(map(engine.text, _CALLED))}) THEN channel"
    return f"CASE {known} {cases} ELSE lower(channel) END"
