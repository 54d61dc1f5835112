import assert from "node:assert/strict";
import { costTable, costText } from "../../src/cost";
import { line, refused, report } from "./a-report";

const gateway = line("nat-gateway", "network", "NAT gateway", 32.85);
const address = line("nat-address", "network", "public IPv4 address of a NAT gateway", 3.65);
const key = line("key", "key", "KMS key", 1);

describe("the cost report as text", () => {
  it("is short, and as wide as it is told", () => {
    assert.equal(
      costText(report([gateway, address, key]), 60),
      [
        "$37.50 a month in us-east-1 before any use, prices of",
        "2026-03-31",
        "$32.85  NAT gateway  [network]",
        " $3.65  public IPv4 address of a NAT gateway  [network]",
        " $1.00  KMS key  [key]",
        "Not in it: data transfer; requests, taxes and support.",
      ].join("\n"),
    );
  });

  it("has the five largest lines, and the sum of the others", () => {
    const keys = (count: number) =>
      Array.from({ length: count }, (_, index) => line("key", `key-${index}`, "KMS key", 1));
    assert.match(costText(report(keys(7))), /^\$2\.00 {2}2 smaller lines$/m);
    assert.match(costText(report(keys(6))), /^\$1\.00 {2}1 smaller line$/m);
    assert.doesNotMatch(costText(report(keys(5))), /smaller/);
  });

  it("names what has no price, with the page that says it", () => {
    const noPrice = [
      {
        urn: "urn:pulumi:dev::shop::aws:rds/instance:Instance::orders",
        what: "aws:rds/instance:Instance",
        source: "https://calculator.aws/",
      },
    ];
    assert.match(
      costText(report([key], { noPrice })),
      /! no price known for aws:rds\/instance:Instance \(orders\): see\s+https:\/\/calculator\.aws\//,
    );
  });

  it("is the refusal where there are no figures", () => {
    const { refusal } = refused("eu-central-1");
    assert.equal(costText(refused("eu-central-1")).replaceAll("\n", " "), refusal);
    assert.equal(costTable(refused("eu-central-1")), refusal);
  });
});

describe("the cost report as a table", () => {
  it("has a row for each line and one for the total", () => {
    const saving = { setting: "shop:nat: none" };
    const lines = [
      { ...gateway, saving },
      { ...key, estimate: "by usage", quantity: { min: 1, max: 4 } },
    ];
    assert.deepEqual(costTable(report(lines)).split("\n").slice(2), [
      "| NAT gateway | network | 1 | $32.85 | `shop:nat: none` |",
      "| KMS key | key | 1–4 | about $1.00 |  |",
      "| **all of it** | | | **$33.85** | |",
    ]);
  });
});
