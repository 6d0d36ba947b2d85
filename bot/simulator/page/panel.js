/* The panel beside the phones: the scenes of a story, each with a button that plays it, and things to try. */

import { el, icon } from "./dom.js";
import { Player, Stopped, Stuck } from "./story.js";

const NUMBERS = "①②③④⑤⑥⑦⑧⑨";

/** Words in both languages, the Korean ones first. */
const both = ({ ko, en }, tag = "span") => [el(tag, { lang: "ko" }, ko), " ", el("span", { class: "en", lang: "en" }, en)];
const spoken = ({ ko, en }) => `${ko} ${en}`;

export class Panel {
  /** `box` is the empty aside, `desk` what a Player needs, `try(thing)` and `pace`. */
  constructor(box, story, desk) {
    this.story = story;
    this.desk = desk;
    this.player = new Player(desk, desk.pace);
    this.box = box;
    this.scenes = story.scenes.map((scene, index) => this.scene(scene, index));
    this.whole = el("button", { type: "button", class: "whole", "data-testid": "play-whole", onclick: () => this.toggle() });
    this.now = el("p", { class: "story-now", role: "status", "data-testid": "story-now" });
    this.more = el("button", {
      type: "button", class: "story-more", "aria-expanded": "false", "aria-controls": "story-sheet",
      "aria-label": spoken(story.try.title), onclick: () => this.unfold(),
    }, icon("menu"));
    this.sheet = el("div", { class: "story-sheet", id: "story-sheet" },
      el("p", { class: "story-lead" }, both(story.lead)),
      el("ol", { class: "scenes" }, this.scenes.map(({ row }) => row)),
      el("h3", {}, both(story.try.title)),
      el("ul", { class: "things" }, story.try.things.map((thing) => el("li", {}, this.thing(thing)))));
    box.replaceChildren(
      el("div", { class: "story-head" }, el("h2", {}, both(story.title)), this.whole,
        el("div", { class: "marks", role: "group", "aria-label": spoken(story.title) }, this.scenes.map(({ mark }) => mark)),
        this.more),
      this.now, this.sheet);
    box.hidden = false;
    this.idle();
  }

  scene(scene, index) {
    const number = NUMBERS[index];
    const play = () => this.play([scene]);
    const row = el("li", { class: "scene", "data-scene": scene.id },
      el("div", { class: "scene-name" }, el("span", { class: "number", "aria-hidden": "true" }, number), el("strong", {}, both(scene.name))),
      el("button", {
        type: "button", class: "do", "data-testid": "do-scene", "data-scene": scene.id, onclick: play,
        "aria-label": `${spoken(this.story.each)} ${number} ${spoken(scene.name)}`,
      }, both(this.story.each)),
      el("p", {}, both(scene.what)));
    const mark = el("button", {
      type: "button", class: "mark", "data-testid": "mark-scene", "data-scene": scene.id, onclick: play,
      "aria-label": `${number} ${spoken(scene.name)}`,
    }, number);
    return { scene, row, mark };
  }

  thing(thing) {
    return el("button", {
      type: "button", class: "thing", "data-testid": "thing", onclick: () => (this.fold(), this.player.stop(), this.idle(), this.desk.try(thing)),
    },
    el("span", { class: "thing-who" }, both(thing.who)), el("strong", { lang: "ko" }, thing.say), el("span", { class: "thing-what" }, both(thing.what)));
  }

  toggle() {
    if (this.playing) return (this.player.stop(), this.idle());
    return this.play(this.story.scenes);
  }

  /** Plays some scenes one after the other. */
  async play(scenes) {
    this.player.stop();
    this.fold();
    const mine = (this.playing = Symbol("a play"));
    this.drawWhole();
    try {
      for (const scene of scenes) {
        this.mark(scene, "playing");
        await this.player.play(scene);
        this.mark(scene, "done");
      }
      if (this.playing === mine) this.idle();
    } catch (error) {
      if (this.playing !== mine) return;
      this.idle();
      if (error instanceof Stuck) this.now.replaceChildren(...both(this.story.stuck));
      else if (!(error instanceof Stopped)) throw error;
    }
  }

  /** Shows which scene plays, and in words what is going on. */
  mark(scene, state) {
    for (const one of this.scenes) {
      const mine = one.scene === scene;
      for (const node of [one.row, one.mark]) {
        node.classList.toggle("playing", mine && state === "playing");
        if (mine && state === "done") node.classList.add("done");
      }
    }
    if (state !== "playing") return;
    this.now.replaceChildren(...both(scene.what));
    this.scenes.find((one) => one.scene === scene).row.scrollIntoView({ block: "nearest" });
  }

  idle() {
    this.playing = null;
    this.mark(null, "idle");
    this.now.replaceChildren();
    this.drawWhole();
    this.desk.rest?.();
  }

  drawWhole() {
    const words = this.playing ? this.story.stop : this.story.whole;
    this.whole.replaceChildren(icon(this.playing ? "stop" : "play"), ...both(words));
    this.box.classList.toggle("busy", Boolean(this.playing));
  }

  unfold() {
    const open = this.box.classList.toggle("unfolded");
    this.more.setAttribute("aria-expanded", String(open));
  }

  fold() {
    this.box.classList.remove("unfolded");
    this.more.setAttribute("aria-expanded", "false");
  }
}
