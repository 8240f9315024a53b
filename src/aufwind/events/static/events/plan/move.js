// Moving a meeting on the grid of tables and times, by dragging or by keyboard. Nothing happens here: putting it down
// leads to the page that shows what the move would do. Without this file each meeting's own page does the same.
const CALM = { never: "never", against: "against", free: "free" };

for (const area of document.querySelectorAll("[data-move-meetings]")) {
  const table = area.querySelector("table");
  const said = area.querySelector("[aria-live]");
  let held = null;

  const marked = () => table.querySelectorAll("[data-target]");
  const letGo = () => {
    for (const cell of marked()) {
      delete cell.dataset.target;
      cell.removeAttribute("title");
    }
    delete area.dataset.holding;
    held = null;
    said.textContent = "";
  };

  const take = async (cell) => {
    const link = cell.querySelector("a[href]");
    if (!link) return;
    letGo();
    held = { cell, href: link.href, spots: {} };
    area.dataset.holding = "";
    said.textContent = area.dataset.held;
    const mine = held;
    const answer = await fetch(`${link.href}spots.json`, { headers: { Accept: "application/json" } });
    if (!answer.ok || held !== mine) return;
    held.spots = (await answer.json()).spots;
    for (const target of table.querySelectorAll("[data-spot]")) {
      const spot = held.spots[target.dataset.spot];
      if (!spot || target === cell) continue;
      target.dataset.target = spot.never ? CALM.never : spot.against ? CALM.against : CALM.free;
      target.title = wordsFor(spot);
    }
  };

  const wordsFor = (spot) => (spot.never ? `${area.dataset.never}: ${spot.against}` : spot.against || area.dataset.free);
  const isFit = (cell) => cell && ["free", "against"].includes(cell.dataset.target);
  const putDown = (cell) => {
    const [slot, place] = cell.dataset.spot.split("|");
    const to = new URL(held.href);
    to.search = new URLSearchParams({ slot, table: place }).toString();
    letGo();
    location.assign(to);
  };

  for (const link of table.querySelectorAll("td a")) link.draggable = false;
  for (const cell of table.querySelectorAll("td[data-spot]")) if (cell.querySelector("a")) cell.draggable = true;
  table.addEventListener("dragstart", (event) => {
    const cell = event.target.closest("td[data-spot]");
    if (!cell) return;
    event.dataTransfer.setData("text/plain", cell.dataset.spot);
    event.dataTransfer.effectAllowed = "move";
    take(cell);
  });
  table.addEventListener("dragover", (event) => {
    if (held && isFit(event.target.closest("td[data-spot]"))) event.preventDefault();
  });
  table.addEventListener("drop", (event) => {
    const cell = event.target.closest("td[data-spot]");
    if (!held || !isFit(cell)) return;
    event.preventDefault();
    putDown(cell);
  });
  table.addEventListener("dragend", letGo);

  // Before the arrow keys' own listener: Enter puts down what is held instead of following a link.
  table.addEventListener(
    "keydown",
    (event) => {
      const cell = event.target.closest("td[data-spot]");
      if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
      if (!held && event.key.toLowerCase() === "m") take(cell);
      else if (held && event.key === "Escape") letGo();
      else if (held && event.key === "Enter") {
        event.stopImmediatePropagation();
        if (isFit(cell)) putDown(cell);
      } else return;
      event.preventDefault();
    },
    { capture: true },
  );
  table.addEventListener("focusin", (event) => {
    const spot = held?.spots[event.target.closest("td[data-spot]")?.dataset.spot];
    if (spot) said.textContent = wordsFor(spot);
  });
}
