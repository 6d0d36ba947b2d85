/* What lies over one phone: toasts, dialogs, menus; the large view of photos is in viewer.js. */

import { el, icon, rove } from "./dom.js";
import { Viewer } from "./viewer.js";

const layers = []; // what is open on any phone, the newest last

/** Escape closes the layer in which the keyboard is, else the newest, wherever a click has put the focus. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  const layer = layers.find((one) => one.veil.contains(event.target)) ?? layers.at(-1);
  if (!layer) return;
  event.preventDefault();
  event.stopPropagation();
  layer.close();
}, { capture: true });

/** A layer over one phone; while a dialog is open the rest of that phone is inert. */
export class Overlay {
  /** `host` is the layer, `under` the part of the phone that lies below it. */
  constructor(host, under) {
    this.host = host;
    this.under = under;
    this.close = null;
  }

  /** A short notice that goes by itself; long ones stay longer. */
  toast(text) {
    this.host.querySelector(".toast")?.remove();
    const note = el("div", { class: "toast", role: "status", "data-testid": "toast" }, text);
    this.host.append(note);
    setTimeout(() => note.remove(), 3500 + text.length * 40);
  }

  /**
   * Opens `content` and closes it on Escape, on a tap outside or by the returned function.
   * The focus goes in, stays in, and comes back.
   */
  open(content, { onclose = () => {}, inert = true } = {}) {
    this.close?.();
    const back = document.activeElement;
    const veil = el("div", { class: "veil", tabindex: -1 }, content);
    const close = () => {
      if (this.close !== close) return;
      this.close = null;
      layers.splice(layers.findIndex((one) => one.veil === veil), 1);
      this.under.inert = false;
      veil.remove();
      (back?.isConnected && back !== document.body ? back : this.under.querySelector('article[tabindex="0"]'))
        ?.focus({ preventScroll: true });
      onclose();
    };
    this.close = close;
    layers.push({ veil, close });
    veil.addEventListener("pointerdown", (event) => event.target === veil && (event.preventDefault(), close()));
    veil.addEventListener("keydown", (event) => this.keyed(event, veil));
    this.under.inert = inert;
    this.host.append(veil);
    (content.querySelector("[autofocus]") ?? content.querySelector("button, input, a"))?.focus();
    return close;
  }

  keyed(event, veil) {
    if (event.key !== "Tab") return;
    const stops = [...veil.querySelectorAll("button, input, textarea, a[href]")]
      .filter((node) => node.tabIndex >= 0 && !node.disabled);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }

  /** Asks; resolves to the value of the chosen button, or null when closed. */
  ask({ title, text, buttons, input = null, testid = "dialog" }) {
    return new Promise((resolve) => {
      let chosen = null;
      const field = input && el("input", { "aria-label": title, placeholder: input, autofocus: true, maxlength: 40 });
      const choose = (value) => ((chosen = value && field ? field.value.trim() : value), close());
      const row = el("div", { class: "dialog-buttons" }, buttons.map(([label, value, style], index) =>
        el("button", {
          type: "button", class: `action ${style ?? ""}`, autofocus: !field && index === buttons.length - 1,
          onclick: () => choose(value),
        }, label)));
      const box = el("div", {
        class: "dialog", role: "alertdialog", "aria-modal": "true", "aria-label": title ?? text, "data-testid": testid,
      }, title ? el("h2", {}, title) : null, text ? el("p", {}, text) : null, field, row);
      field?.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && choose(true));
      const close = this.open(box, { onclose: () => resolve(chosen) });
    });
  }

  /** A menu at a point of the page; `items` are `[icon, label, action]`, null ones are left out. */
  menu(items, point, label) {
    const buttons = items.filter(Boolean).map(([name, text, action]) =>
      el("button", {
        type: "button", role: "menuitem", "data-label": text, onclick: () => (this.close?.(), action()),
      }, icon(name), text));
    const box = el("div", { class: "menu", role: "menu", "aria-label": label, "data-testid": "menu" }, buttons);
    this.open(box);
    rove(box, buttons.map((button) => [button]));
    const room = this.host.getBoundingClientRect();
    const scale = room.width / this.host.offsetWidth || 1;
    const x = (point.x - room.left) / scale;
    const y = (point.y - room.top) / scale;
    const far = (at, size, whole) => Math.max(8, Math.min(at, whole - size - 8));
    box.style.left = `${far(x, box.offsetWidth, this.host.offsetWidth)}px`;
    box.style.top = `${far(y, box.offsetHeight, this.host.offsetHeight)}px`;
  }

  /** Photos in large, to zoom, to scroll and to go through. */
  photos(messages, start) {
    this.open(new Viewer(messages, start, () => this.close?.()).box);
  }
}
