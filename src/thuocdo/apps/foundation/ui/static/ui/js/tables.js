// Tables: arrows move between rows, Enter opens one, C copies what is seen as TSV.
(() => {
  const rowsOf = (table) => [...table.tBodies[0].rows].filter((row) => !row.querySelector(".td-table-empty"));
  const stop = (row) => row.querySelector("[data-row-link]") || row;

  document.addEventListener("keydown", (event) => {
    const kit = event.target.closest("[data-table]");
    if (!kit || event.target.closest("input, select, textarea, details")) return;
    if (event.key.toLowerCase() === "c" && !event.ctrlKey && !event.metaKey && !event.altKey) { copy(kit); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const rows = rowsOf(kit.querySelector("table"));
    const now = rows.indexOf(event.target.closest("tr"));
    const next = rows[now + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    if (stop(next) === next) next.tabIndex = -1;
    stop(next).focus();
    next.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-table-copy]");
    if (button) { copy(button.closest("[data-table]")); return; }
    const row = event.target.closest("[data-table] tbody tr");
    if (!row || event.target.closest("a, button, input, label, summary") || getSelection().toString()) return;
    row.querySelector("[data-row-link]")?.click();
  });

  const words = (cell) => {
    if (cell.dataset.copy !== undefined) return cell.dataset.copy;
    const plain = cell.cloneNode(true);
    for (const sign of plain.querySelectorAll(".td-sort, [aria-hidden]")) sign.remove();
    return plain.textContent.replace(/\s+/g, " ").trim();
  };

  const copy = async (kit) => {
    const lines = [...kit.querySelector("table").rows].map((row) => [...row.cells].map(words).join("\t"));
    const label = kit.querySelector("[data-table-copy-text]");
    const before = label.textContent;
    try { await navigator.clipboard.writeText(lines.join("\r\n")); } catch { return; }
    label.textContent = label.dataset.done;
    setTimeout(() => { label.textContent = before; }, 1600);
  };
})();
