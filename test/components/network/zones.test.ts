import assert from "node:assert/strict";
import { zoneOf } from "../../../components/network/zones";
import { regions } from "../../../facts/regions";

/** The zones of the first subnets. */
function zones(count: number, names: readonly string[]): string[] {
  return Array.from({ length: count }, (_, index) => zoneOf(index + 1, names));
}

/** Names of zones: us-east-1a, us-east-1c. */
function named(region: string, letters: string): string[] {
  return [...letters].map((letter) => `${region}${letter}`);
}

describe("the zones of a network", () => {
  it("stay in every region while others come and go", () => {
    for (const region of Object.values(regions).flat()) {
      const present = named(region, "bca");
      assert.deepEqual(zones(2, present), named(region, "ab"));
      assert.deepEqual(zones(3, present), named(region, "abc"));
      // AWS adds one.
      assert.deepEqual(zones(3, named(region, "abcd")), named(region, "abc"));
      // EKS refuses one from now on: the next subnet is in a zone that no other one is in.
      for (const left of ["bcd", "acd", "abd"]) {
        assert.equal(zoneOf(3, named(region, left)), `${region}d`);
      }
    }
  });
});
