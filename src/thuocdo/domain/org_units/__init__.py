"""Who reports and is assessed: units with dates, successors and several hierarchies.

The tree can be asked for at any date, names are found without accents, a series can be read with the units of
its time or with those of today. Definitions are the YAML files of `catalogues/org_units`.

>>> from datetime import date
>>> from thuocdo.domain.org_units.loading import load_units
>>> from thuocdo.domain.org_units.units import Level
>>> registry = load_units()
>>> [len(registry.at(day).of_level(Level.PROVINCE)) for day in (date(2024, 12, 31), date(2026, 11, 23))]
[63, 34]
"""
