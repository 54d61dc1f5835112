/**
 * Words in lines of at most `width`, each behind `indent`; the first behind `first`. A word that is longer stands alone.
 */
export function wrap(words: string, width: number, indent: string, first = indent): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(" ")) {
    const start = lines.length === 0 ? first : indent;
    if (line !== "" && start.length + line.length + 1 + word.length > width) {
      lines.push((start + line).trimEnd());
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, (lines.length === 0 ? first : indent) + line];
}

/** `text` in at most `width` characters. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`;
}
