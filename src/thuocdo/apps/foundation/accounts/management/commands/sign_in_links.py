from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from thuocdo.apps.foundation.accounts.demo import demo_links
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text

NOT_HERE = Text(
    "Liên kết đăng nhập dùng thử chỉ có trong chế độ dùng thử (THUOCDO_MODE=demo).",
    "Demonstration sign-in links exist in demonstration mode only (THUOCDO_MODE=demo).",
)


class Command(BaseCommand):
    help = "Makes the people of the demonstration and prints one-time sign-in links for them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="http://127.0.0.1:8000")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Any: Django's signature
        language = options["lang"]
        if not settings.DEMO_SIGN_IN_LINKS:
            raise CommandError(NOT_HERE.pick(language))
        try:
            links = demo_links(site=options["site"])
        except ThuocDoError as error:
            raise CommandError(error.message(language)) from error
        for link in links:
            self.stdout.write(f"{link.role.pick(language):<24} {link.person.full_name:<20} {link.address}")
