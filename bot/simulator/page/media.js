/* What a bubble holds besides text: photos and albums, files, places, contacts and the rest. */

import { fileUrl } from "./api.js";
import { avatar, el, icon, sizeText } from "./dom.js";

/** The grid of one or more photos. `reuse` maps file ids to pictures that are on the screen already. */
export function photoGrid(messages, view, reuse = new Map()) {
  const photos = messages.filter((message) => message.photo?.length);
  if (!photos.length) return null;
  const grid = el("div", { class: "photos", "data-count": Math.min(photos.length, 10) });
  photos.forEach((message, index) => grid.append(tile(message, index, photos, view, reuse)));
  return grid;
}

function tile(message, index, photos, view, reuse) {
  const best = message.photo.at(-1);
  const picture = reuse.get(best.file_id) ?? el("img", {
    src: fileUrl(best.file_id), alt: message.caption ?? "사진",
    width: best.width, height: best.height, "data-file": best.file_id, loading: "eager",
  });
  const label = photos.length > 1 ? `사진 ${index + 1}/${photos.length} 크게 보기` : "사진 크게 보기";
  const frame = el("button", {
    type: "button", class: "photo", "aria-label": label, onclick: () => view(photos, index),
  }, picture);
  if (photos.length === 1 && best.width && best.height) {
    const ratio = Math.min(Math.max(best.width / best.height, 0.62), 2.2);
    frame.style.setProperty("--ratio", ratio.toFixed(3));
  }
  return frame;
}

/** A file with its kind, name and size; a tap downloads it. */
export function fileCard(document_) {
  const name = document_.file_name ?? "파일";
  const kind = name.includes(".") ? name.split(".").pop().toUpperCase().slice(0, 4) : "FILE";
  const what = [sizeText(document_.file_size), "내려받기"].filter(Boolean).join(" · ");
  return el("a", {
    class: "file", href: fileUrl(document_.file_id), download: name,
  },
  el("span", { class: "file-kind", "data-kind": kind.toLowerCase(), "data-drawn": kind, "aria-hidden": "true" }),
  el("span", { class: "file-words" },
    el("span", { class: "file-name" }, name), " ",
    el("span", { class: "file-size" }, what)),
  icon("download"));
}

function placeCard(message) {
  const spot = message.venue?.location ?? message.location;
  const title = message.venue?.title ?? "보낸 위치";
  const under = message.venue?.address ?? `${spot.latitude.toFixed(4)}, ${spot.longitude.toFixed(4)}`;
  return el("div", { class: "place" },
    el("div", { class: "map", "aria-hidden": "true" }, icon("pin-map")),
    el("strong", {}, title), el("span", { class: "dim" }, under));
}

function contactCard({ first_name: first, last_name: last, phone_number: phone }) {
  return el("div", { class: "contact" },
    avatar(3, first),
    el("span", { class: "file-words" },
      el("span", { class: "file-name" }, [last, first].filter(Boolean).join("")),
      el("span", { class: "file-size" }, phone)));
}

function pollCard(poll) {
  const list = el("ul", { class: "poll" });
  for (const option of poll.options ?? []) {
    list.append(el("li", {}, el("span", {}, option.text), el("span", { class: "dim" }, `${option.voter_count ?? 0}표`)));
  }
  return el("div", {}, el("strong", {}, poll.question), list);
}

/** Everything but text and photos; a list of elements, often empty. */
export function attachments(message) {
  const parts = [];
  if (message.document) parts.push(fileCard(message.document));
  if (message.location || message.venue) parts.push(placeCard(message));
  if (message.contact) parts.push(contactCard(message.contact));
  if (message.poll) parts.push(pollCard(message.poll));
  if (message.sticker) parts.push(el("div", { class: "sticker" }, message.sticker.emoji ?? "스티커"));
  if (message.voice) {
    parts.push(el("div", { class: "voice" }, icon("mic"), `음성 메시지 ${message.voice.duration ?? 0}초`));
  }
  for (const kind of ["video", "audio", "animation"]) {
    if (message[kind] && !message.document) parts.push(fileCard({ file_name: kind, ...message[kind] }));
  }
  return parts;
}
