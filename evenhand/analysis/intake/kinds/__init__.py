"""One module for each kind of file: what its lines must say, and what becomes of them."""
