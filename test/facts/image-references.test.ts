import assert from "node:assert/strict";
import { imageDigest, privateImageOf } from "../../facts/image-references";

const digest = `sha256:${"0a".repeat(32)}`;

describe("The reference of an image", () => {
  for (const host of [
    "111122223333.dkr.ecr.us-east-1.amazonaws.com",
    "111122223333.dkr.ecr-fips.us-east-1.amazonaws.com",
    "111122223333.dkr-ecr.us-east-1.on.aws",
  ]) {
    it(`names a private repository of ${host}`, () => {
      const image = { account: "111122223333", region: "us-east-1", repository: "shop/web" };
      assert.deepEqual(privateImageOf(`${host}/shop/web:1.2`), { ...image, tag: "1.2" });
      assert.deepEqual(privateImageOf(`${host}/shop/web@${digest}`), { ...image, tag: undefined });
      assert.deepEqual(privateImageOf(`${host}/shop/web`), { ...image, tag: undefined });
    });
  }

  for (const reference of [
    "public.ecr.aws/nginx/nginx:1",
    "1111.dkr.ecr.us-east-1.amazonaws.com/web:1",
    "111122223333.dkr.ecr.us-east-1.amazonaws.com.example.com/web:1",
    "111122223333.dkr.ecr.us-east-1.amazonaws.com",
  ]) {
    it(`names no private repository: ${reference}`, () => {
      assert.equal(privateImageOf(reference), undefined);
    });
  }

  it("ends with a digest, or has none", () => {
    assert.equal(imageDigest.exec(`web:1@${digest}`)?.[1], digest);
    assert.equal(imageDigest.exec(`web@${digest}0`), null);
  });

  it("is read in linear time", () => {
    const host = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
    assert.equal(privateImageOf(`${host}/${"a/".repeat(50_000)}`)?.repository.length, 100_000);
    assert.equal(privateImageOf(`111122223333.dkr.ecr.${"a-".repeat(50_000)}`), undefined);
  });
});
