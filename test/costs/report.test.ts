import assert from "node:assert/strict";
import { costOf } from "../../costs";
import { report, resource } from "./a-plan";

const vpc = (strategy: string, zones = 2) =>
  resource("awsx:ec2:Vpc", "network", { natGateways: { strategy }, numberOfAvailabilityZones: zones });
const key = resource("aws:kms/key:Key", "key");

describe("the report of what a plan costs", () => {
  it("has region, day and currency, and adds the lines up, largest first", () => {
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

  it("is $0 for an empty plan, and for resources that are only read", () => {
    assert.deepEqual(report().monthly, { min: 0, max: 0 });
    assert.deepEqual(report({ ...key, external: true }).lines, []);
  });

  it("has no figures in a region without prices, and names the rows that are missing", () => {
    const refused = costOf([vpc("Single"), key], { region: "eu-central-1" });
    assert.equal(refused.monthly, undefined);
    assert.deepEqual(refused.lines, []);
    assert.equal(
      refused.refusal,
      "No prices for eu-central-1: facts/prices.ts has those of us-east-1 only, and prices differ too much between " +
        "regions to estimate them. To price this plan, add to facts/prices.ts for eu-central-1: " +
        "key (https://aws.amazon.com/kms/pricing/); natGateway, publicAddress (https://aws.amazon.com/vpc/pricing/).",
    );
    assert.match(
      costOf([key], { region: "constructor" }).refusal ?? "",
      /^No prices for constructor: .* key \(/,
    );
  });

  it("needs no prices of a region for a plan without a fixed cost", () => {
    const role = resource("aws:iam/role:Role", "task");
    for (const region of ["us-west-2", "constructor"]) {
      const { monthly, refusal } = costOf([role], { region });
      assert.deepEqual([monthly, refusal], [{ min: 0, max: 0 }, undefined]);
    }
  });

  it("advises settings for this template's own components only", () => {
    const [foreign] = report(vpc("Single")).lines;
    assert.equal(foreign?.saving, undefined);
    const urn = "urn:pulumi:dev::shop::aws-containers:network:Network$awsx:ec2:Vpc::network";
    const [single] = report({ ...vpc("Single"), urn }).lines;
    assert.deepEqual(single?.saving, {
      setting: "aws-containers:network.nat: none",
      monthly: { min: 36.5, max: 36.5 },
      but: "each task and node then needs a public address, $3.65 a month",
    });
    const [perZone] = report({ ...vpc("OnePerAz", 3), urn }).lines;
    assert.deepEqual(perZone?.saving, {
      setting: "aws-containers:network.nat: single",
      monthly: { min: 73, max: 73 },
      but: "if its zone fails, no zone reaches the internet",
    });
  });
});
