import type { CostLine, CostReport, NoPrice } from "pulumi-offline-preview";
import { eks } from "./eks";
import { type Estimators, Prices } from "./estimator";
import { fargate } from "./fargate";
import { fixedPriceTypes, hasNoFixedPrice } from "./fixed-price-types";
import { instances } from "./instances";
import { loadBalancers } from "./load-balancers";
import { sum } from "./money";
import { network } from "./network";
import { input, PricedPlan, type PricedResource, text } from "./priced-plan";
import { type PriceId, priceDate, referencePrices, referenceRegion, regions } from "./prices";
import { withSavings } from "./savings";
import { smallResources } from "./small-resources";

export type { CostKind } from "./cost-kind";
export type { PricedResource } from "./priced-plan";

/** A platform's prices are a line here and a file. */
const estimators: Estimators = {
  ...network,
  ...loadBalancers,
  ...fargate,
  ...instances,
  ...smallResources,
  ...eks,
};

/** What no total can contain, because it depends on use. */
const leftOut = [
  "data transfer, and what NAT gateways and endpoints charge by the GB",
  "load balancer units (LCU), which follow the traffic",
  "logs and metrics that services write, and their storage",
  "stored images, objects and state",
  "requests to AWS services, taxes and support",
  "discounts: free tier, Savings Plans, agreements",
];

/** What resources cost each month before anybody uses them. Resources that are only read cost their owner, not this stack. */
export function costOf(resources: readonly PricedResource[], { region }: { region: string }): CostReport {
  const own = resources.filter(({ external }) => external !== true);
  const plan = new PricedPlan(own);
  const table = Object.hasOwn(regions, region) ? regions[region] : undefined;
  const head = { region, date: priceDate, currency: "USD" as const };
  if (table === undefined) {
    return { ...head, lines: [], noPrice: [], leftOut, refusal: refusal(region, rowsFor(plan)) };
  }
  const prices = new Prices(plan, table);
  const lines = linesOf(plan, prices, region);
  const unpriced = [...prices.missing, ...withoutRow(plan)];
  const sorted = withSavings(lines, plan, (id) => prices.price(id)).sort(bySize);
  const unknown = [...new Set(own.map(({ type }) => type).filter(isUnknown))].sort();
  return {
    ...head,
    monthly: sum(sorted.map(({ monthly }) => monthly)),
    lines: sorted,
    noPrice: unpriced.sort((a, b) => compare(a.urn, b.urn)),
    leftOut:
      unknown.length === 0 ? leftOut : [...leftOut, `types nobody has looked up: ${unknown.join(", ")}`],
  };
}

/** Whether a type of AWS resource has been looked up: it has a price, has one without a row, or has none. */
export function isLookedUp(type: string): boolean {
  return Object.hasOwn(estimators, type) || Object.hasOwn(fixedPriceTypes, type) || hasNoFixedPrice(type);
}

/** Types that both have a row and are listed as having none: a contradiction that tests look for. */
export function listedTwice(): string[] {
  return Object.keys(fixedPriceTypes).filter((type) => Object.hasOwn(estimators, type));
}

function linesOf(plan: PricedPlan, prices: Prices, region: string): CostLine[] {
  return plan.resources.flatMap((resource) => {
    const elsewhere = text(input(resource, "region"));
    const estimator = Object.hasOwn(estimators, resource.type) ? estimators[resource.type] : undefined;
    if (estimator === undefined || isCountedByItsParts(resource, plan)) return [];
    if (elsewhere === undefined || elsewhere === region) return estimator(resource, prices);
    const table = new Prices(plan, referencePrices);
    if (estimator(resource, table).length > 0) {
      prices.noPrice(resource, `${resource.type} in ${elsewhere}`, "costs/prices.ts");
    }
    return [];
  });
}

/** A component that a plugin built: its parts are in the plan and cost what it costs. */
function isCountedByItsParts({ type, urn }: PricedResource, plan: PricedPlan): boolean {
  return /^(awsx|eks):/.test(type) && plan.hasParts(urn);
}

function withoutRow(plan: PricedPlan): NoPrice[] {
  return plan.resources.flatMap(({ type, urn }) => {
    const source = Object.hasOwn(fixedPriceTypes, type) ? fixedPriceTypes[type] : undefined;
    return source === undefined ? [] : [{ urn, what: type, source }];
  });
}

function isUnknown(type: string): boolean {
  return type.startsWith("aws:") && !isLookedUp(type);
}

/** The rows that this plan needs. */
function rowsFor(plan: PricedPlan): PriceId[] {
  const prices = new Prices(plan, referencePrices);
  linesOf(plan, prices, referenceRegion);
  return [...prices.used].sort();
}

function refusal(region: string, rows: PriceId[]): string {
  const known = Object.keys(regions).join(", ");
  const pages = [...new Set(rows.map((id) => referencePrices[id].source))].sort();
  const needed = pages.map((page) => {
    const ids = rows.filter((id) => referencePrices[id].source === page);
    return `${ids.join(", ")} (${page})`;
  });
  return (
    `No prices of ${region}: the table in costs/prices.ts has ${known} alone, and prices differ too much between ` +
    `regions to guess. To price this plan, fill in for ${region}: ${needed.join("; ")}.`
  );
}

function bySize(a: CostLine, b: CostLine): number {
  return b.monthly.max - a.monthly.max || compare(a.urn, b.urn) || compare(a.kind, b.kind);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
