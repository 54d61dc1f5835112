import type { CostLine, NoPrice } from "pulumi-offline-preview";
import { hoursPerMonth, type PriceId, type PriceTable } from "../facts/prices";
import type { PricedPlan, PricedResource } from "./priced-plan";

/** What an estimator needs besides the resource. */
export interface Estimate {
  readonly plan: PricedPlan;
  /** A price per month, or the share that the row is. */
  price(id: PriceId): number;
  /** Reports that the table has no price for a resource or a part of it. */
  noPrice(resource: PricedResource, what: string, source?: string): void;
}

/** What a resource of one type costs. */
export type Estimator = (resource: PricedResource, estimate: Estimate) => CostLine[];

/** Estimators by type. */
export type Estimators = Readonly<Record<string, Estimator>>;

/** Where to look up what the price table doesn't have. */
const calculator = "https://calculator.aws/";

/** Looks up prices, and remembers which rows a plan needs. */
export class Prices implements Estimate {
  readonly used = new Set<PriceId>();
  readonly missing: NoPrice[] = [];

  constructor(
    readonly plan: PricedPlan,
    private readonly table: PriceTable,
  ) {}

  price(id: PriceId): number {
    this.used.add(id);
    const { amount, per } = this.table[id];
    return per === "hour" ? amount * hoursPerMonth : amount;
  }

  noPrice({ urn }: PricedResource, what: string, source = calculator): void {
    this.missing.push({ urn, what, source });
  }
}
