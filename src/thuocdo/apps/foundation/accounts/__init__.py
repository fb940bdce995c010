"""People, their dated roles in the unit tree, sign-in, and the one table of permissions."""
