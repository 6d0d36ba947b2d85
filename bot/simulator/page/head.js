/* The parts of a phone that say where one is: the title, the person, the pinned line, the empty chat. */

import { avatar, el, icon } from "./dom.js";
import { previewText } from "./richtext.js";

/** Family name first, as in Korea. */
export const nameOf = (person) => [person.last_name, person.first_name].filter(Boolean).join("");

/** The title of the chat, the card of the person, the switch of persons. */
export function drawHead(phone) {
  const { person, bot, face } = phone;
  const group = Boolean(face) && face.type !== "private";
  const name = group ? face.title : bot.first_name;
  const under = group ? "그룹" : phone.blocked ? "차단한 봇" : "봇";
  phone.part("title").replaceChildren(
    avatar(group ? phone.chatId : 0, name, group ? "" : "robot"),
    el("span", { class: "title-words" }, el("strong", {}, name), el("span", {}, under)));
  phone.chat.deps.group = group;
  phone.part("who").replaceChildren(
    avatar(person.id, nameOf(person)),
    el("span", { class: "who-words" }, el("strong", {}, nameOf(person)), el("span", {}, person.note ?? "")));
  phone.part("switch").replaceChildren(
    avatar(person.id, nameOf(person)), el("span", { class: "switch-name" }, nameOf(person)), icon("down"));
  phone.part("switch").setAttribute("aria-label", `${nameOf(person)} ${person.note ?? ""}, 사람 바꾸기`.replace(" ,", ","));
}

/** The newest pinned message, one line under the title. */
export function drawPinned(phone) {
  const message = phone.chat.messages.get(phone.pinned.at(-1));
  const bar = phone.part("pinned");
  bar.hidden = !message;
  if (!message) return;
  bar.replaceChildren(icon("pin"), el("span", { class: "pinned-words" },
    el("strong", {}, "고정된 메시지"), el("span", {}, previewText(message))));
}

/** An empty chat shows what the bot is for and one wide button; a blocked one how to come back. */
export function drawStart(phone) {
  const { bot } = phone;
  const fresh = phone.chatId === phone.person.id && phone.chat.messages.size === 0;
  const intro = phone.part("intro");
  intro.hidden = !fresh;
  phone.part("start").hidden = !fresh || Boolean(phone.blocked);
  phone.part("unblock").hidden = !phone.blocked;
  phone.part("form").classList.toggle("shut", fresh || Boolean(phone.blocked));
  if (!fresh) return;
  intro.replaceChildren(
    avatar(0, bot.first_name, "robot large"),
    el("strong", {}, bot.first_name),
    el("p", {}, bot.description || "‘시작’을 누르면 대화를 시작합니다."));
}
