/* The list of commands of this person in this chat: opened by the menu button or by typing "/". */

import { el } from "./dom.js";

export class CommandList {
  /** `box` holds the list, `input` is its combobox; `pick(command)` runs one. */
  constructor(box, input, pick) {
    this.box = box;
    this.input = input;
    this.pick = pick;
    this.commands = [];
    this.shown = [];
    this.at = 0;
    box.id ||= `commands-${Math.random().toString(36).slice(2)}`;
    input.setAttribute("aria-controls", box.id);
  }

  get open() {
    return !this.box.hidden;
  }

  /** Shows the commands that begin with what was typed; an empty `typed` shows all. */
  show(typed = "") {
    const start = typed.replace(/^\//, "").toLowerCase();
    this.shown = this.commands.filter(({ command }) => command.startsWith(start));
    this.box.hidden = this.shown.length === 0;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.box.replaceChildren(...this.shown.map((entry, index) => this.option(entry, index)));
    this.select(0);
  }

  hide() {
    this.box.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  option({ command, description }, index) {
    const node = el("li", {
      role: "option", id: `${this.box.id}-${index}`, "data-testid": "command", "data-command": command,
      onclick: () => this.choose(index),
      onmousedown: (event) => event.preventDefault(),
    },
    el("span", { class: "command-words" }, description || `/${command}`),
    el("span", { class: "command-name" }, `/${command}`));
    return node;
  }

  select(index) {
    if (!this.shown.length) return;
    this.at = (index + this.shown.length) % this.shown.length;
    [...this.box.children].forEach((node, place) => node.setAttribute("aria-selected", String(place === this.at)));
    const chosen = this.box.children[this.at];
    chosen.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen.id);
  }

  choose(index) {
    const entry = this.shown[index];
    this.hide();
    if (entry) this.pick(`/${entry.command}`);
  }

  /** Takes the keys that mean something to an open list; true when it did. */
  keyed(event) {
    if (!this.open) return false;
    const acts = {
      ArrowDown: () => this.select(this.at + 1),
      ArrowUp: () => this.select(this.at - 1),
      Enter: () => this.choose(this.at),
      Tab: () => this.complete(),
      Escape: () => this.hide(),
    };
    if (!(event.key in acts)) return false;
    event.preventDefault();
    acts[event.key]();
    return true;
  }

  complete() {
    this.input.value = `/${this.shown[this.at].command} `;
    this.hide();
  }
}
