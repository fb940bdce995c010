"""What the screens of stories and paths read."""
