// The rows of a draft by keyboard: J and K or arrows move, Enter opens, C confirms.
(() => {
  const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")];
  const opener = (row) => row.querySelector("[data-row-open]");

  document.addEventListener("keydown", (event) => {
    const list = document.querySelector("[data-rows]");
    if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, details, dialog, #panel, nav")) return;
    const all = rows();
    const now = all.indexOf(event.target.closest("[data-row]"));
    const key = event.key.toLowerCase();
    const step = key === "j" || key === "arrowdown" ? 1 : key === "k" || key === "arrowup" ? -1 : 0;
    if (step && (now >= 0 || key.length === 1)) {
      const next = all[now + step];
      if (!next) return;
      event.preventDefault();
      opener(next).focus();
      next.scrollIntoView({ block: "nearest" });
    } else if (key === "c" && now >= 0) {
      all[now].querySelector("[data-row-confirm]")?.click();
    }
  });

  // After a confirmation the next row waits for the keys.
  const at = new URLSearchParams(location.search).get("at");
  const row = at && document.getElementById(`row-${at}`);
  if (row?.matches("[data-row]")) opener(row).focus();
})();
