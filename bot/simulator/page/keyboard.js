/* Inline keyboards under messages and reply keyboards under the input. */

import { el, icon, rove } from "./dom.js";

/**
 * The inline keyboard of a message, or null. `press(button, node)` is called on a tap; `waiting` is the
 * set of labels' keys whose answer is still awaited, so that an edit does not stop the loading state.
 */
export function inlineKeyboard(markup, press, waiting = new Set()) {
  const rows = markup?.inline_keyboard?.filter((row) => row.length) ?? [];
  if (!rows.length) return null;
  const box = el("div", { class: "keys", role: "group", "aria-label": "버튼" });
  const nodes = rows.map((row) => {
    const line = el("div", { class: "key-row" });
    const buttons = row.map((button) => inlineButton(button, press, waiting));
    line.append(...buttons);
    box.append(line);
    return buttons;
  });
  rove(box, nodes);
  return box;
}

/** What makes a button the same button before and after an edit. */
export const keyOf = (button) => button.callback_data ?? `${button.text}|${button.url ?? ""}`;

function inlineButton(button, press, waiting) {
  const node = el("button", {
    type: "button",
    class: `key ${button.style ?? ""}`,
    "data-testid": "inline-button",
    "data-label": button.text,
    "data-key": keyOf(button),
  }, el("span", { class: "key-text" }, button.text), mark(button), el("span", { class: "spinner" }));
  if (waiting.has(keyOf(button))) setWaiting(node, true);
  node.addEventListener("click", () => {
    if (node.getAttribute("aria-busy") !== "true") press(button, node);
  });
  return node;
}

function mark(button) {
  if (button.url || button.login_url) return icon("out");
  if (button.copy_text) return icon("copy");
  if (button.web_app) return icon("app");
  if (button.switch_inline_query_current_chat !== undefined) return icon("share");
  return null;
}

/** Shows or ends the loading state of a button. */
export function setWaiting(node, on) {
  if (on) node.setAttribute("aria-busy", "true");
  else node.removeAttribute("aria-busy");
}

/** Draws the reply keyboard into `box`. `press(button)` is called on a tap. */
export function replyKeyboard(box, markup, press) {
  box.replaceChildren();
  const rows = markup?.keyboard?.filter((row) => row.length) ?? [];
  box.hidden = rows.length === 0;
  box.classList.toggle("tall", rows.length > 0 && !markup.resize_keyboard);
  if (!rows.length) return;
  const nodes = rows.map((row) => {
    const line = el("div", { class: "key-row" });
    const buttons = row.map((button) => replyButton(typeof button === "string" ? { text: button } : button, press));
    line.append(...buttons);
    box.append(line);
    return buttons;
  });
  rove(box, nodes);
}

function replyButton(button, press) {
  const kind = button.request_contact ? "phone" : button.request_location ? "pin-map" : null;
  return el("button", {
    type: "button",
    class: `key ${button.style ?? ""}`,
    "data-testid": "reply-button",
    "data-label": button.text,
    onclick: () => press(button),
  }, kind ? icon(kind) : null, el("span", { class: "key-text" }, button.text));
}

/** Moves the focus from a keyboard that goes to the same place of the one that comes. */
export function keepFocus(before) {
  const held = before?.contains(document.activeElement) ? document.activeElement : null;
  if (!held) return () => true;
  const label = held.dataset.label;
  const index = [...before.querySelectorAll(".key")].indexOf(held);
  return (next) => {
    const keys = [...(next?.querySelectorAll(".key") ?? [])];
    const target = keys.find((key) => key.dataset.label === label) ?? keys[Math.min(index, keys.length - 1)];
    target?.focus({ preventScroll: true });
    return Boolean(target);
  };
}
