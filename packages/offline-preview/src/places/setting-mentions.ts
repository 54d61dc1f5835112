/** A setting that a message names, such as `shop:services.web.routes[0].path`. */
export interface Mention {
  /** Key in the stack file: `shop:services`. */
  key: string;
  /** What is inside of it; `<name>` stands for any key. */
  path: (string | number)[];
}

/** The settings that a message names, in its order. */
export function settingsIn(message: string): Mention[] {
  return [...message.matchAll(mention)].map(([, key = "", path = ""]) => ({
    key,
    path: [...path.matchAll(step)].map(([, name, index]) => name ?? Number(index)),
  }));
}

/** A mention begins a word, so that a long word is looked at once. */
const mention = /(?<![\w.:-])([A-Za-z][\w-]*:[A-Za-z][\w-]*)((?:\.[A-Za-z_][\w-]*|\.<\w+>|\[\d+\])*)/g;
const step = /\.([\w-]+|<\w+>)|\[(\d+)\]/g;
