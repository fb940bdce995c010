"""Thước Đo: measure, assess, steer and publish a province's digital transformation."""

__version__ = "0.1.0"
