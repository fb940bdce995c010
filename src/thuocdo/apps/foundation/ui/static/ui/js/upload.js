// Files dropped on the place of an upload field, and the name of what was chosen.
(() => {
  const place = (event) => event.target.closest?.("[data-upload]");
  document.addEventListener("change", (event) => {
    const kit = event.target.type === "file" && place(event);
    if (kit && event.target.files.length) kit.querySelector("[data-upload-name]").textContent = [...event.target.files].map((file) => file.name).join(", ");
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const kit = place(event);
      if (!kit) return;
      event.preventDefault();
      kit.querySelector(".td-upload-place").classList.toggle("is-over", kind === "dragover");
      if (kind !== "drop") return;
      const input = kit.querySelector("input[type=file]");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
})();
