"""The office calendar: its YAML texts kept by revision, drawn as a year, edited by form, asked for deadlines."""
