// Walking a grid by arrow keys: one cell is in the tab order, arrows, Home, End, Page Up and Page Down move it.
for (const table of document.querySelectorAll("table[data-arrow-keys]")) {
  const rows = [...table.rows].map((row) => [...row.cells]);
  let here = { row: Math.min(1, rows.length - 1), column: Math.min(1, rows[0].length - 1) };
  table.setAttribute("role", "grid");
  for (const cell of rows.flat()) {
    cell.tabIndex = -1;
    for (const link of cell.querySelectorAll("a")) link.tabIndex = -1;
  }
  rows[here.row][here.column].tabIndex = 0;

  const go = (row, column) => {
    const to = { row: Math.max(0, Math.min(row, rows.length - 1)), column: 0 };
    to.column = Math.max(0, Math.min(column, rows[to.row].length - 1));
    rows[here.row][here.column].tabIndex = -1;
    here = to;
    const cell = rows[here.row][here.column];
    cell.tabIndex = 0;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const moves = {
    ArrowUp: ({ row, column }) => [row - 1, column],
    ArrowDown: ({ row, column }) => [row + 1, column],
    ArrowLeft: ({ row, column }) => [row, column - 1],
    ArrowRight: ({ row, column }) => [row, column + 1],
    Home: ({ row }) => [row, 0],
    End: ({ row }) => [row, Infinity],
    PageUp: ({ row, column }) => [row - 10, column],
    PageDown: ({ row, column }) => [row + 10, column],
  };
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") return rows[here.row][here.column].querySelector("a")?.click();
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    go(...move(here));
  });
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td, th");
    const row = rows.findIndex((cells) => cells.includes(cell));
    if (row < 0) return;
    rows[here.row][here.column].tabIndex = -1;
    here = { row, column: rows[row].indexOf(cell) };
    cell.tabIndex = 0;
  });
}
