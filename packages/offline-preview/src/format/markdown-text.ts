/** Characters that mean something in Markdown, HTML, or to GitHub. */
const special = /[\\`*_[\]<>#|~&$]/g;

/** `text` as it is, in a line: no markup, mention, reference or link comes out of it. */
export function plain(text: string): string {
  return shortened(text.replace(/\s+/g, " ").trim(), longestLine)
    .replace(special, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@/g, "@&#8203;")
    .replace(/:\/\//g, "&#58;//")
    .replace(/\bwww\./gi, (www) => www.replace(".", "&#46;"))
    .replace(/\bGH-(?=\d)/gi, (prefix) => prefix.replace("-", "&#45;"));
}

/** `text` as code, in a line or in the cell of a table. */
export function code(text: string): string {
  return `<code>${plain(text)}</code>`;
}

/** `text` as a block of code that nothing in it can end. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** What opens when it is clicked. `summary` is markup already. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** A table of cells that are markup already; nothing without rows. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}

/** As much of `text` as there is room for, and how much is missing. */
export function shortened(text: string, room: number): string {
  if (text.length <= room) return text;
  // Half of a pair of surrogates is no character.
  const kept = text.slice(0, room).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept}… (${text.length - kept.length} characters more)`;
}

/** Characters of a table's row. */
export function rowSize(cells: readonly string[]): number {
  return cells.join(" | ").length + 5;
}

/** As many of `items` as there is room for, and how many are left out. */
export function fitting<T>(
  items: readonly T[],
  room: number,
  sizeOf: (item: T) => number,
): { shown: T[]; rest: number } {
  let used = 0;
  const end = items.findIndex((item) => {
    used += sizeOf(item) + 1;
    return used > room;
  });
  const shown = end < 0 ? [...items] : items.slice(0, end);
  return { shown, rest: items.length - shown.length };
}

/** Says how many of `what` there was no room for; nothing where there are none. */
export function leftOut(count: number, what: string): string[] {
  return count === 0 ? [] : [`… and ${count} ${what} left out`];
}

const longestLine = 500;
