"""Working days, working hours and deadlines, from calendars that an office can edit.

A year is a YAML file of days off and swapped days; a date outside the files is an error, never a guess.

>>> import datetime as dt
>>> from thuocdo.domain.calendars.loading import load_calendar
>>> from thuocdo.domain.calendars.working_days import add_working_days
>>> add_working_days(load_calendar(), dt.date(2026, 8, 28), 1)  # Monday 31 August is swapped with Saturday 22
datetime.date(2026, 9, 3)
"""
