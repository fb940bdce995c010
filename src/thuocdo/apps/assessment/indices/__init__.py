"""Index definitions as stored texts, and which of them are in force."""
