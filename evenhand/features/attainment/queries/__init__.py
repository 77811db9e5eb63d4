"""Reading where everyone stands, always as somebody."""
