"""From stories and paths to what their pages draw."""
