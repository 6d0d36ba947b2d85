/* Draws one message, or one album, into its article. */

import { timeText } from "./dates.js";
import { avatar, el, icon } from "./dom.js";
import { inlineKeyboard, keepFocus } from "./keyboard.js";
import { attachments, photoGrid } from "./media.js";
import { previewText, richText, serviceText } from "./richtext.js";

/**
 * Fills `article` anew from `messages` (several for an album). `deps` holds what the phone can do:
 * `{ me, group, open, say, press, view, goTo, waiting(id), stateOf(message), retry(message) }`.
 * The same picture elements are used again and the focus stays, so that an edit shows no jump.
 */
export function drawMessage(article, messages, deps) {
  const head = messages[0];
  const mine = head.from?.id === deps.me;
  const service = serviceText(head);
  const oldKeys = article.querySelector(".keys");
  const refocus = keepFocus(oldKeys);
  article.dataset.messageId = head.message_id;
  article.dataset.testid = "message";
  article.dataset.from = head.from?.id ?? "";
  article.dataset.at = head.date;
  if (service) return drawService(article, service);
  article.className = `msg ${mine ? "out" : "in"} ${keptClasses(article)}`;
  article.setAttribute("aria-label", `${mine ? "나" : head.from?.first_name ?? ""}, ${timeText(head.date)}`);
  const keys = inlineKeyboard(
    head.reply_markup, (button, node) => deps.press(head, button, node), deps.waiting(head.message_id));
  article.classList.toggle("with-keys", Boolean(keys));
  const face = deps.group && !mine ? avatar(head.from?.id, head.from?.first_name, "face") : null;
  const column = el("div", { class: "column" }, bubble(messages, mine, deps, article), keys);
  article.replaceChildren(...[face, column].filter(Boolean));
  if (!refocus(keys)) article.focus({ preventScroll: true });
}

const keptClasses = (article) =>
  ["first", "last", "fresh"].filter((name) => article.classList.contains(name)).join(" ");

function drawService(article, text) {
  article.className = "service";
  article.removeAttribute("aria-label");
  article.replaceChildren(el("span", { class: "chip" }, text));
}

function bubble(messages, mine, deps, article) {
  const reuse = new Map(
    [...article.querySelectorAll("img[data-file]")].map((picture) => [picture.dataset.file, picture]));
  const said = messages.find((message) => message.text ?? message.caption);
  const last = messages.at(-1);
  const photos = photoGrid(messages, deps.view, reuse);
  const extras = messages.flatMap(attachments);
  const box = el("div", { class: "bubble" });
  if (deps.group && !mine) {
    box.append(el("span", { class: "sender", "data-hue": Math.abs(last.from?.id ?? 0) % 7 }, last.from?.first_name));
  }
  const quoted = quoteOf(messages[0], deps);
  if (quoted) box.append(quoted);
  if (photos) box.append(photos);
  box.append(...extras);
  const liked = reactionsOf(last);
  const meta = metaOf(last, mine, deps);
  const foot = liked ? el("div", { class: "foot" }, liked, meta) : meta;
  if (said) {
    const text = richText(said.text ?? said.caption, said.entities ?? said.caption_entities, deps);
    text.append(foot);
    box.append(text);
  } else {
    box.append(foot);
  }
  box.classList.toggle("bare", !said && Boolean(photos) && !quoted);
  box.classList.toggle("has-photo", Boolean(photos));
  box.classList.toggle("jumbo", Boolean(said) && onlyEmoji(said.text) && !quoted);
  if (deps.stateOf(last) === "failed") box.append(retryLine(last, deps));
  return box;
}

function reactionsOf(message) {
  const emoji = message._reactions?.map((one) => one.emoji).filter(Boolean) ?? [];
  if (!emoji.length) return null;
  return el("span", { class: "reactions", role: "img", "aria-label": `반응 ${emoji.join(" ")}` },
    ...emoji.map((one) => el("span", {}, one)));
}

const onlyEmoji = (text) => Boolean(text) && /^(?:\p{Extended_Pictographic}\uFE0F?\s?){1,3}$/u.test(text);

function quoteOf(message, deps) {
  const original = message.reply_to_message;
  if (!original) return null;
  const who = original.from?.first_name ?? "";
  const words = message.quote?.text ?? previewText(original);
  return el("button", {
    type: "button", class: "quote", "aria-label": `${who} ${words}, 답장한 메시지로 가기`,
    onclick: () => deps.goTo(original.message_id),
  },
  el("strong", {}, who), el("span", {}, words));
}

const STATES = {
  pending: ["clock", "보내는 중"],
  sent: ["check", "보냄"],
  read: ["checks", "읽음"],
  failed: ["alert", "보내지 못함"],
};

function metaOf(message, mine, deps) {
  const meta = el("span", { class: "meta" });
  if (message._pinned) meta.append(icon("pin"));
  if (message.edit_date && !message._from_bot) meta.append(el("span", {}, "수정됨"));
  meta.append(el("time", { datetime: new Date(message.date * 1000).toISOString() }, timeText(message.date)));
  if (mine) meta.append(checkOf(deps.stateOf(message)));
  return meta;
}

function checkOf(state) {
  const [name, words] = STATES[state];
  return el("span", { class: `state ${state}`, role: "img", "aria-label": words, "data-state": state }, icon(name));
}

/** Changes only the check mark, when a message becomes sent or read. */
export function drawState(article, state) {
  article.querySelector(".state")?.replaceWith(checkOf(state));
}

function retryLine(message, deps) {
  return el("div", { class: "retry", role: "alert" }, "보내지 못했습니다.",
    el("button", { type: "button", class: "link", onclick: () => deps.retry(message) }, "다시 보내기"));
}

/** What a screen reader says about a message: who, what and which buttons there are. */
export function spoken(message, edited = false) {
  const labels = (message.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.text);
  const what = (serviceText(message) ?? previewText(message)).slice(0, 400);
  const buttons = labels.length ? `. 버튼 ${labels.length}개: ${labels.slice(0, 12).join(", ")}` : "";
  return `${message.from?.first_name ?? ""}${edited ? " 수정" : ""}: ${what}${buttons}`;
}
