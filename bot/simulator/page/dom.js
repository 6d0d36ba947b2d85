/* Small hands for building the page: elements, icons, and one roving tab stop in a group. */

/** Makes an element: `el("button", { class: "x", onclick: f, "aria-label": "…" }, child, …)`. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** An icon of the sprite in index.html. */
export function icon(name) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(ns, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A round picture of the first syllable of a name, drawn by the style sheet: no words; the hue comes from the id. */
export function avatar(id, name, extra = "") {
  const node = el("span", { class: `avatar ${extra}`, "aria-hidden": "true" });
  node.dataset.drawn = [...String(name ?? "?").trim()][0] ?? "?";
  node.dataset.hue = String(Math.abs(Number(id) || 0) % 7);
  return node;
}

/**
 * Makes the buttons of a group one tab stop, with arrow keys, Home and End between them.
 * `rows` is a list of lists of elements. Call again after the group is drawn anew.
 */
export function rove(group, rows, start = rows[0]?.[0]) {
  const all = rows.flat();
  const select = (node) => all.forEach((one) => (one.tabIndex = one === node ? 0 : -1));
  select(start ?? all[0]);
  group.onkeydown = (event) => {
    const next = neighbour(rows, document.activeElement, event.key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    select(next);
    next.focus();
  };
  group.onfocusin = (event) => all.includes(event.target) && select(event.target);
}

function neighbour(rows, current, key) {
  const row = rows.findIndex((buttons) => buttons.includes(current));
  if (row < 0) return null;
  const column = rows[row].indexOf(current);
  const near = (list) => list?.[Math.min(column, list.length - 1)];
  switch (key) {
    case "ArrowLeft": return rows[row][column - 1] ?? rows[row - 1]?.at(-1);
    case "ArrowRight": return rows[row][column + 1] ?? rows[row + 1]?.[0];
    case "ArrowUp": return near(rows[row - 1]);
    case "ArrowDown": return near(rows[row + 1]);
    case "Home": return rows[0][0];
    case "End": return rows.at(-1).at(-1);
    default: return null;
  }
}

/** Bytes as a person reads them. */
export function sizeText(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes}B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)}KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)}MB`;
}

/** True when the person asked the system for less motion. */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
