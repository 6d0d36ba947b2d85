/* Times as the office says them: always Korean, always Seoul, whatever the computer is set to. */

const ZONE = "Asia/Seoul";
const clock = new Intl.DateTimeFormat("ko-KR", { timeZone: ZONE, hour: "numeric", minute: "2-digit" });
const digits = new Intl.DateTimeFormat("ko-KR", {
  timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const day = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });
const long = new Intl.DateTimeFormat("ko-KR", {
  timeZone: ZONE, year: "numeric", month: "long", day: "numeric", weekday: "long",
});
const short = new Intl.DateTimeFormat("ko-KR", { timeZone: ZONE, month: "numeric", day: "numeric" });

/** The simulator's clock, which a demo may have moved; seconds since 1970. */
export const now = {
  offset: 0,
  set(seconds) {
    if (Number.isFinite(seconds)) this.offset = seconds - Date.now() / 1000;
  },
  get() {
    return Date.now() / 1000 + this.offset;
  },
};

/** "오전 9:41" */
export const timeText = (seconds) => clock.format(seconds * 1000);

/** "09:41", for the status line of the phone. */
export const clockText = (seconds) => digits.format(seconds * 1000);

/** "2026-07-03", the key of a day. */
export const dayKey = (seconds) => day.format(seconds * 1000);

/** "오늘", "어제" or "2026년 7월 3일 금요일". */
export function dayText(seconds) {
  const key = dayKey(seconds);
  if (key === dayKey(now.get())) return "오늘";
  if (key === dayKey(now.get() - 86400)) return "어제";
  return long.format(seconds * 1000);
}

/** The time of today, or the day, for a list of chats. */
export function whenText(seconds) {
  return dayKey(seconds) === dayKey(now.get()) ? timeText(seconds) : short.format(seconds * 1000);
}
