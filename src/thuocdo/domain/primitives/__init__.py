"""The closed list of small values everything else is made of.

Periods and their cut-offs, rounding, provenance, texts in two languages, spelling, strict YAML,
findings in files, the base errors.
"""
