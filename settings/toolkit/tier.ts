/** What a stack is for: dev is cheap and disposable, prod is available and encrypted. */
export type Tier = "dev" | "prod";

/** One value for each tier. */
export type ByTier<Value> = Readonly<Record<Tier, Value>>;

/** Every tier. */
export const tiers = ["dev", "prod"] as const satisfies readonly Tier[];

/** Whether a value is one for each tier, rather than one for both. */
export function isByTier<Value>(value: Value | ByTier<Value>): value is ByTier<Value> {
  return typeof value === "object" && value !== null && tiers.every((tier) => tier in value);
}
