import assert from "node:assert/strict";
import { formatCidrBlock, parseCidrBlock, partOf } from "../../facts/cidr-blocks";

describe("A CIDR block", () => {
  it("is its first address and its prefix length", () => {
    assert.deepEqual(parseCidrBlock("10.0.0.0/16"), { first: 0x0a000000, prefixLength: 16 });
    assert.deepEqual(parseCidrBlock("0.0.0.0/0"), { first: 0, prefixLength: 0 });
    assert.deepEqual(parseCidrBlock("255.255.255.255/32"), { first: 0xffffffff, prefixLength: 32 });
  });

  for (const text of [
    "",
    "10.0.0.0",
    "10.0.0.1/16",
    "10.0.0.0/33",
    "256.0.0.0/8",
    "10.0.0/8",
    " 10.0.0.0/8",
  ]) {
    it(`is not "${text}"`, () => {
      assert.equal(parseCidrBlock(text), undefined);
    });
  }

  it("has equal parts", () => {
    const block = { first: 0xc0000200, prefixLength: 24 };
    assert.deepEqual(
      [0, 1, 2, 3].map((index) => formatCidrBlock(partOf(block, 2, index))),
      ["192.0.2.0/26", "192.0.2.64/26", "192.0.2.128/26", "192.0.2.192/26"],
    );
  });
});
