/* What the menus offer, and which links start the bot. */

/** The bot's username without "@". */
export const botUsername = (phone) => phone.bot.username ?? "";

/** The payload of a start link to this bot ("" for none), or null for any other address. */
export function botStart(address, username) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const same = (name) => Boolean(name) && name.toLowerCase() === username.toLowerCase();
  if (url.protocol === "tg:" && url.hostname === "resolve") {
    return same(url.searchParams.get("domain")) ? url.searchParams.get("start") ?? "" : null;
  }
  if (!["t.me", "telegram.me"].includes(url.hostname) || url.searchParams.has("startgroup")) return null;
  return same(url.pathname.slice(1)) ? url.searchParams.get("start") ?? "" : null;
}

/** The menu of one message. */
export function messageMenu(phone, message) {
  const mine = message.from?.id === phone.person.id;
  const text = message.text ?? message.caption;
  const sent = !message._state;
  return [
    sent && ["reply", "답장", () => phone.composer.reply(message)],
    text && ["copy", "글 복사", () => phone.taps.copy(text)],
    sent && mine && message.text && ["pen", "수정", () => phone.composer.edit(message)],
    sent && ["trash", "삭제", () => askDelete(phone, message)],
  ];
}

/** The menu of the chat. */
export function phoneMenu(phone) {
  return [
    ["info", "봇 정보", () => phone.about()],
    phone.blocked
      ? ["block", "차단 해제", () => phone.block(false)]
      : ["block", "봇 차단", () => askBlock(phone)],
    ["help", "키보드 사용법", () => showKeys(phone)],
  ];
}

async function askDelete(phone, message) {
  const yes = await phone.overlay.ask({
    title: "메시지를 삭제하시겠습니까?", text: "이 대화에서 지워지며 되돌릴 수 없습니다.",
    buttons: [["취소", null], ["삭제", true, "danger"]],
  });
  const body = { chat: phone.chatId, message_id: message.message_id };
  if (yes) await phone.try(phone.api.post("delete", body));
}

async function askBlock(phone) {
  const yes = await phone.overlay.ask({
    title: "봇을 차단하시겠습니까?", text: "차단하면 봇이 이 사람에게 메시지를 보낼 수 없습니다.",
    buttons: [["취소", null], ["차단", true, "danger"]],
  });
  if (yes) await phone.block(true);
}

function showKeys(phone) {
  return phone.overlay.ask({
    title: "키보드 사용법",
    text: [
      "Enter  보내기",
      "Shift+Enter  줄 바꾸기",
      "/  명령 목록",
      "↑ (빈 칸에서)  마지막에 보낸 글 수정",
      "Shift+Tab  최근 메시지의 버튼으로",
      "화살표  버튼과 메시지 사이 이동",
      "Enter (메시지에서)  답장·복사·수정",
      "Esc  닫기, 그만두기, 입력 칸으로",
    ].join("\n"),
    buttons: [["닫기", null, "primary"]],
  });
}
