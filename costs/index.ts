import type { CostLine, CostReport } from "pulumi-offline-preview";
import { type PriceId, type PriceTable, priceDate, prices, referencePrices } from "../facts/prices";
import { databases } from "./databases";
import { ecsInstances } from "./ecs-instances";
import { ecsServices } from "./ecs-services";
import { eks } from "./eks";
import { type Estimators, Prices } from "./estimator";
import { loadBalancers } from "./load-balancers";
import { sum } from "./money";
import { network } from "./network";
import { input, PricedPlan, type PricedResource, text } from "./priced-plan";
import { withSavings } from "./savings";
import { smallResources } from "./small-resources";
import { storage } from "./storage";
import { webAcls } from "./web-acls";
import { hasNoFixedPrice } from "./without-price";

export type { CostKind } from "./cost-kind";
export type { PricedResource } from "./priced-plan";

/** A platform is one line here and one file. */
const estimators: Estimators = {
  ...network,
  ...loadBalancers,
  ...webAcls,
  ...ecsServices,
  ...ecsInstances,
  ...smallResources,
  ...databases,
  ...storage,
  ...eks,
};

/** What no total can contain, because it depends on usage. */
const leftOut = [
  "data transfer",
  "load balancer capacity units (LCU)",
  "logs and metrics",
  "stored data, backups and I/O",
  "requests",
  "taxes, support, discounts",
];

/** The fixed monthly cost of a plan, before any usage. Resources that are only read are not part of it. */
export function costOf(resources: readonly PricedResource[], { region }: { region: string }): CostReport {
  const plan = new PricedPlan(resources.filter(({ external }) => external !== true));
  const head = { region, date: priceDate, currency: "USD" as const };
  const table: Partial<PriceTable> = Object.hasOwn(prices, region) ? (prices[region] ?? {}) : {};
  const missing = rowsFor(plan, region).filter((id) => table[id] === undefined);
  if (missing.length > 0) {
    return { ...head, lines: [], noPrice: [], leftOut, refusal: refusal(region, missing) };
  }
  const found = new Prices(plan, { ...referencePrices, ...table });
  const lines = linesOf(plan, found, region);
  return {
    ...head,
    monthly: sum(lines.map(({ monthly }) => monthly)),
    lines: lines.sort(bySize),
    noPrice: found.missing.sort((a, b) => compare(a.urn, b.urn)),
    leftOut,
  };
}

function linesOf(plan: PricedPlan, table: Prices, region: string): CostLine[] {
  const lines = plan.resources.flatMap((resource) => {
    const { type, urn } = resource;
    const estimator = Object.hasOwn(estimators, type) ? estimators[type] : undefined;
    if (estimator === undefined) {
      if (!hasNoFixedPrice(type) && !isPricedByItsChildren(resource, plan)) table.noPrice(resource, type);
      return [];
    }
    if (isRemoteComponent(type) && plan.hasChildren(urn)) return [];
    const otherRegion = text(input(resource, "region"));
    if (otherRegion === undefined || otherRegion === region) return estimator(resource, table);
    if (estimator(resource, new Prices(plan, referencePrices)).length > 0) {
      table.noPrice(resource, `${type} in ${otherRegion}`);
    }
    return [];
  });
  return withSavings(lines, plan, (id) => table.price(id));
}

function isRemoteComponent(type: string): boolean {
  return /^(awsx|eks):/.test(type);
}

/** Whether a resource is a component whose resources are in the plan. AWS resources cost something of their own. */
function isPricedByItsChildren({ type, urn }: PricedResource, plan: PricedPlan): boolean {
  return !type.startsWith("aws:") && plan.hasChildren(urn);
}

/** The rows of the price table that a plan needs. */
function rowsFor(plan: PricedPlan, region: string): PriceId[] {
  const table = new Prices(plan, referencePrices);
  linesOf(plan, table, region);
  return [...table.used].sort();
}

function refusal(region: string, rows: readonly PriceId[]): string {
  const known = Object.keys(prices).join(", ");
  const pages = [...new Set(rows.map((id) => referencePrices[id].source))].sort();
  const needed = pages.map((page) => {
    const ids = rows.filter((id) => referencePrices[id].source === page);
    return `${ids.join(", ")} (${page})`;
  });
  return (
    `No prices for ${region}: facts/prices.ts has those of ${known} only, and prices differ too much between regions to ` +
    `estimate them. To price this plan, add to facts/prices.ts for ${region}: ${needed.join("; ")}.`
  );
}

function bySize(a: CostLine, b: CostLine): number {
  return b.monthly.max - a.monthly.max || compare(a.urn, b.urn) || compare(a.kind, b.kind);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
