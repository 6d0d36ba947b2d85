/* Taps on inline buttons: the loading state until the bot answers, and what the answer shows. */

import { reasonOf } from "./api.js";
import { keyOf, setWaiting } from "./keyboard.js";

const PATIENCE = 15000; // ms after which a button stops to show that it waits

export class Taps {
  constructor(phone) {
    this.phone = phone;
    this.open = new Map(); // "message|key" -> callback id, or null while unknown
    this.early = new Map(); // answers that came before the id of their tap
  }

  /** Keys of the buttons of a message that still wait. */
  waiting(messageId) {
    const mine = [...this.open.keys()].filter((place) => place.startsWith(`${messageId}|`));
    return new Set(mine.map((place) => place.slice(place.indexOf("|") + 1)));
  }

  press(message, button, node) {
    if (button.callback_data !== undefined) return this.tap(message, button, node);
    if (button.copy_text) return this.copy(button.copy_text.text);
    const url = button.url ?? button.login_url?.url ?? button.web_app?.url;
    if (url) return this.phone.open(url);
    const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
    if (query !== undefined) return this.phone.composer.begin(`@${this.phone.bot.username} ${query}`);
    return undefined;
  }

  async tap(message, button, node) {
    const place = `${message.message_id}|${keyOf(button)}`;
    this.open.set(place, null);
    setWaiting(node, true);
    setTimeout(() => this.finish(place), PATIENCE);
    const body = { chat: this.phone.chatId, message_id: message.message_id, data: button.callback_data };
    try {
      const { callback_id: id } = await this.phone.api.post("tap", body);
      if (this.early.has(id)) this.finish(place);
      else if (this.open.has(place)) this.open.set(place, id);
      this.early.delete(id);
    } catch (error) {
      this.finish(place);
      this.phone.overlay.toast(reasonOf(error));
    }
  }

  finish(place) {
    this.open.delete(place);
    const [messageId] = place.split("|");
    const key = place.slice(messageId.length + 1);
    const keys = this.phone.root.querySelectorAll(`[data-message-id="${messageId}"] .key[aria-busy]`);
    [...keys].filter((node) => node.dataset.key === key).forEach((node) => setWaiting(node, false));
  }

  /** The bot answered a tap: end the waiting, show its words. */
  answered({ callback_id: id, text, show_alert: alert, url }) {
    const place = [...this.open].find(([, waited]) => waited === id)?.[0];
    if (place) this.finish(place);
    else this.early.set(id, true);
    if (url) this.phone.open(url);
    if (!text) return;
    if (alert) this.phone.overlay.ask({ text, testid: "alert", buttons: [["확인", true, "primary"]] });
    else this.phone.overlay.toast(text);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.phone.overlay.toast("복사했습니다.");
    } catch {
      this.phone.overlay.ask({ title: "복사할 글", text, buttons: [["닫기", null, "primary"]] });
    }
  }
}
