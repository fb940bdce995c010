"""What `lint` looks at, one file per question."""
