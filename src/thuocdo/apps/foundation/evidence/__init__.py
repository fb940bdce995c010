"""Files that people hand in: checked, stored under random names, handed out by permission only."""
