/* Touch and drag: holding a message, dropping files, places for menus. */

const HOLD = 500; // ms
const SLIP = 10; // px a finger may move while holding

/** Calls `act(event)` when a finger rests on `zone`. */
export function longPress(zone, act) {
  let timer = 0;
  let from = null;
  const stop = () => clearTimeout(timer);
  zone.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    from = event;
    timer = setTimeout(() => act(event), HOLD);
  });
  zone.addEventListener("pointermove", (event) => {
    if (from && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > SLIP) stop();
  });
  zone.addEventListener("pointerup", stop);
  zone.addEventListener("pointercancel", stop);
}

/** Lets files be dropped on `zone`; `sign` shows while they hang over it. */
export function dropFiles(zone, sign, take) {
  const has = (event) => Boolean(event.dataTransfer?.types.includes("Files"));
  zone.addEventListener("dragover", (event) => {
    if (!has(event)) return;
    event.preventDefault();
    sign.hidden = false;
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) sign.hidden = true;
  });
  zone.addEventListener("drop", (event) => {
    sign.hidden = true;
    if (!has(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}

/** A point inside a message for a menu that the keyboard opened. */
export function cornerOf(node) {
  const box = node.getBoundingClientRect();
  return { x: box.left + 24, y: Math.max(box.top, 0) + 24 };
}
