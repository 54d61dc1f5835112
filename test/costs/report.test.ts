import assert from "node:assert/strict";
import { costOf } from "../../costs";
import {
  costDifference,
  costDifferenceText,
  costTable,
  costText,
} from "../../packages/offline-preview/src/cost";
import { report, resource } from "./a-plan";

const vpc = (strategy: string, zones = 2) =>
  resource("awsx:ec2:Vpc", "network", { natGateways: { strategy }, numberOfAvailabilityZones: zones });
const key = resource("aws:kms/key:Key", "key");

describe("the report of what a plan costs", () => {
  it("names region, day and currency, and adds the lines up, largest first", () => {
    const { lines, leftOut, ...head } = report(key, vpc("Single"));
    assert.deepEqual(head, {
      region: "us-east-1",
      date: "2026-03-31",
      currency: "USD",
      monthly: { min: 37.5, max: 37.5 },
      noPrice: [],
    });
    assert.deepEqual(
      lines.map(({ kind }) => kind),
      ["nat-gateway", "nat-address", "key"],
    );
    assert.equal(leftOut.length, 6);
  });

  it("costs nothing where there is nothing, and where all is only read", () => {
    assert.deepEqual(report().monthly, { min: 0, max: 0 });
    assert.deepEqual(report({ ...key, external: true }).lines, []);
  });

  it("has a line for every price that the table doesn't know, never a silent zero", () => {
    const database = resource("aws:rds/instance:Instance", "orders", { instanceClass: "db.t4g.micro" });
    const table = resource("aws:dynamodb/table:Table", "carts", {
      billingMode: "PROVISIONED",
      readCapacity: 5,
    });
    const onDemand = resource("aws:dynamodb/table:Table", "orders", { billingMode: "PAY_PER_REQUEST" });
    const found = report(database, table, onDemand);
    assert.deepEqual(found.noPrice, [
      {
        urn: table.urn,
        what: "provisioned capacity of a table",
        source: "https://aws.amazon.com/dynamodb/pricing/",
      },
      { urn: database.urn, what: "aws:rds/instance:Instance", source: "https://aws.amazon.com/rds/pricing/" },
    ]);
    assert.match(
      costText(found),
      /! no price known for aws:rds\/instance:Instance \(orders\): see\s+https:\/\/aws\.amazon\.com\/rds\/pricing\//,
    );
  });

  it("names types that nobody has looked up", () => {
    const { leftOut } = report(key, resource("aws:chime/voiceConnector:VoiceConnector", "phone"));
    assert.equal(leftOut.at(-1), "types nobody has looked up: aws:chime/voiceConnector:VoiceConnector");
  });

  it("gives no figures in a region without prices, and names the rows to fill in", () => {
    const refused = costOf([vpc("Single"), key], { region: "eu-central-1" });
    assert.equal(refused.monthly, undefined);
    assert.deepEqual(refused.lines, []);
    assert.equal(
      refused.refusal,
      "No prices of eu-central-1: the table in costs/prices.ts has us-east-1 alone, and prices differ too much between " +
        "regions to guess. To price this plan, fill in for eu-central-1: key (https://aws.amazon.com/kms/pricing/); " +
        "natGateway, publicAddress (https://aws.amazon.com/vpc/pricing/).",
    );
    assert.equal(costText(refused).replaceAll("\n", " "), refused.refusal);
    assert.equal(costTable(refused), refused.refusal);
    assert.equal(costOf([], { region: "constructor" }).monthly, undefined);
  });

  it("gives no figure for a resource in another region than the stack", () => {
    const copy = resource("aws:kms/key:Key", "copy", { region: "eu-west-1" });
    const free = resource("aws:kms/alias:Alias", "alias", { region: "eu-west-1" });
    const { lines, noPrice } = report(copy, free);
    assert.deepEqual(lines, []);
    assert.deepEqual(noPrice, [
      { urn: copy.urn, what: "aws:kms/key:Key in eu-west-1", source: "costs/prices.ts" },
    ]);
  });

  it("advises only where the template's own components can be set", () => {
    const [foreign] = report(vpc("Single")).lines;
    assert.equal(foreign?.saving, undefined);
    const urn = "urn:pulumi:dev::shop::aws-containers:network:Network$awsx:ec2:Vpc::network";
    const [single] = report({ ...vpc("Single"), urn }).lines;
    assert.deepEqual(single?.saving, {
      setting: "aws-containers:network.nat: none",
      monthly: { min: 36.5, max: 36.5 },
      but: "each task and node then has a public address, at $3.65",
    });
    const [perZone] = report({ ...vpc("OnePerAz", 3), urn }).lines;
    assert.deepEqual(perZone?.saving, {
      setting: "aws-containers:network.nat: single",
      monthly: { min: 73, max: 73 },
      but: "without its zone, no zone reaches the internet",
    });
  });

  it("is short as text, and as wide as it is told", () => {
    const text = costText(report(vpc("Single"), key), 60);
    assert.equal(
      text,
      [
        "$37.50 a month in us-east-1 before any use, at the prices of",
        "2026-03-31",
        "$32.85  NAT gateway  [network]",
        " $3.65  public IPv4 address of a NAT gateway  [network]",
        " $1.00  KMS key  [key]",
        "Not in it: data transfer, and what NAT gateways and",
        "endpoints charge by the GB; load balancer units (LCU), which",
        "follow the traffic; logs and metrics that services write,",
        "and their storage; stored images, objects and state;",
        "requests to AWS services, taxes and support; discounts: free",
        "tier, Savings Plans, agreements.",
      ].join("\n"),
    );
  });
});

describe("the difference between what two plans cost", () => {
  it("is the difference of the totals and of each line that changed", () => {
    const base = report(vpc("Single"), key);
    const head = report(vpc("OnePerAz"), resource("aws:secretsmanager/secret:Secret", "token"));
    const difference = costDifference(base, head);
    assert.deepEqual(difference.monthly, { min: 35.9, max: 35.9 });
    assert.deepEqual(
      difference.lines.map(({ what, base, head, monthly }) => [what, base?.min, head?.min, monthly.min]),
      [
        ["NAT gateway", 32.85, 65.7, 32.85],
        ["public IPv4 address of a NAT gateway", 3.65, 7.3, 3.65],
        ["KMS key", 1, undefined, -1],
        ["secret in Secrets Manager", undefined, 0.4, 0.4],
      ],
    );
    assert.equal(costDifferenceText(difference), "+$35.90 a month ($37.50 → $73.40)");
    assert.equal(costDifferenceText(costDifference(head, base)), "-$35.90 a month ($73.40 → $37.50)");
  });

  it("is nothing where nothing changed, also not under another name", () => {
    const renamed = resource("aws:kms/key:Key", "renamed");
    const difference = costDifference(report(key), report(renamed), new Map([[key.urn, renamed.urn]]));
    assert.deepEqual(difference.lines, []);
    assert.equal(costDifferenceText(difference), "no change ($1.00 a month)");
    assert.equal(costDifference(report(key), report(renamed)).lines.length, 2);
  });

  it("has no figures where one of the plans has none, or the stack moves", () => {
    const there = costOf([key], { region: "eu-west-1" });
    const difference = costDifference(report(key), there);
    assert.equal(difference.monthly, undefined);
    assert.equal(costDifferenceText(difference), there.refusal);
  });
});
