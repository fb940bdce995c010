// Search from everywhere: "/" or Ctrl-K goes there, arrows walk the hits, Esc leaves.
(() => {
  const input = document.getElementById("palette-input");
  if (!input) return;
  const results = document.getElementById("palette-results");
  const hits = () => [...results.querySelectorAll("a")];
  const clear = () => { results.textContent = ""; };

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    const isSlash = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey;
    if (isSlash || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });

  input.form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { clear(); input.blur(); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...hits()];
    const place = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    stops[(place + stops.length) % stops.length].focus();
  });

  input.addEventListener("keydown", (event) => {
    const first = hits()[0];
    if (event.key === "Enter" && first) { event.preventDefault(); first.click(); }
  });
  document.addEventListener("click", (event) => input.form.contains(event.target) || clear());
})();
