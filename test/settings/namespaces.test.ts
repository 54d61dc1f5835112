import assert from "node:assert/strict";
import { errorsOf, read } from "./reading";

describe("a key outside of the settings' namespaces", () => {
  it("is rejected in the project's own namespace, which isn't read after a rename", () => {
    assert.deepEqual(errorsOf({ "acme-shop:tier": "prod", "acme-shop:other": "x" }, [], "acme-shop"), [
      "acme-shop:other is in the project's own namespace, which isn't read: settings keep the namespace aws-containers whatever the project's name. Write aws-containers:other.",
      "acme-shop:tier is in the project's own namespace, which isn't read: settings keep the namespace aws-containers whatever the project's name. Write aws-containers:tier.",
    ]);
  });

  for (const namespace of ["aws-container", "AWS-Containers", "aws_containers", "awscontainers"]) {
    it(`is rejected in ${namespace}, which is misspelt`, () => {
      assert.deepEqual(errorsOf({ [`${namespace}:tier`]: "prod" }), [
        `${namespace}:tier is in a namespace that isn't read. Did you mean aws-containers:tier?`,
      ]);
    });
  }

  for (const namespace of ["AWS", "asw", "aw"]) {
    it(`is rejected in ${namespace}, where it has the name of an argument of the AWS provider`, () => {
      assert.deepEqual(errorsOf({ [`${namespace}:profile`]: "work" }), [
        `${namespace}:profile is in a namespace that isn't read. Did you mean aws:profile?`,
      ]);
    });
  }

  it("is rejected where it has the name of a setting, without showing its value", () => {
    assert.deepEqual(errorsOf({ "myns:services": "hunter2", "myns:services.web.cpu": "512" }), [
      "myns:services has the name of a setting, but the namespace myns. Write aws-containers:services.",
      "myns:services.web.cpu has the name of a setting, but the namespace myns. Write aws-containers:services.web.cpu.",
    ]);
  });

  it("is allowed where it belongs to another program or provider", () => {
    const foreign = {
      "gcp:region": "europe-west1",
      "awsx:other": "x",
      "aws-native:region": "us-east-1",
      "kubernetes:context": "x",
      "pulumi:tags": { owner: "x" },
      "myns:size": "3",
    };
    assert.deepEqual(read(foreign, [], "acme-shop"), read({}, [], "acme-shop"));
  });

  it("is rejected at once where its namespace is very long", () => {
    const namespace = `aws-${"x".repeat(100_000)}`;
    assert.equal(errorsOf({ [`${namespace}:tier`]: "prod" }).length, 1);
  });
});
