"""The real figures the demonstration shows, brought in the way an office would bring them in."""
