"""Small series from textbooks and handbooks, and the folder of the larger published ones where it is at hand."""

import json
from functools import cache
from pathlib import Path

from tests.real import real_file

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rate of ten batches.
FLOW_RATE = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
# The same, 6.3.2.4, and its EWMA of weight 0.3 from 50.
NIST = (
    52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5,
    49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
)  # fmt: skip
NIST_EWMA = (
    50.00, 50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33,
    50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99,
)  # fmt: skip
# Montgomery, Introduction to Statistical Quality Control, table 6.6: costs of loan applications.
COSTS = (
    310, 288, 297, 298, 307, 303, 294, 297, 308, 306,
    294, 299, 297, 299, 314, 295, 293, 306, 301, 304,
)  # fmt: skip
# Montgomery, table 7.4: (nonconforming, sample size).
PURCHASES = (
    (12, 100), (8, 80), (6, 80), (9, 100), (10, 110), (12, 110), (11, 100), (16, 100), (10, 90), (6, 90),
    (20, 110), (15, 120), (9, 120), (8, 120), (6, 110), (8, 80), (10, 80), (7, 80), (5, 90), (8, 100),
    (5, 100), (8, 100), (10, 100), (6, 90), (9, 90),
)  # fmt: skip


@cache
def published(name: str) -> dict:
    """One of the larger files of published values."""
    return json.loads(real_file(f"stats/{name}.json").read_text(encoding="utf-8"))


def attendances() -> Path:
    """NHS England: attendances, breaches of four hours and admissions by month, trust and type of department."""
    return real_file("logs/nhs_ae_attendances_to_2018-03.csv.gz")
