"""What is judged: indices in force, rounds, scorecards."""
