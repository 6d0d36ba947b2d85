/* The list of messages of one chat: order, days, groups, places, edits and removals. */

import { drawMessage, drawState, spoken } from "./bubble.js";
import { dayKey, dayText } from "./dates.js";
import { calm, el } from "./dom.js";

const NEAR = 64; // px from the end that still count as "reading the newest"
const DATE = 40; // px the line of a floating date takes at most
const TOGETHER = 300; // seconds between messages of one group of bubbles

const keyOf = (message) => (message.media_group_id ? `g${message.media_group_id}` : String(message.message_id));

export class ChatView {
  /** `parts`: { scroll, list, down, live }; `deps`: see bubble.js, and `unread(count)`, `menu(message, point)`. */
  constructor(parts, deps) {
    Object.assign(this, parts);
    this.deps = { ...deps, stateOf: (message) => this.stateOf(message), goTo: (id) => this.goTo(id) };
    this.clear();
    this.scroll.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.down.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.stick && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.stick && this.toEnd()).observe(this.scroll);
    this.list.addEventListener("keydown", (event) => this.keyed(event));
    this.list.addEventListener("focusin", (event) => this.arm(event.target.closest("article")));
  }

  clear() {
    this.messages = new Map();
    this.articles = new Map();
    this.current = null;
    this.stick = true;
    this.lastTop = 0;
    this.unread = 0;
    this.readUpTo = 0;
    this.list.replaceChildren();
    this.showDown();
  }

  /** Shows a whole history; what stays the same keeps its element. */
  reset(history) {
    this.quiet = true;
    const ids = new Set(history.map((message) => message.message_id));
    this.remove([...this.messages.keys()].filter((id) => !ids.has(id)), true);
    history.forEach((message) => this.upsert(message));
    this.quiet = false;
    [...this.list.children].forEach((section) => this.group(section));
    this.arm(this.latest());
    if (this.stick) this.toEnd();
  }

  /** Adds or changes a message. */
  upsert(message) {
    const known = this.messages.get(message.message_id);
    if (known && JSON.stringify(known) === JSON.stringify(message)) return;
    if (!known) this.adopt(message);
    this.messages.set(message.message_id, message);
    if (message.from?.id !== this.deps.me) this.markRead(message.message_id);
    this.keepPlace(() => this.draw(keyOf(message), message));
    if (!this.quiet) this.tell(message, known);
  }

  /** Removes messages, softly unless `now`. */
  remove(ids, now = false) {
    for (const id of ids) {
      const message = this.messages.get(id);
      if (!message) continue;
      this.messages.delete(id);
      const key = keyOf(message);
      if (this.album(key).length) this.draw(key, message);
      else this.fade(key, now || calm());
    }
  }

  /** Shows a text at once, before the server has taken it; returns its temporary message. */
  expect(text, replyTo, date) {
    const message = {
      message_id: `new-${(this.counter = (this.counter ?? 0) + 1)}`,
      text, date, from: { id: this.deps.me }, reply_to_message: replyTo, _state: "pending",
    };
    this.stick = true;
    this.upsert(message);
    this.toEnd();
    return message;
  }

  /** The server took an expected message as `id`, or refused it (`id` null). */
  settle(message, id) {
    if (!this.messages.has(message.message_id)) return;
    if (id === null) return this.upsert({ ...message, _state: "failed" });
    if (this.messages.has(id)) return this.remove([message.message_id], true);
    this.rename(message, { ...message, message_id: id, _state: undefined });
  }

  adopt(message) {
    if (message.from?.id !== this.deps.me || String(message.message_id).startsWith("new-")) return;
    const waiting = [...this.messages.values()].find((one) => one._state === "pending" && one.text === message.text);
    if (waiting) this.rename(waiting, message);
  }

  rename(old, fresh) {
    const article = this.articles.get(keyOf(old));
    this.articles.delete(keyOf(old));
    this.messages.delete(old.message_id);
    this.articles.set(keyOf(fresh), article);
    this.messages.set(fresh.message_id, fresh);
    drawMessage(article, [fresh], this.deps);
    this.arm(this.current);
  }

  stateOf(message) {
    if (message._state) return message._state;
    return message.message_id < this.readUpTo ? "read" : "sent";
  }

  /** All that this person said before message `id` was read by the bot. */
  markRead(id) {
    if (id <= this.readUpTo) return;
    this.readUpTo = id;
    for (const message of this.messages.values()) {
      if (message.from?.id !== this.deps.me || message._state) continue;
      const article = this.articles.get(keyOf(message));
      if (article?.querySelector('[data-state="sent"]')) drawState(article, this.stateOf(message));
    }
  }

  album(key) {
    return [...this.messages.values()].filter((message) => keyOf(message) === key)
      .sort((a, b) => a.message_id - b.message_id);
  }

  draw(key, message) {
    let article = this.articles.get(key);
    if (!article) {
      article = el("article", { tabindex: -1 });
      if (!this.quiet) article.classList.add("fresh");
      this.articles.set(key, article);
      this.place(article, message);
    }
    drawMessage(article, key.startsWith("g") ? this.album(key) : [message], this.deps);
    if (this.quiet) return;
    this.group(article.parentElement);
    const held = this.list.contains(document.activeElement);
    this.arm(held && this.current ? this.current : this.latest());
  }

  latest() {
    return [...this.list.querySelectorAll("article.msg")].at(-1) ?? null;
  }

  place(article, message) {
    const section = this.section(message.date);
    const after = [...section.children].filter((node) => node.tagName === "ARTICLE")
      .find((node) => Number(node.dataset.messageId) > message.message_id);
    section.insertBefore(article, after ?? null);
  }

  section(date) {
    const key = dayKey(date);
    const sections = [...this.list.children];
    const found = sections.find((node) => node.dataset.day === key);
    if (found) return found;
    const section = el("section", { class: "day", "data-day": key },
      el("h3", { class: "date" }, el("span", { class: "chip" }, dayText(date))));
    this.list.insertBefore(section, sections.find((node) => node.dataset.day > key) ?? null);
    return section;
  }

  group(section) {
    const articles = [...section.querySelectorAll("article:not(.gone)")];
    const same = (a, b) => a?.classList.contains("msg") && b?.classList.contains("msg") &&
      a.dataset.from === b.dataset.from && Math.abs(a.dataset.at - b.dataset.at) < TOGETHER;
    articles.forEach((article, index) => {
      article.classList.toggle("first", !same(article, articles[index - 1]));
      article.classList.toggle("last", !same(article, articles[index + 1]));
    });
  }

  fade(key, now) {
    const article = this.articles.get(key);
    this.articles.delete(key);
    if (this.current === article) this.current = null;
    const leave = () => {
      const section = article.parentElement;
      this.keepPlace(() => {
        article.remove();
        if (section.querySelector("article")) this.group(section);
        else section.remove();
      });
      if (!this.current) this.arm(this.latest());
    };
    if (now) return leave();
    article.style.setProperty("--height", `${article.offsetHeight}px`);
    article.classList.add("gone");
    article.inert = true;
    return setTimeout(leave, 320);
  }

  /** Makes `article` the one stop of the Tab key in the list. */
  arm(article) {
    if (!article || !this.articles) return;
    if (this.current && this.current !== article) this.disarm(this.current);
    this.current = article;
    article.tabIndex = 0;
    for (const node of article.querySelectorAll("a, button:not(.key)")) node.tabIndex = 0;
    const keys = [...article.querySelectorAll(".key")];
    if (keys.length && !keys.some((key) => key.tabIndex === 0)) keys[0].tabIndex = 0;
    for (const other of this.articles.values()) if (other !== article) this.disarm(other);
  }

  disarm(article) {
    article.tabIndex = -1;
    for (const node of article.querySelectorAll("a, button")) node.tabIndex = -1;
  }

  keyed(event) {
    const article = event.target.closest("article");
    if (!article || event.defaultPrevented) return;
    const all = [...this.list.querySelectorAll("article.msg")];
    const index = all.indexOf(article);
    const moves = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: all.length - 1 };
    if (event.key in moves && (event.target === article || event.key.startsWith("Arrow"))) {
      event.preventDefault();
      const next = event.target === article ? all[moves[event.key]] : article;
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Escape") {
      this.arm(this.latest()); // Shift+Tab comes back to what is newest by then
      this.deps.leave();
    } else if (event.key === "Enter" && event.target === article) {
      this.deps.menu(this.messageOf(article), article);
    }
  }

  /** The message under an element of the list, or undefined. */
  messageOf(node) {
    const id = node?.closest?.("article")?.dataset.messageId;
    return this.messages.get(Number(id)) ?? this.messages.get(id);
  }

  /** The newest text of this person that can still be changed. */
  lastOwn() {
    return [...this.messages.values()].reverse()
      .find((message) => message.from?.id === this.deps.me && message.text && !message._state);
  }

  goTo(id) {
    const message = this.messages.get(id);
    const article = message && this.articles.get(keyOf(message));
    if (!article) return;
    this.stick = false;
    article.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    article.focus({ preventScroll: true });
    article.classList.remove("flash");
    requestAnimationFrame(() => article.classList.add("flash"));
  }

  keepPlace(change) {
    if (this.stick || this.quiet) return change();
    const top = this.scroll.getBoundingClientRect().top;
    const anchor = [...this.articles.values()].find((node) => node.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (anchor?.isConnected) this.scroll.scrollTop += anchor.getBoundingClientRect().top - before;
    return undefined;
  }

  /** Only a move upwards leaves the newest message; a change of height does not. */
  scrolled() {
    const { scrollTop: top, scrollHeight, clientHeight } = this.scroll;
    if (scrollHeight - top - clientHeight < NEAR) this.stick = true;
    else if (top < this.lastTop - 1) this.stick = false;
    this.lastTop = top;
    if (this.stick) this.setUnread(0);
    this.showDown();
    this.showDates();
  }

  /** A date that floats over the messages shows only while a person moves them, and over no button. */
  showDates() {
    const room = this.scroll.getBoundingClientRect();
    const keys = [...this.list.querySelectorAll(".key")].map((key) => key.getBoundingClientRect())
      .filter((box) => box.bottom > room.top && box.top < room.top + 2 * DATE);
    for (const section of this.list.children) {
      const date = section.firstElementChild;
      const { top, bottom } = date.getBoundingClientRect();
      date.classList.toggle("stuck", section.getBoundingClientRect().top < room.top + 2);
      date.classList.toggle("over-keys", keys.some((box) => box.top < bottom && box.bottom > top));
    }
    if (this.stick) return;
    this.scroll.classList.add("moving");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.scroll.classList.remove("moving"), 900);
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.stick = true;
    this.setUnread(0);
    this.showDown();
    this.showDates();
  }

  setUnread(count) {
    if (count === this.unread) return;
    this.unread = count;
    this.deps.unread(count);
  }

  showDown() {
    this.down.hidden = this.stick;
    this.down.querySelector(".badge").textContent = this.unread ? String(this.unread) : "";
    this.down.setAttribute("aria-label", this.unread ? `새 메시지 ${this.unread}개 보기` : "맨 아래로");
  }

  tell(message, known) {
    if (message.from?.id === this.deps.me) return;
    const unseen = !this.stick || document.hidden || !this.scroll.isConnected;
    if (!known && unseen) this.setUnread(this.unread + 1);
    this.showDown();
    if (!known || message._from_bot) this.live.textContent = spoken(message, Boolean(known));
  }
}
