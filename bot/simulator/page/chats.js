/* The list of chats of one person, over the open chat. */

import { whenText } from "./dates.js";
import { avatar, el, icon } from "./dom.js";
import { previewText, serviceText } from "./richtext.js";

export class ChatList {
  constructor(box, api, bot, enter) {
    this.box = box;
    this.bot = bot;
    this.api = api;
    this.enter = enter;
    this.chats = [];
    this.news = new Map(); // unread messages of chats that are not open
    box.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
  }

  async show() {
    this.draw(await this.api.chats().catch(() => this.chats));
    this.box.hidden = false;
    this.box.querySelector("button")?.focus();
  }

  hide() {
    this.box.hidden = true;
  }

  /** Counts what comes into chats that are not open. */
  happened(event, openChat) {
    if (event.chat === openChat) this.news.delete(event.chat);
    else if (event.type === "message") this.news.set(event.chat, (this.news.get(event.chat) ?? 0) + 1);
    else return;
    this.badge();
  }

  badge() {
    const sum = [...this.news.values()].reduce((all, one) => all + one, 0);
    const badge = this.box.parentElement.querySelector('[data-part="others"]');
    if (!badge) return;
    badge.textContent = sum ? String(sum) : "";
    badge.parentElement.setAttribute("aria-label", sum ? `대화 목록, 새 메시지 ${sum}개` : "대화 목록");
  }

  draw(chats) {
    this.chats = chats;
    const rows = chats.map((entry) => this.row(entry));
    this.box.replaceChildren(
      el("div", { class: "chats-head" },
        el("button", { type: "button", class: "plain", "aria-label": "대화로 돌아가기", onclick: () => this.hide() }, icon("left")),
        el("h2", {}, "대화")),
      el("ul", {}, rows.map((row) => el("li", {}, row))));
  }

  row({ chat, last }) {
    const name = chat.title ?? this.bot.first_name;
    const unread = this.news.get(chat.id) ?? 0;
    return el("button", {
      type: "button", class: "chat-row", "data-chat": chat.id,
      onclick: () => (this.news.delete(chat.id), this.badge(), this.enter(chat.id)),
    },
    avatar(chat.type === "private" ? 0 : chat.id, name, chat.type === "private" ? "robot" : ""),
    el("span", { class: "chat-words" },
      el("span", { class: "chat-top" }, el("strong", {}, name), el("time", {}, last ? whenText(last.date) : "")),
      el("span", { class: "chat-last" }, last ? serviceText(last) ?? previewText(last) : "아직 메시지가 없습니다")),
    unread ? el("span", { class: "badge" }, String(unread)) : null);
  }
}
