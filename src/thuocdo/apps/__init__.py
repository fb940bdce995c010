"""The Django applications, in five groups: publication > steering > assessment > measurement > foundation."""
