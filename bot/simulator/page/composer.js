/* Where a person writes: text, replies, changes, photos and files, commands. */

import { CommandList } from "./commands.js";
import { el, icon, sizeText } from "./dom.js";
import { previewText } from "./richtext.js";
import { samplePhoto } from "./sample.js";

const MOST = 10; // photos of one album

export class Composer {
  /**
   * `root` is the form; `deps`: { send(text, replyTo), edit(message, text), sendFiles(kind, files, caption),
   * lastOwn(), place(), contact(), menu(items, point, label), notice(text), wrote(text) }.
   */
  constructor(root, deps) {
    this.root = root;
    this.deps = deps;
    const find = (name) => root.querySelector(`[data-part="${name}"]`);
    this.input = find("input");
    this.bar = find("bar");
    this.tray = find("tray");
    this.sendButton = find("send");
    this.picker = find("picker");
    this.commandButton = find("commands");
    this.list = new CommandList(find("command-list"), this.input, (text) => this.run(text));
    this.listen(find);
  }

  listen(find) {
    this.root.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    this.input.addEventListener("input", () => this.changed());
    this.input.addEventListener("keydown", (event) => this.keyed(event));
    this.input.addEventListener("paste", (event) => this.pasted(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.list.hide(), 150));
    this.commandButton.addEventListener("click", () => this.toggleCommands());
    this.commandButton.addEventListener("mousedown", (event) => event.preventDefault());
    find("attach").addEventListener("click", (event) => this.attachMenu(event.currentTarget));
    this.picker.addEventListener("change", () => {
      this.addFiles([...this.picker.files], this.picker.dataset.kind);
      this.picker.value = "";
    });
  }

  reset() {
    this.replyTo = null;
    this.editing = null;
    this.files = [];
    this.kind = "photo";
    this.draw();
  }

  setCommands(commands) {
    this.list.commands = commands;
    this.commandButton.hidden = commands.length === 0;
  }

  toggleCommands() {
    this.input.focus();
    if (this.list.open) this.list.hide();
    else this.list.show();
  }

  run(text) {
    this.input.value = "";
    this.changed();
    this.deps.send(text, null);
  }

  changed() {
    const text = this.input.value;
    this.measure();
    if (/^\/\w*$/.test(text) && !this.editing) this.list.show(text);
    else this.list.hide();
    if (!this.editing) this.deps.wrote(text);
    this.root.classList.toggle("ready", text.trim() !== "" || this.files.length > 0);
  }

  /** Makes the input as high as its lines. */
  measure() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 132)}px`;
  }

  keyed(event) {
    if (event.isComposing || event.keyCode === 229) return; // a syllable is still being put together
    if (this.list.keyed(event)) return this.changedAfterKey(event);
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.replyTo || this.editing || this.files.length)) {
      this.cancel();
    } else if (event.key === "ArrowUp" && this.input.value === "" && !this.editing) {
      const last = this.deps.lastOwn();
      if (last) event.preventDefault();
      if (last) this.edit(last);
    }
  }

  changedAfterKey(event) {
    if (event.key === "Tab") this.changed();
  }

  submit() {
    const text = this.input.value.trim();
    if (this.files.length) this.deps.sendFiles(this.kind, this.files, text);
    else if (!text) return;
    else if (this.editing) this.deps.edit(this.editing, text);
    else this.deps.send(text, this.replyTo);
    this.input.value = "";
    this.reset();
  }

  cancel() {
    if (this.editing) this.input.value = "";
    this.reset();
    this.input.focus();
  }

  reply(message, hint) {
    this.reset();
    this.replyTo = message;
    this.draw();
    if (hint) this.hint(hint);
    this.input.focus();
  }

  edit(message) {
    this.reset();
    this.editing = message;
    this.input.value = message.text;
    this.draw();
    this.input.focus();
  }

  /** Puts words into the input for the person to finish. */
  begin(text) {
    this.fill(text);
    this.input.focus();
  }

  /** Shows words as they are typed by the story; they are nobody's own and not kept. */
  type(words) {
    this.input.value = words;
    this.measure();
    this.root.classList.toggle("ready", words !== "");
  }

  /** Puts what was half typed back, without asking for the keyboard. */
  fill(text) {
    this.input.value = text;
    this.reset();
    this.list.hide();
  }

  /** Sets what the empty input says; a reply keyboard may bring its own words. */
  hint(words) {
    this.input.placeholder = words || "메시지";
  }

  draw() {
    const about = this.editing ?? this.replyTo;
    this.bar.hidden = !about;
    if (about) {
      const label = this.editing ? "메시지 수정" : `${about.from?.first_name ?? ""}에게 답장`;
      this.bar.replaceChildren(
        icon(this.editing ? "pen" : "reply"),
        el("span", { class: "bar-words" }, el("strong", {}, label), el("span", {}, previewText(about))),
        el("button", { type: "button", class: "plain", "aria-label": "그만두기", onclick: () => this.cancel() }, icon("close")));
    }
    this.drawTray();
    this.sendButton.setAttribute("aria-label", this.editing ? "고쳐 보내기" : "보내기");
    this.changed();
  }

  drawTray() {
    this.tray.querySelectorAll("img").forEach((picture) => URL.revokeObjectURL(picture.src));
    this.tray.hidden = this.files.length === 0;
    this.tray.replaceChildren(...this.files.map((file, index) => this.thumb(file, index)));
  }

  thumb(file, index) {
    const picture = this.kind === "photo"
      ? el("img", { src: URL.createObjectURL(file), alt: "" })
      : el("span", { class: "tray-file" }, file.name, el("br"), sizeText(file.size));
    return el("div", { class: "thumb" }, picture, el("button", {
      type: "button", class: "thumb-off", "aria-label": `${file.name} 빼기`,
      onclick: () => (this.files.splice(index, 1), this.draw(), this.input.focus()),
    }, icon("close")));
  }

  addFiles(files, kind) {
    if (!files.length) return;
    const photos = kind === "photo" && files.every((file) => file.type.startsWith("image/"));
    const wanted = photos ? "photo" : "document";
    if (wanted !== this.kind) this.files = [];
    this.kind = wanted;
    this.files = [...this.files, ...files].slice(0, MOST);
    if (this.files.length === MOST) this.deps.notice(`한 번에 ${MOST}개까지 보낼 수 있습니다.`);
    this.draw();
    this.input.focus();
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.addFiles(files, "photo");
  }

  attachMenu(button) {
    const corner = button.getBoundingClientRect();
    const pick = (kind, accept) => {
      this.picker.dataset.kind = kind;
      this.picker.accept = accept;
      this.picker.click();
    };
    this.deps.menu([
      ["image", "사진", () => pick("photo", "image/*")],
      ["file", "파일", () => pick("document", "")],
      ["sample", "예시 사진", async () => this.addFiles([await samplePhoto(this.files.length)], "photo")],
      ["pin-map", "위치", () => this.deps.place()],
      ["phone", "내 연락처", () => this.deps.contact()],
    ], { x: corner.left, y: corner.top - 236 }, "첨부");
  }
}
