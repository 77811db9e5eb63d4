"""What definitions ask of a row, as Ibis expressions that mean the same on every engine."""

from evenhand.analysis.statistics.intervals import BIN

LIVE = ("phone", "chat")  # where an unanswered contact is an abandoned one


def one_if(condition):
    """1 or 0; not a cast, which PostgreSQL has only for small integers."""
    return condition.fill_null(False).ifelse(1, 0)


def sums(value, counts):
    """The parts of a mean."""
    value = counts.ifelse(value, 0.0)
    return {"n": one_if(counts), "total": value, "squares": value * value}


def log_bin(seconds):
    """The number of the bin, each 10% wider than the one before (`intervals.log_bin`)."""
    import ibis

    at_least, width = ibis.greatest(seconds, 0.0), ibis.literal(BIN)
    # Ibis gives both no narrower a type than “some value”.
    return ((at_least + 1.0).ln() / width.ln()).floor()  # ty: ignore[missing-attribute, unsupported-operator]


def bin_if(counts, seconds):
    """The bin of a row that counts, else null."""
    import ibis

    counts = (counts & seconds.notnull()).fill_null(False)
    return counts.ifelse(log_bin(seconds), ibis.null()).cast("int64")


def binned(times):
    """The rows of a quantile from those of `times`: its `seconds` become a bin, and what is not over stays marked."""

    def rows(table, parameters):
        found = times(table, parameters)
        still_open = {"open": found["open"]} if "open" in found else {}
        return {"bin": bin_if(found["counts"], found["seconds"])} | still_open

    return rows


def on_phone(contact):
    """A source that names no channel brings in calls."""
    return contact.channel.fill_null("phone") == "phone"


def inbound(contact):
    """A source that names no direction brings in inbound contacts."""
    return contact.direction.fill_null("inbound") == "inbound"


def not_given_up(contact):
    """Whether somebody may still answer it: a caller who gave up waits for nothing, an email does."""
    return ~(contact.channel.isin(LIVE) & ~contact.answered).fill_null(False)


def as_said(column):
    """A yes or no of the source, over what somebody answered."""

    def rows(contact, _parameters):
        counts = contact.answered.fill_null(False)
        said = contact[column]
        return {
            "numerator": one_if(counts & said),
            "denominator": one_if(counts & said.notnull()),
            "blind": one_if(counts & said.isnull()),
        }

    return rows
