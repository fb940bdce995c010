"""What every screen stands on. Imports and foreign keys point down this list only:

evidence > jobs > notifications > accounts > org_units > audit > files > ui
"""
