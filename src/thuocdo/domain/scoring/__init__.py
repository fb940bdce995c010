"""Scores from values: indices as versioned data, typed rules, exact points, and the derivation of every number."""
