import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Place } from "./place";

/** A message and the place that it began with. */
export interface PlacedMessage {
  place?: Place;
  message: string;
}

/** Takes "index.ts:4:9: " off a message, where one of `folders` has such a file. */
export function takePlace(message: string, folders: readonly string[]): PlacedMessage {
  const [start = "", path = "", line, column] = /^([^\s:]+):(\d+)(?::(\d+))?: /.exec(message) ?? [];
  const file = folders.map((folder) => resolve(folder, path)).find((each) => path !== "" && existsSync(each));
  if (file === undefined) return { message };
  return {
    place: { file, line: Number(line), column: column === undefined ? undefined : Number(column) },
    message: message.slice(start.length),
  };
}
