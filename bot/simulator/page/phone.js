/* One person's phone: the open chat, what happens in it, and what the person does. */

import { botStart, botUsername, messageMenu, phoneMenu } from "./actions.js";
import { Api, follow, reasonOf } from "./api.js";
import { ChatView } from "./chat.js";
import { ChatList } from "./chats.js";
import { Composer } from "./composer.js";
import { clockText, now } from "./dates.js";
import { Overlay } from "./dialogs.js";
import { cornerOf, dropFiles, longPress } from "./gestures.js";
import { halfTyped } from "./half_typed.js";
import { drawHead, drawPinned, drawStart, nameOf } from "./head.js";
import { replyKeyboard } from "./keyboard.js";
import { Taps } from "./taps.js";

const TYPING = 5500; // ms a "typing" sign stays without news
const CITY_HALL = { latitude: 37.6584, longitude: 126.832 };

export class Phone {
  /** `world`: { bot, switchPerson(point), unread(id, count) }. */
  constructor(person, world) {
    this.person = person;
    this.bot = world.bot;
    this.world = world;
    this.api = new Api(person.id);
    this.chatId = person.id;
    this.pinned = [];
    this.changes = 0; // messages of the bot that came or were changed, for who waits for one
    this.root = document.getElementById("phone-template").content.firstElementChild.cloneNode(true);
    this.root.dataset.person = person.id;
    this.root.setAttribute("aria-label", `${person.first_name} 님의 전화기`);
    this.part = (name) => this.root.querySelector(`[data-part="${name}"]`);
    this.overlay = new Overlay(this.part("over"), this.part("body"));
    this.build();
    this.listen();
    this.stopper = new AbortController();
  }

  build() {
    this.taps = new Taps(this);
    this.chat = new ChatView(
      { scroll: this.part("scroll"), list: this.part("list"), down: this.part("down"), live: this.part("live") },
      {
        me: this.person.id, group: false,
        open: (url) => this.open(url), say: (text) => this.send(text),
        press: (message, button, node) => this.taps.press(message, button, node),
        waiting: (id) => this.taps.waiting(id),
        view: (photos, index) => this.overlay.photos(photos, index),
        retry: (message) => (this.chat.remove([message.message_id], true), this.send(message.text)),
        menu: (message, node) => this.menuOf(message, cornerOf(node)),
        leave: () => this.composer.input.focus(),
        unread: (count) => this.world.unread(this.person.id, count),
      });
    this.composer = new Composer(this.part("form"), {
      send: (text, reply) => this.send(text, reply), edit: (message, text) => this.edit(message, text),
      sendFiles: (kind, files, caption) => this.sendFiles(kind, files, caption),
      lastOwn: () => this.chat.lastOwn(), notice: (text) => this.overlay.toast(text),
      place: () => this.place(), contact: () => this.contact(),
      menu: (items, point, label) => this.overlay.menu(items, point, label),
      wrote: (text) => halfTyped.keep(this.person.id, this.chatId, text),
    });
    this.composer.fill(halfTyped.of(this.person.id, this.chatId));
    this.chats = new ChatList(this.part("chats"), this.api, this.bot, (chat) => this.enter(chat));
  }

  listen() {
    const on = (name, act, type = "click") => this.part(name).addEventListener(type, act);
    const below = (event) => {
      const box = event.currentTarget.getBoundingClientRect();
      return { x: box.right, y: box.bottom };
    };
    on("back", () => this.chats.show());
    on("title", () => this.about());
    on("more", (event) => this.overlay.menu(phoneMenu(this), below(event), "더 보기"));
    on("switch", (event) => this.world.switchPerson(this, below(event)));
    on("pinned", () => this.chat.goTo(this.pinned.at(-1)));
    on("start", () => this.send("/start"));
    on("unblock", () => this.block(false));
    on("keys-toggle", () => this.toggleKeys());
    this.part("list").addEventListener("contextmenu", (event) => this.pointedMenu(event));
    longPress(this.part("list"), (event) => this.pointedMenu(event));
    new ResizeObserver(([{ target }]) => this.root.style.setProperty("--head", `${target.offsetHeight}px`))
      .observe(this.root.querySelector(".head"));
    dropFiles(this.part("body"), this.part("drop"), (files) => this.composer.addFiles(files, "photo"));
  }

  /** Begins to follow the server. */
  start() {
    const hooks = {
      sync: () => this.sync(),
      news: (events) => events.forEach((event) => this.happened(event)),
      lost: (is) => this.setLost(is),
    };
    follow(this.api, hooks, this.stopper.signal);
    drawHead(this);
    this.tick();
    this.timer = setInterval(() => this.tick(), 10000);
  }

  tick() {
    this.part("clock").textContent = clockText(now.get());
  }

  async sync() {
    const [history, chats] = await Promise.all([this.api.messages(this.chatId), this.api.chats()]);
    this.chats.draw(chats);
    this.pinned = history.filter((message) => message._pinned).map((message) => message.message_id);
    const entry = chats.find(({ chat }) => chat.id === this.chatId);
    this.face = entry?.chat ?? { id: this.chatId, type: "private" };
    this.blocked = this.face.type === "private" && Boolean(entry?.blocked);
    drawHead(this);
    this.chat.reset(history.map((message) => this.marked(message)));
    this.setKeyboard(keyboardOf(history));
    drawPinned(this);
    drawStart(this);
    this.readCommands();
  }

  /** A message with this page's own marks, the same from history and from events. */
  marked(message) {
    const { _keyboard, _removed_keyboard, _force_reply, ...plain } = message;
    return { ...plain, _from_bot: message.from?.id === this.bot.id, _pinned: this.pinned.includes(message.message_id) };
  }

  happened(event) {
    this.chats.happened(event, this.chatId);
    if (event.chat !== this.chatId && event.type !== "answer") return;
    const acts = {
      message: () => this.came(event.message),
      edited: () => this.chat.upsert(this.marked(event.message)),
      deleted: () => this.chat.remove([event.message_id]),
      typing: () => this.typing(event),
      answer: () => this.taps.answered(event),
      keyboard: () => this.setKeyboard(event.keyboard),
      commands: () => this.readCommands(),
      pinned: () => this.setPinned(event.message_id, event.pinned),
      reaction: () => this.change(event.message_id, { _reactions: event.reaction }),
    };
    acts[event.type]?.();
    if (event.message && event.message.from?.id === this.bot.id) this.changes += 1;
  }

  came(message) {
    this.chat.upsert(this.marked(message));
    if (message.from?.id === this.bot.id) this.typing(null);
    if (message._force_reply) this.composer.reply(message, message._force_reply.input_field_placeholder);
    drawStart(this);
  }

  async readCommands() {
    const { commands } = await this.api.commands(this.chatId).catch(() => ({ commands: [] }));
    this.composer.setCommands(commands);
  }

  setPinned(id, on) {
    this.pinned = [...this.pinned.filter((one) => one !== id), ...(on ? [id] : [])];
    this.change(id, { _pinned: on });
    drawPinned(this);
  }

  change(id, marks) {
    const message = this.chat.messages.get(id);
    if (message) this.chat.upsert({ ...message, ...marks });
  }

  typing(event) {
    clearTimeout(this.typingTimer);
    const sign = this.part("typing");
    sign.hidden = !event;
    if (!event) return;
    const doing = { upload_photo: "사진을 보내는 중", upload_document: "파일을 보내는 중" };
    this.part("typing-words").textContent = doing[event.action] ?? "입력 중";
    this.typingTimer = setTimeout(() => (sign.hidden = true), TYPING);
  }

  setKeyboard(markup) {
    this.keys = markup?.keyboard ? markup : null;
    this.keysShut = false;
    this.part("keys-toggle").hidden = !this.keys;
    this.composer.hint(markup?.input_field_placeholder);
    this.drawKeys();
  }

  toggleKeys() {
    this.keysShut = !this.keysShut;
    this.drawKeys();
  }

  drawKeys() {
    replyKeyboard(this.part("reply-keys"), this.keysShut ? null : this.keys, (button) => this.pressReply(button));
    this.part("keys-toggle").setAttribute("aria-expanded", String(Boolean(this.keys) && !this.keysShut));
  }

  async pressReply(button) {
    if (button.request_contact) await this.contact();
    else if (button.request_location) await this.place();
    else await this.send(button.text);
    if (!this.keys?.one_time_keyboard) return;
    this.keysShut = true;
    this.drawKeys();
    this.composer.input.focus();
  }

  setLost(lost) {
    this.part("lost").hidden = !lost;
  }

  /** Runs a request; a refusal becomes a notice. Returns null then. */
  async try(request) {
    try {
      return await request;
    } catch (error) {
      this.overlay.toast(reasonOf(error));
      return null;
    }
  }

  async send(text, replyTo = null) {
    if (this.blocked) await this.block(false);
    const message = this.chat.expect(text, replyTo ?? undefined, Math.floor(now.get()));
    drawStart(this);
    const body = { chat: this.chatId, text };
    if (replyTo) body.reply_to = replyTo.message_id;
    const answer = await this.try(this.api.post("send", body));
    this.chat.settle(message, answer?.message_id ?? null);
  }

  edit(message, text) {
    if (text === message.text) return undefined;
    return this.try(this.api.post("edit", { chat: this.chatId, message_id: message.message_id, text }));
  }

  sendFiles(kind, files, caption) {
    this.chat.toEnd();
    return this.try(this.api.files(kind, this.chatId, caption, files));
  }

  async place() {
    const yes = await this.overlay.ask({
      title: "위치를 보내시겠습니까?", text: "체험용 위치로 고양시청을 보냅니다.",
      buttons: [["취소", null], ["보내기", true, "primary"]],
    });
    if (yes) await this.try(this.api.post("location", { chat: this.chatId, ...CITY_HALL }));
  }

  async contact() {
    const yes = await this.overlay.ask({
      title: "연락처를 보내시겠습니까?", text: `${nameOf(this.person)} 님의 체험용 전화번호를 봇에 알립니다.`,
      buttons: [["취소", null], ["보내기", true, "primary"]],
    });
    if (yes) await this.try(this.api.post("contact", { chat: this.chatId }));
  }

  async block(on) {
    if (await this.try(this.api.post(on ? "block" : "unblock", { chat: this.chatId }))) this.blocked = on;
    drawHead(this);
    drawStart(this);
  }

  about() {
    this.overlay.ask({
      title: this.face?.title ?? this.bot.first_name, testid: "about",
      text: [this.bot.description || this.bot.short_description, `@${botUsername(this)}`].filter(Boolean).join("\n\n"),
      buttons: [["닫기", null, "primary"]],
    });
  }

  /** Follows a link; a start link to this bot becomes `/start …` of this person. */
  open(url) {
    const payload = botStart(url, botUsername(this));
    if (payload === null) window.open(url, "_blank", "noopener,noreferrer");
    else this.enter(this.person.id).then(() => this.send(`/start ${payload}`.trim()));
  }

  async enter(chat) {
    this.chats.hide();
    if (chat === this.chatId) return;
    this.chatId = chat;
    this.chat.clear();
    this.composer.fill(halfTyped.of(this.person.id, chat));
    await this.try(this.sync());
  }

  pointedMenu(event) {
    const message = this.chat.messageOf(event.target);
    if (!message || event.target.closest("a, .key")) return;
    event.preventDefault();
    this.menuOf(message, { x: event.clientX, y: event.clientY });
  }

  menuOf(message, point) {
    this.overlay.menu(messageMenu(this, message), point, "메시지");
  }
}

function keyboardOf(history) {
  const last = [...history].reverse().find((message) => message._keyboard || message._removed_keyboard);
  return last?._keyboard ?? null;
}
