"""What the screens of rounds, scorecards and comparisons read."""
