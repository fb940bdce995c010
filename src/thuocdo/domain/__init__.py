"""How things are counted and decided: pure Python, no web server, no database, no network."""
