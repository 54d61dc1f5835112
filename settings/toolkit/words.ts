import { closest, distance } from "fastest-levenshtein";

/** "a, b or c". */
export function oneOf(words: readonly (string | number)[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

/** "a, b and c". */
export function allOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** Most characters of a word that can be misspelt: the distance of longer ones takes too long to compute. */
const longestWord = 100;

/** Fewest characters of a word that is recognized within what was written. */
const shortestPart = 4;

/**
 * The word that was probably meant, ignoring case: one with a few edits, one that begins with what was written, or the longest
 * one that what was written begins or ends with, as "healthCheck" and "containerPort" do.
 */
export function nearest(written: string, words: readonly string[]): string | undefined {
  if (words.length === 0 || written.length > longestWord) return undefined;
  const lower = written.toLowerCase();
  const longer = words.find((word) => lower.length > 2 && word.toLowerCase().startsWith(lower));
  const [part] = words
    .filter((word) => word.length >= shortestPart)
    .filter((word) => lower.startsWith(word.toLowerCase()) || lower.endsWith(word.toLowerCase()))
    .sort((one, other) => other.length - one.length);
  const near = closest(
    lower,
    words.map((word) => word.toLowerCase()),
  );
  const edits = distance(lower, near);
  const isNear = edits <= Math.max(2, Math.floor(lower.length / 3)) && edits < lower.length;
  return isNear ? words.find((word) => word.toLowerCase() === near) : (longer ?? part);
}

/** What an error says about a key that isn't known: the nearest one that is, and all of them. */
export function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  const advice = near === undefined ? "" : ` Did you mean ${near}?`;
  return `is unknown.${advice} Known here: ${[...known].sort().join(", ")}.`;
}

/**
 * What is wrong with a name that none of the stack has, as words that follow its path: with the nearest that it has, and all.
 *
 * @param shown The name as messages show it.
 * @param what What the names are of, such as "bucket".
 */
export function notOneOf(shown: string, what: string, given: string, known: readonly string[]): string {
  const near = nearest(given, known);
  const all = known.length === 0 ? "It has none." : `Its ${what}s: ${[...known].sort().join(", ")}.`;
  return `is ${shown}, but no ${what} of the stack.${near === undefined ? "" : ` Did you mean ${near}?`} ${all}`;
}
