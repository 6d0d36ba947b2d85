/* A text with Bot API entities (offsets in UTF-16 units, as JavaScript counts) to elements. */

import { el } from "./dom.js";

const FOUND = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}’”])|(\bt\.me\/[^\s<>"]+[^\s<>".,;:!?)\]}])|((?<![\w/])\/[a-z][a-z0-9_]{0,31}(?:@\w+)?)/g;
const SIMPLE = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s",
  hashtag: "span", cashtag: "span", date_time: "time", custom_emoji: "span",
};

/** `open(url)` and `say(command)` are called for links and commands. */
export function richText(text, entities, { open, say }) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const box = el("div", { class: "text" });
  box.append(span(text, 0, text.length, sorted, { open, say, plain: false }));
  return box;
}

function span(text, from, to, entities, links) {
  const part = document.createDocumentFragment();
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const end = Math.min(entity.offset + entity.length, to);
    const inner = others.filter((other) => other.offset < end);
    rest = others.filter((other) => other.offset >= end);
    if (entity.offset < at || end <= at) continue;
    const block = isBlock(entity);
    part.append(plain(text.slice(at, entity.offset), links, block));
    part.append(wrap(entity, text.slice(entity.offset, end), links, (deeper) =>
      span(text, entity.offset, end, inner, { ...links, ...deeper })));
    at = block && text[end] === "\n" ? end + 1 : end;
  }
  part.append(plain(text.slice(at, to), links, false));
  return part;
}

const isBlock = (entity) => ["pre", "blockquote", "expandable_blockquote"].includes(entity.type);

function plain(text, links, beforeBlock) {
  const shown = beforeBlock && text.endsWith("\n") ? text.slice(0, -1) : text;
  const part = document.createDocumentFragment();
  if (links.plain) return part.append(shown), part;
  let at = 0;
  for (const found of shown.matchAll(FOUND)) {
    part.append(shown.slice(at, found.index));
    part.append(found[3] ? command(found[0], links) : link(found[0], found[0], links));
    at = found.index + found[0].length;
  }
  part.append(shown.slice(at));
  return part;
}

function wrap(entity, text, links, inside) {
  switch (entity.type) {
    case "url": return link(text, text, links);
    case "email": return link(`mailto:${text}`, text, links);
    case "phone_number": return link(`tel:${text}`, text, links);
    case "text_link": return link(entity.url, inside({ plain: true }), links);
    case "bot_command": return command(text, links);
    case "mention":
    case "text_mention": return el("span", { class: "mention" }, inside({}));
    case "code": return el("code", {}, inside({ plain: true }));
    case "pre": return pre(entity, inside({ plain: true }));
    case "spoiler": return spoiler(inside({}));
    case "blockquote": return el("blockquote", {}, inside({}));
    case "expandable_blockquote": return folded(inside({}));
    default: return el(SIMPLE[entity.type] ?? "span", {}, inside({}));
  }
}

function link(address, label, { open }) {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  const node = el("a", { href: safe(url), target: "_blank", rel: "noopener noreferrer" }, label);
  node.addEventListener("click", (event) => {
    event.preventDefault();
    open(url);
  });
  return node;
}

/** Only addresses that cannot run code become links. */
export function safe(url) {
  return /^(https?|tg|mailto|tel):/i.test(url) ? url : "#";
}

function command(text, { say }) {
  return el("button", { type: "button", class: "command", onclick: () => say(text) }, text);
}

function pre(entity, inside) {
  return el("pre", { "data-language": entity.language ?? null }, el("code", {}, inside));
}

function spoiler(inside) {
  const node = el("button", {
    type: "button", class: "spoiler", "aria-label": "가린 글 보기", "aria-expanded": "false",
  }, inside);
  node.addEventListener("click", () => {
    const shown = el("span", { class: "spoiler-open" });
    shown.append(...node.childNodes);
    node.replaceWith(shown);
  });
  return node;
}

function folded(inside) {
  const quote = el("blockquote", { class: "folded" }, inside);
  const toggle = el("button", { type: "button", class: "unfold", "aria-expanded": "false" }, "더 보기");
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.textContent = open ? "접기" : "더 보기";
    toggle.setAttribute("aria-expanded", String(open));
  });
  quote.append(toggle);
  return quote;
}

/** One line of a message for a preview: what was said, or what kind of thing it is. */
export function previewText(message) {
  if (!message) return "";
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ");
  if (message.photo) return "사진";
  if (message.document) return message.document.file_name ?? "파일";
  if (message.location || message.venue) return "위치";
  if (message.contact) return "연락처";
  if (message.sticker) return `${message.sticker.emoji ?? ""} 스티커`;
  if (message.voice) return "음성 메시지";
  if (message.poll) return message.poll.question;
  return serviceText(message) ?? "메시지";
}

/** The sentence of a service message, or null for an ordinary one. */
export function serviceText(message) {
  const who = message.from?.first_name ?? "누군가";
  if (message.pinned_message) return `${who} 님이 메시지를 고정했습니다`;
  if (message.new_chat_members) return `${message.new_chat_members.map((m) => m.first_name).join(", ")} 님이 들어왔습니다`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} 님이 나갔습니다`;
  if (message.group_chat_created || message.supergroup_chat_created) return "그룹을 만들었습니다";
  if (message.new_chat_title) return `대화 이름이 ‘${message.new_chat_title}’(으)로 바뀌었습니다`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "그룹이 슈퍼그룹으로 바뀌었습니다";
  if (message.forum_topic_created) return `주제 ‘${message.forum_topic_created.name}’을(를) 만들었습니다`;
  if (message._service) return String(message._service);
  return null;
}
