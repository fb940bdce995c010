"""Short notices inside the application: a job is done, an invitation was used."""
