"""One person's visit: signed in, watched for errors and for what the content security policy blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

AXE = Path(__file__).resolve().parents[1] / "src/thuocdo/assets/vendor/axe/axe.min.js"
WATCH = (
    "addEventListener('securitypolicyviolation', event => "
    "console.error('CSP blocked ' + event.violatedDirective + ' ' + event.blockedURI))"
)
RULES = "({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})"


@dataclass
class Visit:
    """A page of the browser with what it complained about."""

    page: Page
    context: BrowserContext
    site: str
    results: Path
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def begin(
        cls,
        browser: Browser,
        site: str,
        session: str,
        results: Path,
        *,
        language: str = "vi",
        theme: Literal["light", "dark"] = "light",
        width: int = 1360,
        has_scripts: bool = True,
    ) -> Visit:
        """Open a browser window of somebody who is signed in already."""
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=has_scripts
        )
        cookies = {"sessionid": session, "django_language": language, "theme": theme}
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
        context.add_init_script(WATCH)
        visit = cls(context.new_page(), context, site, results)
        visit.page.on("pageerror", lambda error: visit.complaints.append(f"{visit.page.url}: {error}"))
        visit.page.on(
            "console",
            lambda message: (
                visit.complaints.append(f"{visit.page.url}: {message.text}")
                if message.type == "error"
                else None
            ),
        )
        return visit

    def open(self, path: str) -> Page:
        """Go to a page and wait until it is still."""
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.page.wait_for_load_state("networkidle")
        return self.page

    def shoot(self, name: str) -> None:
        """Keep a picture of the whole page."""
        self.results.mkdir(exist_ok=True)
        self.page.screenshot(path=str(self.results / f"{name}.png"), full_page=True)

    def barriers(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA on the page as it is."""
        self.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        found = self.page.evaluate(f"axe.run(document, {RULES}).then(r => r.violations)")
        return [
            f"{self.page.url}: {one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]}" for one in found
        ]

    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def end(self) -> list[str]:
        """Close the window and tell what was complained about."""
        self.context.close()
        return self.complaints


def session_of(username: str) -> str:
    """The key of a session in which the person has signed in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    person = get_user_model().objects.get(username=username)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value
