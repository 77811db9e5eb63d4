"""The pseudo-language: every text of the project that is marked, in brackets, by the very way of a real language."""
