"""Wiring only: settings, addresses, server and worker entry points."""
