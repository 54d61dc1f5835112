import assert from "node:assert/strict";
import type { Comparable } from "../../src/diff/comparable";
import { propertyChanges } from "../../src/diff/property-changes";

const changes = (base: Comparable, head: Comparable) =>
  propertyChanges(base, head).map(({ path, base, head }) => [path, base, head]);
const json = (value: unknown) => JSON.stringify(value);

describe("changes of properties", () => {
  it("are found by path, whatever the order of keys", () => {
    assert.deepEqual(changes({ a: 1, b: { c: 2, "d/e": 3 } }, { b: { "d/e": 4, c: 2 }, a: 1 }), [
      ['b["d/e"]', 3, 4],
    ]);
    assert.deepEqual(changes({ a: 1 }, { b: 2 }), [
      ["a", 1, undefined],
      ["b", undefined, 2],
    ]);
  });

  it("are found inside of JSON, by the names of containers and variables, whose order means nothing", () => {
    const container = (memory: number, environment: unknown) =>
      json([{ name: "hello", memory, environment }]);
    const [one, two] = [
      { name: "ONE", value: "1" },
      { name: "TWO", value: "2" },
    ];
    assert.deepEqual(
      changes(
        { containerDefinitions: container(512, [one, two]) },
        { containerDefinitions: container(1024, [two, { ...one, value: "one" }]) },
      ),
      [
        ["containerDefinitions[hello].memory", 512, 1024],
        ["containerDefinitions[hello].environment[ONE].value", "1", "one"],
      ],
    );
  });

  it("are found inside of YAML, and spacing is none", () => {
    const base = "server:\n  port: 80\n  host: a\n";
    assert.deepEqual(changes({ file: base }, { file: "server: { host: a, port: 81 }\nx: 1\n" }), [
      ["file.server.port", 80, 81],
      ["file.x", undefined, 1],
    ]);
    assert.deepEqual(changes({ file: '{"a": 1}' }, { file: '{ "a":1 }' }), []);
  });

  const policy = (...statements: unknown[]) => ({
    policy: json({ Version: "2012-10-17", Statement: statements }),
  });
  const read = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*" };
  const write = { Effect: "Allow", Action: "s3:PutObject", Resource: ["a", "b"] };

  it("are none where an IAM policy says the same in another order", () => {
    const reordered = { ...read, Action: ["s3:ListBucket", "s3:GetObject"], Resource: ["*"] };
    assert.deepEqual(changes(policy(read, write), policy({ ...write, Resource: ["b", "a"] }, reordered)), []);
    assert.deepEqual(
      changes(policy(read), { policy: json({ Statement: reordered, Version: "2012-10-17" }) }),
      [],
    );
  });

  it("of an IAM policy name the statement and the action", () => {
    const more = { ...read, Action: [...read.Action, "s3:GetObjectVersion"] };
    assert.deepEqual(changes(policy(write, read), policy(more, { ...write, Action: "s3:DeleteObject" })), [
      ["policy.Statement[Read].Action", undefined, "s3:GetObjectVersion"],
      ["policy.Statement[1].Action", "s3:PutObject", "s3:DeleteObject"],
    ]);
    assert.deepEqual(changes(policy(read, write), policy(read)), [
      ["policy.Statement[base 1]", { ...write, Action: ["s3:PutObject"] }, undefined],
    ]);
  });

  it("of an IAM condition and of a principal name where they are", () => {
    const trust = (sub: string[], account: string) =>
      policy({
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { AWS: [account] },
        Condition: { StringEquals: { "x:sub": sub } },
      });
    assert.deepEqual(changes(trust(["a", "b"], "1"), trust(["b", "c"], "2")), [
      ["policy.Statement[0].Principal.AWS", "1", "2"],
      ['policy.Statement[0].Condition.StringEquals["x:sub"]', "a", "c"],
    ]);
  });

  it("of plain lists are shown as lists: what the order means isn't known", () => {
    assert.deepEqual(changes({ command: ["a", "b"] }, { command: ["b", "a"] }), [
      ["command", ["a", "b"], ["b", "a"]],
    ]);
  });

  it("of lists of nameless things pair what is the same in both", () => {
    const rule = (from: number) => ({ fromPort: from, protocol: "tcp" });
    assert.deepEqual(
      changes({ ingress: [rule(80), rule(443)] }, { ingress: [rule(80), rule(8080), rule(443)] }),
      [["ingress[1]", undefined, rule(8080)]],
    );
    assert.deepEqual(changes({ ingress: [rule(80), rule(81)] }, { ingress: [rule(80), rule(82)] }), [
      ["ingress[1].fromPort", 81, 82],
    ]);
  });
});
