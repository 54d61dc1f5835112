import assert from "node:assert/strict";
import { formatCidrBlock, overlappingBlock, parseCidrBlock, partOf } from "../../facts/cidr-blocks";
import { includesLinkLocal, isLinkLocal } from "../../facts/link-local";

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

  it("has link-local addresses alone, with others, or none", () => {
    const judged = (cidrs: string[]) => cidrs.map((cidr) => [isLinkLocal(cidr), includesLinkLocal(cidr)]);
    assert.deepEqual(judged(["169.254.0.0/16", "169.254.169.254/32"]), [
      [true, false],
      [true, false],
    ]);
    assert.deepEqual(judged(["169.254.0.0/15", "128.0.0.0/1", "0.0.0.0/0"]), [
      [false, true],
      [false, true],
      [false, true],
    ]);
    assert.deepEqual(judged(["169.253.0.0/16", "169.255.0.0/32", "10.0.0.0/8", "anywhere"]), [
      [false, false],
      [false, false],
      [false, false],
      [false, false],
    ]);
  });

  it("overlaps with a block that it is in, and with one that is in it", () => {
    const others = ["10.0.0.0/8", "192.168.1.0/24"] as const;
    assert.deepEqual(
      ["10.1.0.0/16", "0.0.0.0/0", "192.168.0.0/16", "192.168.2.0/24", "11.0.0.0/8", "none"].map((cidr) =>
        overlappingBlock(cidr, others),
      ),
      ["10.0.0.0/8", "10.0.0.0/8", "192.168.1.0/24", undefined, undefined, undefined],
    );
  });

  it("has equal parts", () => {
    const block = { first: 0xc0000200, prefixLength: 24 };
    assert.deepEqual(
      [0, 1, 2, 3].map((index) => formatCidrBlock(partOf(block, 2, index))),
      ["192.0.2.0/26", "192.0.2.64/26", "192.0.2.128/26", "192.0.2.192/26"],
    );
  });
});
