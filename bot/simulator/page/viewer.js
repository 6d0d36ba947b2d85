/* The large view of photos and pages: the whole of it first, then zoom, scroll and the next one. */

import { fileUrl } from "./api.js";
import { el, icon } from "./dom.js";

const MOST = 8; // times the size at which the whole picture fits
const STEP = 1.5;
const CLOSER = 2.5; // where a double tap goes
const SLIM = 0.62; // of the width: a page that would be narrower than this begins as wide as the screen
const QUICK = 320; // ms between the two taps of a double tap
const NEAR = 30; // px between them
const LINE = 60; // px an arrow key scrolls

export class Viewer {
  /** `messages` are photos of a chat, `start` the index of the first to show; `close()` leaves. */
  constructor(messages, start, close) {
    this.messages = messages;
    this.index = start;
    this.zoom = 1;
    this.picture = el("img", { alt: "", draggable: "false" });
    this.sheet = el("div", { class: "viewer-sheet", "data-testid": "viewer-sheet", tabindex: 0 }, this.picture);
    this.count = el("span", { class: "viewer-count" });
    this.scale = el("span", { class: "viewer-scale", "data-testid": "viewer-scale", "aria-live": "polite" });
    const many = messages.length > 1;
    this.box = el("div", { class: "viewer", role: "dialog", "aria-modal": "true", "aria-label": "사진", "data-testid": "viewer", tabindex: -1 },
      this.sheet,
      button("close", "close", "닫기", close, { autofocus: true }),
      many ? button("left", "left", "앞 사진", () => this.show(-1)) : null,
      many ? button("right", "right", "다음 사진", () => this.show(1)) : null,
      el("div", { class: "viewer-foot" }, this.count,
        button("zoom", "minus", "작게", () => this.to(this.zoom / STEP)), this.scale,
        button("zoom", "plus", "크게", () => this.to(this.zoom * STEP))));
    this.listen();
    this.show(0);
  }

  listen() {
    this.picture.addEventListener("load", () => (this.fresh ? this.fit() : this.layOut()));
    this.box.addEventListener("keydown", (event) => this.keyed(event));
    this.sheet.addEventListener("wheel", (event) => this.wheeled(event), { passive: false });
    for (const type of ["touchstart", "touchmove", "touchend"]) {
      this.sheet.addEventListener(type, (event) => this.pinched(event), { passive: false });
    }
    this.sheet.addEventListener("pointerdown", (event) => this.held(event));
    this.sheet.addEventListener("pointermove", (event) => this.dragged(event));
    this.sheet.addEventListener("pointerup", (event) => this.released(event));
    new ResizeObserver(() => this.layOut()).observe(this.sheet);
  }

  show(step) {
    this.index = (this.index + step + this.messages.length) % this.messages.length;
    const message = this.messages[this.index];
    this.fresh = true; // nobody has zoomed it yet
    this.picture.src = fileUrl(message.photo.at(-1).file_id);
    this.picture.alt = message.caption ?? "사진";
    this.count.textContent = this.messages.length > 1 ? `${this.index + 1} / ${this.messages.length}` : "";
  }

  /** The size at which the whole picture is seen, in CSS pixels. */
  whole() {
    const { naturalWidth: wide, naturalHeight: high } = this.picture;
    const { clientWidth: roomWide, clientHeight: roomHigh } = this.sheet;
    const scale = Math.min(roomWide / wide, roomHigh / high);
    return { width: wide * scale, height: high * scale };
  }

  /** A new picture is shown whole; a long and narrow page as wide as the screen, from its head. */
  fit() {
    const { clientWidth: room } = this.sheet;
    const { width } = this.whole();
    this.zoom = 1;
    this.to(width < room * SLIM ? room / width : 1, { x: 0, y: 0 });
    this.sheet.scrollTop = 0;
  }

  /** Zooms to `zoom` times the whole; the point (px inside the sheet) stays where it is. */
  to(zoom, point = { x: this.sheet.clientWidth / 2, y: this.sheet.clientHeight / 2 }) {
    if (!this.picture.naturalWidth) return; // still on its way
    const before = this.picture.getBoundingClientRect();
    const room = this.sheet.getBoundingClientRect();
    const at = {
      x: (room.left + point.x - before.left) / (before.width || 1),
      y: (room.top + point.y - before.top) / (before.height || 1),
    };
    this.fresh = false;
    this.zoom = Math.min(Math.max(zoom, 1), MOST);
    this.layOut();
    const after = this.picture.getBoundingClientRect();
    this.sheet.scrollLeft += after.left + at.x * after.width - room.left - point.x;
    this.sheet.scrollTop += after.top + at.y * after.height - room.top - point.y;
  }

  layOut() {
    if (!this.picture.naturalWidth) return;
    const { width, height } = this.whole();
    this.picture.style.width = `${width * this.zoom}px`;
    this.picture.style.height = `${height * this.zoom}px`;
    this.scale.textContent = `${Math.round(this.zoom * 100)}%`;
  }

  get scrolls() {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = this.sheet;
    return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
  }

  keyed(event) {
    const move = (x, y) => this.sheet.scrollBy(x, y);
    const page = this.sheet.clientHeight * 0.9;
    const side = (step) => (this.sheet.scrollWidth > this.sheet.clientWidth + 1 ? move(step * LINE, 0) : this.show(step));
    const acts = {
      "+": () => this.to(this.zoom * STEP), "=": () => this.to(this.zoom * STEP),
      "-": () => this.to(this.zoom / STEP), 0: () => this.to(1),
      ArrowLeft: () => side(-1), ArrowRight: () => side(1),
      ArrowUp: () => move(0, -LINE), ArrowDown: () => move(0, LINE),
      PageUp: () => move(0, -page), PageDown: () => move(0, page),
      Home: () => (this.sheet.scrollTop = 0), End: () => (this.sheet.scrollTop = this.sheet.scrollHeight),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in acts)) return;
    event.preventDefault();
    acts[event.key]();
  }

  /** With Ctrl, as a touch pad pinches, or where there is nothing to scroll, the wheel zooms. */
  wheeled(event) {
    if (!event.ctrlKey && !event.metaKey && this.scrolls) return;
    event.preventDefault();
    this.to(this.zoom * Math.exp(-event.deltaY / 400), this.inSheet(event));
  }

  pinched(event) {
    if (event.touches.length !== 2) {
      this.pinch = null;
      return;
    }
    event.preventDefault();
    const [one, other] = event.touches;
    const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    this.pinch ??= { apart, zoom: this.zoom };
    this.last = null;
    const middle = { clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 };
    this.to(this.pinch.zoom * (apart / this.pinch.apart), this.inSheet(middle));
  }

  held(event) {
    this.from = { x: event.clientX, y: event.clientY };
    this.drag = event.pointerType === "mouse" && event.button === 0 ? { ...this.from } : null;
    if (this.drag) this.sheet.setPointerCapture(event.pointerId);
  }

  dragged(event) {
    if (!this.drag) return;
    this.sheet.scrollBy(this.drag.x - event.clientX, this.drag.y - event.clientY);
    this.drag = { x: event.clientX, y: event.clientY };
  }

  /** The second of two quick taps at one place comes closer, or shows the whole again. */
  released(event) {
    this.drag = null;
    const at = { x: event.clientX, y: event.clientY, time: event.timeStamp };
    const far = (point) => Math.hypot(point.x - at.x, point.y - at.y) > NEAR;
    if (!this.from || far(this.from)) return;
    const twice = this.last && at.time - this.last.time < QUICK && !far(this.last);
    this.last = twice ? null : at;
    if (twice) this.to(this.zoom > 1.01 ? 1 : CLOSER, this.inSheet(event));
  }

  inSheet(event) {
    const room = this.sheet.getBoundingClientRect();
    return { x: event.clientX - room.left, y: event.clientY - room.top };
  }
}

function button(place, sign, label, act, more = {}) {
  return el("button", { type: "button", class: `round ${place}`, "aria-label": label, onclick: act, ...more }, icon(sign));
}
