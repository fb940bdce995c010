// The frame: menus, the rail on small screens, keys, selects that submit, the progress of requests.
(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const rail = () => document.getElementById("rail");

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
    if (event.target.closest(".td-rail-open")) {
      event.preventDefault();
      rail().classList.add("is-open");
      rail().querySelector(".td-rail-close").focus();
    } else if (event.target.closest(".td-rail-close") || (rail()?.classList.contains("is-open") && !rail().contains(event.target))) {
      closeRail();
    }
    if (event.target.closest("[data-keys-open]")) document.getElementById("keys").showModal();
  });

  const closeRail = () => {
    if (!rail()?.classList.contains("is-open")) return;
    rail().classList.remove("is-open");
    document.querySelector(".td-rail-open").focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      closeRail();
      const menu = event.target.closest("[data-menu][open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    }
    if (event.key === "?" && !typing(event.target) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.getElementById("keys")?.showModal();
    }
  });

  document.addEventListener("change", (event) => event.target.form?.matches("[data-autosubmit]") && event.target.form.requestSubmit());

  // Words of the address that the small form does not know stay in the address.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-autosubmit]")) return;
    event.preventDefault();
    const words = new URLSearchParams(location.search);
    for (const [name, value] of new FormData(event.target)) words.set(name, value);
    words.delete("page");
    location.search = words.toString();
  });

  let waiting = 0, timer;
  const bar = () => document.getElementById("progress");
  document.addEventListener("htmx:beforeRequest", () => {
    waiting += 1;
    timer ??= setTimeout(() => { if (bar()) bar().hidden = false; }, 1000);
  });
  document.addEventListener("htmx:afterRequest", () => {
    waiting = Math.max(0, waiting - 1);
    if (waiting) return;
    clearTimeout(timer);
    timer = undefined;
    if (bar()) bar().hidden = true;
  });

  // Paper has nothing to click: what is folded on the screen is open there.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".td-tree details:not([open])")];
    for (const part of unfolded) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of unfolded) part.open = false; });

  document.querySelector("[data-focus]")?.focus();
})();
