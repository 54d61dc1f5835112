import type { Section } from "../section";
import { choice } from "../toolkit/kinds";
import { type Tier, tiers } from "../toolkit/tier";

/** The tier of a stack that names none. */
export const defaultTier: Tier = "dev";

const schema = choice(
  tiers,
  `What the stack is for: dev is cheap and disposable, prod is available and protected. Default: ${defaultTier}.`,
  { production: "prod", development: "dev" },
);

/** What the stack is for. */
export const tier: Section<typeof schema, Tier> = {
  schema,
  meaning:
    "The tier selects the defaults of every other setting. dev is cheap and disposable: two zones, one NAT gateway, Spot " +
    "capacity, one replica. prod is available, encrypted and protected: three zones, three replicas On-Demand, KMS keys of " +
    "its own, logs for a year. Whatever a stack sets itself wins over its tier.",
  example: "aws-containers:tier: prod",
  settings: (_given, stack) => stack.tier,
};
