"""What a unit is to reach in an index by a period, with the document that says so."""
