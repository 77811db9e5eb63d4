"""Numbers and days as nobody writes them, so that each place that forgot to ask the language shows."""

DECIMAL_SEPARATOR = "·"
THOUSAND_SEPARATOR = "'"
NUMBER_GROUPING = 3
DATE_FORMAT = "Y/n/j"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "Y/n/j H.i"
