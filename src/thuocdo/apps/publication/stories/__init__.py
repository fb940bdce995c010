"""The year's story of a unit on one page, and its path over the years."""
