import assert from "node:assert/strict";
import { costDifference, costDifferenceText } from "../../src/cost";
import { line, refused, report } from "./a-report";

const key = line("key", "key", "KMS key", 1);

describe("the difference between what two plans cost", () => {
  it("is the difference of the totals and of each line that changed", () => {
    const before = report([
      line("nat-gateway", "network", "NAT gateway", 32.85),
      line("nat-address", "network", "public IPv4 address of a NAT gateway", 3.65),
      key,
    ]);
    const after = report([
      line("nat-gateway", "network", "NAT gateway", 65.7),
      line("nat-address", "network", "public IPv4 address of a NAT gateway", 7.3),
      line("secret", "token", "secret in Secrets Manager", 0.4),
    ]);
    const difference = costDifference(before, after);
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
    assert.equal(costDifferenceText(costDifference(after, before)), "-$35.90 a month ($73.40 → $37.50)");
  });

  it("is nothing where nothing changed, also not under another name", () => {
    const renamed = line("key", "renamed", "KMS key", 1);
    const difference = costDifference(report([key]), report([renamed]), new Map([[key.urn, renamed.urn]]));
    assert.deepEqual(difference.lines, []);
    assert.equal(costDifferenceText(difference), "no change ($1.00 a month)");
    assert.equal(costDifference(report([key]), report([renamed])).lines.length, 2);
  });

  it("has no figures where one of the plans has none, or the stack moves", () => {
    const there = refused("eu-west-1");
    const difference = costDifference(report([key]), there);
    assert.equal(difference.monthly, undefined);
    assert.equal(costDifferenceText(difference), there.refusal);
    const moved = costDifference(report([key]), report([key], { region: "eu-west-1" }));
    assert.equal(moved.monthly, undefined);
    assert.equal(
      costDifferenceText(moved),
      "The stack moves from us-east-1 to eu-west-1: everything in it is created anew.",
    );
  });
});
