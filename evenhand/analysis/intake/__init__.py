"""Reading tables that people bring: look, recognise, match, check every line, receive."""
