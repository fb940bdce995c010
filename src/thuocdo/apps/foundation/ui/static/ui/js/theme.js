// Runs before the first paint: light, dark, or what the system says.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const chosen = root.dataset.theme || "auto";
    const theme = chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
    if (root.dataset.bsTheme !== theme) {
      root.dataset.bsTheme = theme;
      document.dispatchEvent(new CustomEvent("td:theme"));
    }
  };
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-switch]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    root.dataset.theme = event.submitter.value;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${event.submitter.value}; Max-Age=31536000; Path=/; SameSite=Lax${secure}`;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === event.submitter));
    apply();
  });
})();
