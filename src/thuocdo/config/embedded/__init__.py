"""The database engine that starts the embedded PostgreSQL at its first connection."""
