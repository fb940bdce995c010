"""What a file is and whether it may come in: size, kind, first bytes, contents of archives. Pure functions."""
