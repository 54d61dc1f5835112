import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";

/** A file of the project: its text, or what is wrong with it, as words that follow its path. */
export type ProjectFile = { text: string; error?: undefined } | { error: string };

/**
 * Reads a text file of the project at plan time. Outside of the project's directory, through a link too, a file would be
 * another one on another machine.
 *
 * @param path The file, relative to the project's directory.
 * @param maxBytes Size that it may have.
 */
export function readProjectFile(path: string, maxBytes: number): ProjectFile {
  if (isAbsolute(path)) return { error: "but must be relative to the project's directory" };
  if (!existsSync(path)) return { error: "but the project has no such file" };
  const inside = relative(realpathSync("."), realpathSync(path));
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return { error: "which is outside of the project's directory" };
  }
  const status = statSync(path);
  if (!status.isFile()) return { error: "which is not a file" };
  if (status.size > maxBytes) {
    return { error: `which has ${status.size} bytes: at most ${maxBytes} are allowed` };
  }
  const text = decoded(readFileSync(path));
  return text === undefined ? { error: "which is not a text file in UTF-8" } : { text };
}

/** Text as it is, byte order mark included; nothing of what is no text. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
