/* The desk: who is shown, how many phones fit, and the switch between persons. */

import { Api, Lost, addPerson, readState, readStory } from "./api.js";
import { now } from "./dates.js";
import { avatar, el } from "./dom.js";
import { nameOf } from "./head.js";
import { Panel } from "./panel.js";
import { Phone } from "./phone.js";

const small = matchMedia("(max-width: 640px), (max-height: 559px)");
const WIDTH = 404; // px one phone with its gap takes
const stage = document.getElementById("stage");
const nav = document.getElementById("people");
const query = new URLSearchParams(location.search);

const desk = { bot: {}, people: [], shown: [], current: 0, phones: new Map(), unread: new Map(), seen: new Map() };

const asked = () => (query.get("people") ?? query.get("person") ?? "").split(",").map(Number).filter(Boolean);
const beside = document.getElementById("story");
const room = () => Math.max(1, Math.min(4, Math.floor((innerWidth - 24 - (beside.hidden ? 0 : beside.offsetWidth)) / WIDTH)));

/** Which persons to begin with: those of the address, else as many as fit. */
function choose() {
  const known = asked().filter((id) => desk.people.some((person) => person.id === id)).slice(0, beside.hidden ? 9 : room());
  desk.shown = known.length ? known : desk.people.slice(0, Math.min(room(), 3)).map((person) => person.id);
  desk.current = desk.shown[0];
}

function phoneOf(id) {
  if (!desk.phones.has(id)) {
    const person = desk.people.find((one) => one.id === id);
    const phone = new Phone(person, {
      bot: desk.bot,
      switchPerson: (from, point) => switchMenu(from, point),
      unread: (who, count) => countUnread(who, count),
    });
    desk.phones.set(id, phone);
    phone.start();
  }
  return desk.phones.get(id);
}

/** Puts the chosen phones on the stage, in the order of the people. */
function draw() {
  const ids = small.matches ? [desk.current] : desk.shown;
  const order = desk.people.map((person) => person.id).filter((id) => ids.includes(id));
  const phones = order.map(phoneOf);
  for (const [id, phone] of desk.phones) phone.api.watch(order.includes(id));
  const here = [...stage.children];
  here.forEach((node) => !phones.some((phone) => phone.root === node) && node.remove());
  phones.forEach((phone, index) => {
    if (stage.children[index] !== phone.root) stage.insertBefore(phone.root, stage.children[index] ?? null);
    phone.composer.measure();
    phone.chat.toEnd();
  });
  stage.dataset.count = String(phones.length);
  drawPeople();
}

function drawPeople() {
  nav.replaceChildren(...desk.people.map((person) => {
    const on = desk.shown.includes(person.id);
    const count = desk.unread.get(person.id) ?? 0;
    return el("button", {
      type: "button", class: "person", "aria-pressed": String(on), "data-testid": "person", "data-person": person.id,
      title: person.note || null, onclick: () => toggle(person.id),
    }, avatar(person.id, nameOf(person)), el("span", {}, nameOf(person)),
    count ? el("span", { class: "badge", "aria-label": `새 메시지 ${count}개` }, String(count)) : null);
  }), el("button", { type: "button", class: "person add", "aria-label": "사람 더하기", onclick: () => invite() }, "+"));
  const sum = [...desk.unread.values()].reduce((all, one) => all + one, 0);
  document.title = `${sum ? `(${sum}) ` : ""}${desk.bot.first_name ?? "체험용 전화기"}`;
}

function toggle(id) {
  const on = desk.shown.includes(id);
  if (on && desk.shown.length === 1) return;
  desk.shown = on ? desk.shown.filter((one) => one !== id) : [...desk.shown, id];
  while (!on && desk.shown.length > room()) desk.shown.shift();
  desk.unread.delete(id);
  query.delete("person");
  query.set("people", desk.shown.join(","));
  history.replaceState(null, "", `?${query}`.replaceAll("%2C", ","));
  draw();
  nav.querySelector(`[data-person="${id}"]`)?.focus();
}

function switchMenu(from, point) {
  const items = desk.people.filter((person) => person.id !== desk.current).map((person) => [
    "right", [nameOf(person), person.note].filter(Boolean).join(" · "), () => switchTo(person.id)]);
  from.overlay.menu([...items, ["plus", "사람 더하기", () => invite(from)]], point, "사람 바꾸기");
}

function switchTo(id) {
  desk.current = id;
  if (!desk.shown.includes(id)) desk.shown = [...desk.shown, id].slice(-room());
  desk.unread.delete(id);
  draw();
  phoneOf(id).part("switch").focus();
}

/** A person who is on no list, to see what the bot says to strangers. */
async function invite(from = phoneOf(desk.current)) {
  const name = await from.overlay.ask({
    title: "새 사람의 이름", text: "명부에 없는 사람으로도 시험해 볼 수 있습니다.", input: "예: 홍○○",
    buttons: [["취소", null], ["더하기", true, "primary"]],
  });
  if (!name) return;
  const person = await addPerson({ first_name: name, note: "새 사람" });
  desk.people.push(person);
  if (small.matches) switchTo(person.id);
  else toggle(person.id);
}

/** The phones of some people, as many as fit, the one whose turn it is among them. */
function show(people, turn) {
  const others = people.filter((id) => id !== turn);
  desk.shown = people.filter((id) => id === turn || others.slice(0, room() - 1).includes(id));
  desk.current = turn;
  people.forEach((id) => desk.shown.includes(id) && desk.unread.delete(id));
  draw();
  for (const [id, phone] of desk.phones) phone.root.classList.toggle("turn", id === turn);
}

/** The panel beside the phones, where the server has a story to tell and nobody asked for one phone alone. */
async function tellStory() {
  const story = query.has("person") ? null : await readStory().catch(() => null);
  if (!story) return;
  new Panel(beside, story, {
    phoneOf, show, pace: Number(query.get("pace") ?? 1),
    rest: () => desk.phones.forEach((phone) => phone.root.classList.remove("turn")),
    try: (thing) => (show([thing.person], thing.person), phoneOf(thing.person).send(thing.say)),
  });
}

function countUnread(id, count) {
  if (count) desk.unread.set(id, count);
  else desk.unread.delete(id);
  drawPeople();
}

/** Persons whose phone is not open yet: what the bot has sent them meanwhile. */
async function lookAfterOthers() {
  if (document.hidden) return;
  const state = await readState().catch(() => null);
  if (!state) return;
  Object.assign(desk.bot, state.bot);
  now.set(state.now);
  const fresh = state.people.filter((person) => !desk.people.some((one) => one.id === person.id));
  if (fresh.length) {
    desk.people.push(...fresh);
    drawPeople();
  }
  for (const person of desk.people.filter((one) => !desk.phones.has(one.id))) await lookAfter(person.id);
}

async function lookAfter(id) {
  const after = desk.seen.get(id);
  const answer = await new Api(id).events(after ?? 0, 0).catch(() => null);
  if (!answer) return;
  desk.seen.set(id, answer.seq);
  const came = answer.events.filter((event) => event.type === "message" && event.message.from?.id !== id).length;
  if (after !== undefined && came) countUnread(id, (desk.unread.get(id) ?? 0) + came);
}

async function begin() {
  const fault = document.getElementById("fault");
  try {
    const state = await readState();
    Object.assign(desk, { bot: state.bot, people: state.people });
    now.set(state.now);
  } catch (error) {
    fault.hidden = false;
    fault.textContent = error instanceof Lost ? "서버를 기다리고 있습니다." : error.message;
    setTimeout(begin, 1500);
    return;
  }
  fault.hidden = true;
  document.getElementById("title").textContent = desk.bot.first_name;
  await tellStory();
  choose();
  draw();
  small.addEventListener("change", draw);
  lookAfterOthers();
  setInterval(lookAfterOthers, 4000);
}

begin();
