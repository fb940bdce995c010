// The right-hand panel: opens with what htmx put into it, takes the focus, gives it back.
(() => {
  const panel = document.getElementById("panel");
  if (!panel) return;
  const body = document.getElementById("panel-body");
  let opener = null;

  const open = (source, address) => {
    if (panel.hidden) opener = source;
    panel.hidden = false;
    document.body.classList.add("td-panel-open");
    if (address) panel.querySelector("[data-panel-page]").href = address;
    panel.focus({ preventScroll: true });
    body.scrollTop = 0;
    for (const row of document.querySelectorAll("tr.is-current")) row.classList.remove("is-current");
    source?.closest("tr")?.classList.add("is-current");
  };

  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("td-panel-open");
    body.textContent = "";
    for (const row of document.querySelectorAll("tr.is-current")) row.classList.remove("is-current");
    opener?.focus();
    opener = null;
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== body) return;
    open(event.detail.requestConfig?.elt, event.detail.pathInfo?.requestPath);
  });
  panel.querySelector("[data-panel-close]").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open], [data-menu][open]") && !event.target.closest("[data-palette]")) close();
  });
  if (body.textContent.trim()) open(null, "");
})();
