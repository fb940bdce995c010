"""Manners of writing, one file each: what claims a scoring text and makes a rule of it."""
