"""Counts over lines of the files, made without the generator: means with an interval, repeats."""

from collections import defaultdict
from datetime import datetime, timedelta
from math import sqrt
from statistics import fmean, stdev


def interval(values):
    """95 % of a mean, normal approximation: (low, mean, high)."""
    middle, error = fmean(values), 1.96 * stdev(values) / sqrt(len(values))
    return middle - error, middle, middle + error


def above_usual(rated):
    """(line, rating less what the same reason and channel got from everybody)."""
    groups = defaultdict(list)
    for line, rating in rated:
        groups[line["reason"], line["channel"]].append(rating)
    usual = {key: fmean(ratings) for key, ratings in groups.items()}
    return [(line, rating - usual[line["reason"], line["channel"]]) for line, rating in rated]


def first_handled(good, days=14):
    """(line, whether the customer came about it again within `days`) of every served contact that
    followed no other of its kind: a failure belongs to who took it first."""
    matters = defaultdict(list)
    for line in good:
        if line["direction"] == "inbound":
            matters[line["customer_id"], line["reason"]].append(line)
    found = []
    for lines in matters.values():
        lines.sort(key=lambda line: line["started_at"])
        times = [datetime.fromisoformat(line["started_at"]) for line in lines]
        for at, line in enumerate(lines):
            first = at == 0 or times[at] - times[at - 1] > timedelta(days=days)
            if first and line["agent_id"]:
                again = at + 1 < len(lines) and times[at + 1] - times[at] <= timedelta(days=days)
                found.append((line, again))
    return found


def within(line, spell, column="started_at"):
    return spell["from"] <= line[column][:10] < spell["to"]
