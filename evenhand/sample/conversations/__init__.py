"""What was said in a part of the contacts, out of phrases of our own. Simulated, nothing real."""
