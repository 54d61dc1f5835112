import assert from "node:assert/strict";
import { instanceTypes } from "../../facts/instance-types";
import { hoursPerMonth, priceDate, prices, referencePrices, referenceRegion } from "../../facts/prices";

describe("the price table", () => {
  it("has an amount, a unit and a page of AWS in each row", () => {
    for (const [id, { amount, unit, per, source }] of Object.entries(referencePrices)) {
      assert.ok(amount > 0, id);
      assert.notEqual(unit, "", id);
      assert.match(per, /^(hour|month|share)$/, id);
      assert.ok(per !== "share" || amount < 1, id);
      assert.match(source, /^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/$/, id);
    }
    assert.match(priceDate, /^20\d\d-\d\d-\d\d$/);
    assert.equal(hoursPerMonth, 730);
  });

  it("has rows of the reference region in each region", () => {
    assert.equal(prices[referenceRegion], referencePrices);
    const rows = Object.keys(referencePrices);
    for (const table of Object.values(prices)) {
      assert.deepEqual(
        Object.keys(table).filter((id) => !rows.includes(id)),
        [],
      );
    }
  });
});

describe("the instance types", () => {
  it("have vCPUs and memory by family and size", () => {
    const sizeOf = (wanted: string) => {
      const [found] = instanceTypes.filter(({ name }) => name === wanted);
      return [found?.family, found?.architecture, found?.vcpus, found?.memory];
    };
    assert.equal(instanceTypes.length, 30);
    assert.deepEqual(sizeOf("c6g.large"), ["c6g", "arm64", 2, 4]);
    assert.deepEqual(sizeOf("m6g.8xlarge"), ["m6g", "arm64", 32, 128]);
    assert.deepEqual(sizeOf("r6a.2xlarge"), ["r6a", "amd64", 8, 64]);
  });
});
