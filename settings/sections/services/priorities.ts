import { createHash } from "node:crypto";
import { serviceLimits } from "../../../facts/service-limits";

const { min: firstPriority, max: lastPriority } = serviceLimits.routePriority;
const longestPath = serviceLimits.routePathLength.max;

/** A route, as its priority depends on it. */
export interface PrioritizedRoute {
  path: string;
  host?: string | undefined;
  /** Set in the stack file. */
  priority?: number | undefined;
}

/**
 * The priority of a route that sets none; of the listener's rules that match a request, the lowest number wins. It depends on the
 * route's own host and path alone, so that no other route ever moves it.
 *
 * The more specific route is first: an exact host, then a host with wildcards, then any host. Within each: paths without
 * wildcards, then those with the most slashes before their first wildcard, and of as many slashes those that have a wildcard
 * inside of a segment, such as /api/v*, the most literal characters first, before the one for all below, /api/*. So a pattern
 * that matches only a part of what another one matches, and has more literal characters, is before it. Routes that are as specific share a range of priorities,
 * in which a hash of host and path selects one: the ranges are the wider, the more such routes a stack is likely to have.
 */
export function computedPriority(route: PrioritizedRoute): number {
  const { first, width } = rangeOf(route);
  const hash = createHash("sha256").update(routeKey(route)).digest().readUInt32BE(0);
  return first + (hash % width);
}

/** A priority beside that of a route which another one has as well, if possible among those of routes that are as specific. */
export function freePriority(route: PrioritizedRoute, taken: ReadonlySet<number>): number {
  const { first, width } = rangeOf(route);
  const own = computedPriority(route);
  const upwards = Array.from({ length: lastPriority - own }, (_, step) => own + 1 + step);
  const inRange = [
    ...upwards.filter((priority) => priority < first + width),
    ...Array.from({ length: own - first }, (_, step) => own - 1 - step),
  ];
  return [...inRange, ...upwards].find((priority) => !taken.has(priority)) ?? firstPriority;
}

/** What makes two routes the same. */
export function routeKey({ host = "", path }: PrioritizedRoute): string {
  return `${host.toLowerCase()}${path}`;
}

/** Priorities of routes that are as specific. */
interface Range {
  first: number;
  width: number;
}

type HostKind = "exact" | "pattern" | "any";

/** How many priorities the routes of one kind of host share. */
interface Widths {
  /** Paths without wildcards. */
  exact: number;
  /** /*, /a/*, /a/b/* and so on: everything below some whole segments, by the number of slashes. */
  below: readonly number[];
  /** /v*, /a/v* and so on: other patterns, by the number of slashes before the wildcard, for each number of literal characters. */
  other: readonly number[];
}

const widths: { readonly [Kind in HostKind]: Widths } = {
  // Many stacks have /* at a host of each service's own.
  exact: { exact: 1500, below: [12_000, 3000, 1500, 300], other: [30, 15, 4, 2] },
  pattern: { exact: 300, below: [2000, 500, 200, 100], other: [4, 2, 1, 1] },
  // Others have a path of each service's own, at any host.
  any: { exact: 2900, below: [64, 10_500, 4900, 1000], other: [150, 50, 10, 4] },
};

/** Patterns with more slashes are ordered by their literal characters alone. */
const mostSlashes = widths.any.below.length;

/** Patterns with more literal characters are rare. */
const usualLength = 24;

/** Of /* at any host, the last of all. Lower ones that no range has, and those after it, are left to routes that set theirs. */
const lastRange: Range = { first: 49_345, width: 64 };

const ranges = layOut();

/** The ranges by what they are for, one after another so that they end before the last. */
function layOut(): ReadonlyMap<string, Range> {
  const ordered = (["exact", "pattern", "any"] as const).flatMap((kind) => widthsOf(kind));
  let next = lastRange.first + lastRange.width - ordered.reduce((sum, [, width]) => sum + width, 0);
  return new Map(
    ordered.map(([name, width]) => {
      const first = next;
      next += width;
      return [name, { first, width }];
    }),
  );
}

/** The most specific first. */
function widthsOf(kind: HostKind): [name: string, width: number][] {
  const { exact, below, other } = widths[kind];
  const byLength = (slashes: number | "more", width: number) =>
    Array.from({ length: longestPath + 1 }, (_, index): [string, number] => {
      const literals = longestPath - index;
      return [`${kind} ${slashes} ${literals}`, literals <= usualLength ? width : 1];
    });
  const bySlashes = below.map((width, index): [string, number][] => [
    ...byLength(index + 1, other[index] ?? 1),
    [`${kind} ${index + 1} below`, width],
  ]);
  return [[`${kind} exact`, exact], ...byLength("more", 1), ...bySlashes.reverse().flat()];
}

function rangeOf({ path, host }: PrioritizedRoute): Range {
  const kind: HostKind = host === undefined ? "any" : /[*?]/.test(host) ? "pattern" : "exact";
  return ranges.get(`${kind} ${pathKind(path)}`) ?? lastRange;
}

function pathKind(path: string): string {
  const wildcard = path.search(/[*?]/);
  if (wildcard < 0) return "exact";
  const literal = path.slice(0, wildcard);
  const slashes = literal.split("/").length - 1;
  const literals = path.replace(/[*?]/g, "").length;
  if (slashes > mostSlashes) return `more ${literals}`;
  return literal.endsWith("/") && path.slice(wildcard) === "*"
    ? `${slashes} below`
    : `${slashes} ${literals}`;
}
