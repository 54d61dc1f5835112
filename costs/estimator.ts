import type { CostLine, NoPrice } from "pulumi-offline-preview";
import type { PricedPlan, PricedResource } from "./priced-plan";
import { hoursPerMonth, type Price, type PriceId } from "./prices";

/** What an estimator has at hand. */
export interface Estimate {
  readonly plan: PricedPlan;
  /** A price by the month, or the share that the row names. */
  price(id: PriceId): number;
  /** Says that a part of a resource has a price which the table doesn't know. */
  noPrice(resource: PricedResource, what: string, source: string): void;
}

/** What a resource of one type costs. */
export type Estimator = (resource: PricedResource, estimate: Estimate) => CostLine[];

/** Estimators by type. */
export type Estimators = Readonly<Record<string, Estimator>>;

/** Looks prices up and remembers which. */
export class Prices implements Estimate {
  readonly used = new Set<PriceId>();
  readonly missing: NoPrice[] = [];

  constructor(
    readonly plan: PricedPlan,
    private readonly table: Readonly<Record<PriceId, Price>>,
  ) {}

  price(id: PriceId): number {
    this.used.add(id);
    const { amount, unit } = this.table[id];
    return /\bhour\b/.test(unit) ? amount * hoursPerMonth : amount;
  }

  noPrice({ urn }: PricedResource, what: string, source: string): void {
    this.missing.push({ urn, what, source });
  }
}
