import { createColors } from "picocolors";

/** Paints texts, or leaves them as they are. */
export type Colours = ReturnType<typeof createColors>;

/** What a text is written for. */
export interface Page {
  /** Characters in a line. */
  width: number;
  colours: Colours;
}

/** Width of what isn't a terminal. */
const defaultWidth = 80;
const narrowest = 60;

/** What is written to: a terminal has its own width and shows colours, unless NO_COLOR or FORCE_COLOR say otherwise. */
export function pageOf(
  stream: { isTTY?: boolean; columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Page {
  const { NO_COLOR: never, FORCE_COLOR: force, TERM: terminal } = environment;
  const isColourful =
    force === undefined ? stream.isTTY === true && terminal !== "dumb" : force !== "0" && force !== "false";
  const width = stream.isTTY === true ? Math.max(stream.columns || defaultWidth, narrowest) : defaultWidth;
  return { width, colours: createColors(isColourful && !never) };
}

/** A file or a pipe: 80 characters in a line, without colours. */
export const plainPage: Page = { width: defaultWidth, colours: createColors(false) };
