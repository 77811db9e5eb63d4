"""The simulated centre: Brightwell Water, an invented company.

SIMULATED, NOTHING REAL. Every person, customer, contact and rating here comes out of a random
number generator; a likeness to anybody alive or dead is chance.

`centre.write()` writes the files a real centre would export (README.md lists them), to be
brought in through the same door as anybody's, and `truth.json`, which the import never reads: it
holds what no real centre knows, each person's true ability and case mix, so that a test can ask
whether the product finds it. `shapes` writes small logs that only look like known public ones.

Nothing here may import `evenhand.analysis`: the sample must not be tuned to what measures it.
Only numpy and the standard library are used; the same seed and end date give the same bytes.
"""
