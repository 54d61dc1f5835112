/** A stretch of two texts: in both, or only in one of them. */
export interface Stretch {
  text: string;
  in: "both" | "base" | "head";
}

/** More words than are compared with each other one by one. */
const mostWords = 1500;

/** How two texts differ, word by word. */
export function wordDifference(base: string, head: string): Stretch[] {
  const [a, b] = [wordsIn(base), wordsIn(head)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([
    ...a.slice(0, start).map((text): Stretch => ({ text, in: "both" })),
    ...middle,
    ...a.slice(a.length - end).map((text): Stretch => ({ text, in: "both" })),
  ]);
}

function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

/** The longest words that both have in the same order, and what is between them. */
function between(a: readonly string[], b: readonly string[]): Stretch[] {
  if (a.length * b.length > mostWords ** 2) {
    return [
      { text: a.join(""), in: "base" },
      { text: b.join(""), in: "head" },
    ];
  }
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: Stretch[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push({ text: a[i] ?? "", in: "both" });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      found.push({ text: a[i++] ?? "", in: "base" });
    } else found.push({ text: b[j++] ?? "", in: "head" });
  }
  return found;
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const stretch of stretches) {
    const last = all.at(-1);
    if (stretch.text === "") continue;
    if (last?.in === stretch.in) last.text += stretch.text;
    else all.push({ ...stretch });
  }
  return all;
}
