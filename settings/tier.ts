import { choice } from "./kinds";

/** What a stack is for: dev is cheap and disposable, prod is available and protected. */
export type Tier = "dev" | "prod";

/** A default for each tier. */
export type ByTier<Value> = Record<Tier, Value>;

/** What a stack file may say about its tier. */
export const tierSchema = choice(
  ["dev", "prod"],
  "Picks the defaults: dev is cheap and disposable, prod is available in three zones, encrypted and protected. Default: dev.",
);

/** The tier of a stack that names none. */
export const defaultTier: Tier = "dev";
