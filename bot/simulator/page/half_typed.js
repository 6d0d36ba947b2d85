/* What a person has typed and not yet sent, kept in this window over a reload; by person and by chat. */

const key = (person, chat) => `half-typed ${person} ${chat}`;

export const halfTyped = {
  /** The words kept for this chat, or "". */
  of(person, chat) {
    try {
      return sessionStorage.getItem(key(person, chat)) ?? "";
    } catch {
      return ""; // a browser that keeps nothing for this page
    }
  },

  keep(person, chat, text) {
    try {
      if (text) sessionStorage.setItem(key(person, chat), text);
      else sessionStorage.removeItem(key(person, chat));
    } catch {
      // the same; the words stay on the screen
    }
  },
};
