"""What is told to others: every number of it leads back to where it was measured, judged or promised."""
