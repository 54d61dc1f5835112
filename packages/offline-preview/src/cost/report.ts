/** Least and most; the same where nothing scales. */
export interface Range {
  min: number;
  max: number;
}

/** What makes a line smaller. */
export interface Saving {
  /** The setting, with the value to give it. */
  setting: string;
  /** US dollars a month that it saves, where the price table knows. */
  monthly?: Range;
  /** What it costs instead. */
  but?: string;
}

/** What one resource costs each month for one reason, whether it is used or not. */
export interface CostLine {
  urn: string;
  /** What the line is about: with the URN it tells which lines of two reports belong together. */
  kind: string;
  what: string;
  quantity: Range;
  /** US dollars. */
  monthly: Range;
  /** Why it is only an estimate; exact by the price list without it. */
  estimate?: string;
  saving?: Saving;
}

/** A resource that has a fixed price which the table doesn't know. */
export interface NoPrice {
  urn: string;
  /** What has no price: the type, or the part of it. */
  what: string;
  /** The page that says the price. */
  source: string;
}

/** What a plan costs each month before anybody uses it. */
export interface CostReport {
  region: string;
  /** Day that the prices are of. */
  date: string;
  currency: "USD";
  /** Absent where there is a refusal. */
  monthly?: Range;
  /** Largest first. */
  lines: CostLine[];
  noPrice: NoPrice[];
  /** What the total doesn't contain. */
  leftOut: string[];
  /** Why there are no figures, and what to do. */
  refusal?: string;
}

/** Both ends in whole cents. */
export function cents({ min, max }: Range): Range {
  return { min: Math.round(min * 100) / 100, max: Math.round(max * 100) / 100 };
}

/** Logical name of a resource. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** A range of dollars as people write it: $73.00, or $7.29–$29.16. */
export function dollars({ min, max }: Range): string {
  const low = `${min < 0 ? "-" : ""}$${Math.abs(min).toFixed(2)}`;
  return min === max ? low : `${low}–${max < 0 ? "-" : ""}$${Math.abs(max).toFixed(2)}`;
}
