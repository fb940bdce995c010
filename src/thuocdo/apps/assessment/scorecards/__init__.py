"""Rounds, the inputs taken for them, scores of every track, published results."""
