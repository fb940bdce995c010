"""Accounts from a workbook: a template with drop-downs, every finding at once, all rows or none."""
