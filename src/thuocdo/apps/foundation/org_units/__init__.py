"""The dated units of the installation, kept in the database for screens and scope."""
