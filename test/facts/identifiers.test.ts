import assert from "node:assert/strict";
import { dataArns } from "../../facts/data-arns";
import {
  gitHubProviderArn,
  kmsKeyArn,
  oidcProviderArn,
  regionOfAccount,
  securityGroupId,
  subnetId,
  vpcId,
} from "../../facts/identifiers";

describe("An identifier", () => {
  it("is a region, alone or of an account", () => {
    const read = (text: string) => regionOfAccount.exec(text)?.slice(1);
    assert.deepEqual(read("eu-west-1"), [undefined, "eu-west-1"]);
    assert.deepEqual(read("111122223333/us-gov-west-1"), ["111122223333", "us-gov-west-1"]);
    for (const text of ["1111/eu-west-1", "/eu-west-1", "eu-west-1/111122223333", "eu-west", "eu-west-1 "]) {
      assert.equal(read(text), undefined, text);
    }
  });

  it("of EC2 has eight or seventeen hexadecimal digits", () => {
    for (const [pattern, prefix] of [
      [vpcId, "vpc"],
      [subnetId, "subnet"],
      [securityGroupId, "sg"],
    ] as const) {
      const digits = (count: number) => `${prefix}-${"0a".repeat(9).slice(0, count)}`;
      assert.deepEqual(
        [8, 17, 7, 9, 16, 18].map((count) => pattern.test(digits(count))),
        [true, true, false, false, false, false],
      );
    }
  });

  it("is an ARN of one kind of resource, in any partition", () => {
    assert.equal(kmsKeyArn.exec("arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd")?.[1], "cn-north-1");
    assert.equal(kmsKeyArn.test("arn:aws:kms:us-east-1:111122223333:alias/aws/ebs"), false);
    const provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    assert.equal(gitHubProviderArn.test(provider), true);
    assert.equal(gitHubProviderArn.test(provider.replace("token.", "token-")), false);
  });

  it("of data has the form of its example, and of no other type's", () => {
    for (const [type, { pattern }] of Object.entries(dataArns)) {
      const matching = Object.entries(dataArns).filter(([, { example }]) => pattern.test(example));
      assert.deepEqual(
        matching.map(([other]) => other),
        [type],
      );
    }
  });

  it("is judged in linear time", () => {
    const hostile = [`${"a-".repeat(50_000)}!`, `arn:aws${"-a".repeat(50_000)}`, "1".repeat(100_000)];
    for (const text of hostile) {
      assert.equal(regionOfAccount.test(text) || kmsKeyArn.test(text) || vpcId.test(text), false);
      assert.equal(oidcProviderArn.test(`arn:aws:iam::111122223333:oidc-provider/${text}`), false);
    }
  });
});
