"""What the screens of drafts read: the text, its rows, what the checks find, trials and previews."""
