import type { BoxView } from "../view";

/** Height of what is above the content of a frame: its title, and the titles of its lanes. Subnets in lanes have no other title. */
export function frameTitleHeight({ kind, lanes }: Pick<BoxView, "kind" | "lanes">): number {
  if (lanes === undefined) return 34;
  return kind === "subnets" ? 10 : 48;
}
