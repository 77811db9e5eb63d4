"""Tests of the whole; tests of a slice live beside it."""
