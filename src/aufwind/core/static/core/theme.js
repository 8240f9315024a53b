// The reader's choice of light or dark, kept in this browser only: no cookie, nothing sent. Runs before the first
// paint, so the page never flashes in the other colours. Without it the pages are light.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const apply = () => { root.dataset.theme = chosen() ?? (system.matches ? "dark" : "light"); };
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const theme = root.dataset.theme === "dark" ? "light" : "dark";
        try { localStorage.setItem("theme", theme); } catch { /* private window: this page only */ }
        root.dataset.theme = theme;
      });
    }
  });
})();
