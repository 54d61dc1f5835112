import type { NetworkMode } from "../../facts/network-modes";

/** Ends of the names of a service's target groups: the second one is of requests that shift. */
interface Endings {
  first: string;
  second: string;
}

/**
 * Ends of the names of a service's target groups. A target group belongs to one load balancer, and keeps the type of its targets:
 * another network mode has others. None is longer than -target, which decides how much of a service's name goes before it.
 */
export function targetGroupNames(mode: NetworkMode, isOrigin: boolean): Endings {
  if (mode === "awsvpc") {
    return isOrigin ? { first: "origin", second: "orig-2" } : { first: "target", second: "second" };
  }
  const initial = mode.slice(0, 1);
  return isOrigin
    ? { first: `orig-${initial}`, second: `ori2-${initial}` }
    : { first: mode, second: `2nd-${initial}` };
}
