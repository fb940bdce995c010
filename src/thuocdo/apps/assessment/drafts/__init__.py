"""Drafts of index definitions: a paper read, row by row settled, and put in force."""
