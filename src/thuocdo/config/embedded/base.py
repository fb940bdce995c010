"""PostgreSQL from the wheel: the server starts when the first connection is opened, not when settings are read."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from thuocdo.config.database import start_embedded


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own PostgreSQL engine with the address filled in late."""

    def get_connection_params(self) -> dict[str, Any]:  # Any: Django's own signature
        """The parameters of the driver, after making sure that there is a server."""
        if not self.settings_dict["HOST"]:
            self.settings_dict["HOST"] = start_embedded()
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters
