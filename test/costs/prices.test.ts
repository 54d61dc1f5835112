import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isLookedUp, listedTwice } from "../../costs";
import { fixedPriceTypes } from "../../costs/fixed-price-types";
import { instanceType } from "../../costs/instance-prices";
import { hoursPerMonth, priceDate, referencePrices, referenceRegion, regions } from "../../costs/prices";

const sdk = join(__dirname, "..", "..", "node_modules", "@pulumi", "aws");

describe("the price table", () => {
  it("has a price, a unit and a page of AWS in every row", () => {
    for (const [id, { amount, unit, source }] of Object.entries(referencePrices)) {
      assert.ok(amount > 0, id);
      assert.notEqual(unit, "", id);
      assert.match(source, /^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/$/, id);
    }
    assert.match(priceDate, /^20\d\d-\d\d-\d\d$/);
    assert.equal(hoursPerMonth, 730);
  });

  it("has all rows in every region that it has", () => {
    assert.deepEqual(Object.keys(regions), [referenceRegion]);
    for (const table of Object.values(regions)) {
      assert.deepEqual(Object.keys(table).sort(), Object.keys(referencePrices).sort());
    }
  });

  it("knows how large instances are", () => {
    assert.deepEqual(instanceType("c6g.large"), { family: "c6g", size: 1, vcpus: 2, memory: 4 });
    assert.deepEqual(instanceType("r6a.2xlarge"), { family: "r6a", size: 4, vcpus: 8, memory: 64 });
    assert.equal(instanceType("p5.48xlarge"), undefined);
    assert.equal(instanceType("toString.large"), undefined);
  });
});

describe("the types of resources with a fixed price", () => {
  it("have a row or are listed as having none, never both", () => {
    assert.deepEqual(listedTwice(), []);
  });

  it("that are listed as having no row exist", () => {
    for (const type of Object.keys(fixedPriceTypes)) {
      const [, path = ""] = type.split(":");
      assert.ok(readFileSync(join(sdk, `${path}.js`), "utf8").includes(`'${type}'`), type);
    }
  });

  it("cover what a team adds to its containers", () => {
    for (const type of [
      "aws:ec2/natGateway:NatGateway",
      "aws:ec2/eip:Eip",
      "aws:ec2/vpnConnection:VpnConnection",
      "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:rds/instance:Instance",
      "aws:elasticache/cluster:Cluster",
      "aws:opensearch/domain:Domain",
      "aws:msk/cluster:Cluster",
      "aws:redshift/cluster:Cluster",
      "aws:dynamodb/table:Table",
      "aws:kinesis/stream:Stream",
      "aws:wafv2/webAcl:WebAcl",
      "aws:globalaccelerator/accelerator:Accelerator",
      "aws:route53/zone:Zone",
      "aws:route53/healthCheck:HealthCheck",
      "aws:acmpca/certificateAuthority:CertificateAuthority",
      "aws:directoryservice/directory:Directory",
      "aws:fsx/lustreFileSystem:LustreFileSystem",
    ]) {
      assert.ok(isLookedUp(type), type);
    }
    assert.ok(!isLookedUp("aws:chime/voiceConnector:VoiceConnector"));
  });
});
