/* The people side of the simulator over HTTP (`/phone/…`). */

/** The server does not answer. */
export class Lost extends Error {}

/** The server answered with a refusal; the message is its reason. */
export class Refused extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

async function call(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Lost(path);
  }
  const body = await answer.json().catch(() => null);
  if (answer.ok && body !== null) return body;
  if (answer.status >= 500 || (answer.ok && body === null)) throw new Lost(path);
  throw new Refused(answer.status, body?.description ?? body?.error ?? answer.statusText);
}

const REASONS = {
  "no such button on this message": "이 버튼은 이제 쓸 수 없습니다. 최신 메시지의 버튼을 눌러 주십시오.",
  "unblock the bot first": "먼저 봇 차단을 해제해 주십시오.",
  "this message cannot be edited any more": "48시간이 지나서 수정할 수 없습니다.",
  "only an own message can be edited": "내가 보낸 메시지만 수정할 수 있습니다.",
  "this message cannot be deleted": "이 메시지는 삭제할 수 없습니다.",
  "this person is not in the chat": "이 사람은 이 대화에 없습니다.",
  "the group was upgraded to a supergroup": "그룹이 슈퍼그룹으로 바뀌었습니다. 대화 목록에서 새 그룹을 열어 주십시오.",
  "1 to 10 files can be sent at once": "한 번에 10개까지 보낼 수 있습니다.",
  "no message to reply to": "답장할 메시지가 없습니다.",
  "the caption is too long": "사진 설명이 너무 깁니다. 1,024자까지 쓸 수 있습니다.",
  "Bad Request: IMAGE_PROCESS_FAILED": "사진으로 읽을 수 없는 파일입니다. 파일로 보내 주십시오.",
  "Bad Request: file is too big": "파일이 너무 큽니다.",
};

/** Why a call failed, as a sentence for the person. */
export function reasonOf(error) {
  if (error instanceof Lost) return "서버가 답하지 않습니다. 잠시 뒤에 다시 해 주십시오.";
  return REASONS[error.message] ?? `할 수 없습니다: ${error.message}`;
}

const json = (body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/** Who is there: the bot, the people, the simulator's clock. */
export const readState = () => call("/phone/state");

/** The story that the server's people tell on the phones, or null. */
export const readStory = () => call("/phone/story");

/** Adds a person and returns it. */
export const addPerson = (person) => call("/phone/people", json(person));

/** The address of a file's bytes. */
export const fileUrl = (fileId) => `/phone/file/${encodeURIComponent(fileId)}`;

/** A browser keeps about six connections to one host, and each waiting call holds one. */
const LONG_CALLS = 3;
let longCalls = 0;

/** All that one person can do and see. */
export class Api {
  constructor(person) {
    this.base = `/phone/${person}`;
    this.watched = true;
  }

  /** Whether the phone is on the stage: one that is not holds no connection. */
  watch(on) {
    this.watched = on;
    if (!on) this.cut?.abort();
  }

  chats() { return call(`${this.base}/chats`); }
  messages(chat) { return call(`${this.base}/chats/${chat}/messages`); }
  commands(chat) { return call(`${this.base}/commands?chat=${chat}`); }
  post(verb, body) { return call(`${this.base}/${verb}`, json(body)); }

  /** Sends files: `verb` is "photo" or "document". */
  files(verb, chat, caption, files) {
    const form = new FormData();
    form.append("chat", String(chat));
    if (caption) form.append("caption", caption);
    for (const file of files) form.append("file", file, file.name);
    return call(`${this.base}/${verb}`, { method: "POST", body: form });
  }

  events(after, wait, signal) {
    return call(`${this.base}/events?after=${after}&wait=${wait}`, { signal });
  }
}

const pause = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });

/** One look for news: a long call when a connection is free, else a short one and a rest. */
async function look(api, after, signal) {
  const long = api.watched && longCalls < LONG_CALLS && !document.hidden;
  if (!long) {
    const answer = await api.events(after, 0, signal);
    await pause(document.hidden ? 3000 : 1000, signal);
    return answer;
  }
  longCalls += 1;
  api.cut = new AbortController();
  try {
    return await api.events(after, 20, AbortSignal.any([signal, api.cut.signal]));
  } catch (error) {
    if (signal.aborted || !api.cut.signal.aborted) throw error;
    return { seq: after, events: [] };
  } finally {
    longCalls -= 1;
  }
}

/**
 * Follows one person's events until `signal` aborts. `sync()` reads everything anew at the start and
 * after each loss of the server; `news(events)` gets what happened since; `lost(true|false)` tells.
 */
export async function follow(api, { sync, news, lost }, signal) {
  let wait = 500;
  while (!signal.aborted) {
    try {
      let { seq } = await api.events(0, 0, signal);
      await sync();
      lost(false);
      wait = 500;
      while (!signal.aborted) {
        const answer = await look(api, seq, signal);
        seq = answer.seq;
        if (answer.events.length) news(answer.events);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Lost || error instanceof Refused)) console.error(error);
      lost(true);
      await pause(wait, signal);
      wait = Math.min(wait * 2, 4000);
    }
  }
}
