// A file can be dropped anywhere on the field; the name that was taken is read out.
for (const field of document.querySelectorAll("[data-file-drop]")) {
  const input = field.querySelector("input[type=file]");
  const name = field.querySelector("[data-file-drop-name]");
  const show = () => { name.textContent = [...input.files].map((file) => file.name).join(", "); };
  const over = (is) => (event) => { event.preventDefault(); field.toggleAttribute("data-over", is); };
  field.addEventListener("dragover", over(true));
  field.addEventListener("dragleave", over(false));
  field.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", show);
}
