"""Who did what, when, why and from where: entries nobody can change; and forms that notice each other."""
