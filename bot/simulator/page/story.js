/* Plays what a story tells on the phones: types, taps, waits for the bot, and shows the picture. */

import { calm } from "./dom.js";

const PATIENCE = 15000; // ms the bot may take for one step
const EVERY = 60; // ms between two looks
const LETTER = 16; // ms a letter takes to be typed
const BEFORE_TAP = 450; // ms a button is marked before it is pressed

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The story was stopped by a person. */
export class Stopped extends Error {}
/** The bot did not show what a step waits for. */
export class Stuck extends Error {}

export class Player {
  /** `desk`: { show(people, turn), phoneOf(id) }; `pace` times as long as told is each thing looked at. */
  constructor(desk, pace = 1) {
    this.desk = desk;
    this.pace = pace;
    this.run = 0;
    this.said = new Map(); // how often each line was said
  }

  stop() {
    this.run += 1;
  }

  /** Plays the steps of one scene; raises Stopped or Stuck. */
  async play(scene) {
    const run = (this.run += 1);
    const still = () => {
      if (this.run !== run) throw new Stopped();
    };
    this.desk.show(scene.people, scene.people[0]);
    const stage = new Map(scene.people.map((id) => [id, new Seen(this.desk.phoneOf(id))]));
    for (const step of scene.steps) {
      still();
      this.desk.show(scene.people, step.person);
      await this.step(stage.get(step.person), step, still);
      await pause((step.look ?? 350) * this.pace);
    }
    still();
    const last = scene.steps.at(-1);
    if (!last.stay) this.desk.phoneOf(last.person).overlay.close?.();
  }

  async step(seen, step, still) {
    if (step.say) {
      await this.type(seen, [step.say].flat(), still);
    } else if (step.tap) {
      const key = await this.until(() => seen.key(step.tap) ?? (step.unless && seen.says(step.unless)), still);
      if (key instanceof Element) await this.press(seen, key, still);
    } else if (step.photo) {
      (await this.until(() => seen.photo(), still)).click();
    } else {
      await this.until(() => seen.says(step.reads), still);
    }
  }

  /** Marks the button for a moment, so that it is seen which one it is. */
  async press(seen, key, still) {
    key.scrollIntoView({ block: "nearest" });
    key.classList.add("about-to-press");
    await pause(calm() ? 0 : BEFORE_TAP * this.pace);
    still();
    key.classList.remove("about-to-press");
    seen.mark();
    key.click();
  }

  /** Types as a person does; of several lines each time the next, so that nothing is said twice. */
  async type(seen, lines, still) {
    const { composer } = seen.phone;
    const times = this.said.get(lines[0]) ?? 0;
    const words = lines[times % lines.length];
    this.said.set(lines[0], times + 1);
    if (!calm()) {
      for (let at = 1; at <= words.length; at += 1) {
        still();
        composer.type(words.slice(0, at));
        await pause(LETTER * this.pace);
      }
      await pause(250 * this.pace);
    }
    const { replyTo } = composer;
    composer.fill("");
    seen.mark();
    seen.phone.send(words, replyTo);
    seen.floor = seen.articles().at(-1);
  }

  async until(look, still) {
    for (const end = performance.now() + PATIENCE; performance.now() < end; ) {
      still();
      const found = look();
      if (found) return found;
      await pause(EVERY);
    }
    throw new Stuck();
  }
}

/** What has come on a phone since a scene began or its person spoke; and whether anything has since a tap. */
class Seen {
  constructor(phone) {
    this.phone = phone;
    phone.overlay.close?.();
    this.floor = this.articles().at(-1);
    this.mark();
  }

  mark() {
    this.changes = this.phone.changes;
  }

  articles() {
    return [...this.phone.root.querySelectorAll("article.msg")];
  }

  /** The new messages, the newest first; none before the bot has done anything. */
  fresh() {
    if (this.phone.changes === this.changes) return [];
    const all = this.articles();
    return all.slice(all.indexOf(this.floor) + 1).reverse();
  }

  says(words) {
    return this.fresh().some((article) => article.querySelector(".bubble")?.textContent.includes(words));
  }

  key(labels) {
    for (const article of this.fresh()) {
      const keys = [...article.querySelectorAll(".key")];
      const found = labels.map((label) => keys.find((key) => key.dataset.label.startsWith(label))).find(Boolean);
      if (found) return found;
    }
    return null;
  }

  photo() {
    const photo = this.fresh().map((article) => article.querySelector(".photo")).find(Boolean);
    return photo?.querySelector("img").complete ? photo : null;
  }
}
