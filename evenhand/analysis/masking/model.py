"""Names of people who are only mentioned, by a model of English: the extra `evenhand[names]`."""
class NotInstalled(Exception): ...
def recogniser():
    raise NotInstalled("not yet")
