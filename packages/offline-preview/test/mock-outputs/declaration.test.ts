import assert from "node:assert/strict";
import { readMembers } from "../../src/mock-outputs/sdk/declaration";
import { cpuTime } from "../cpu-time";

const read = (body: string) => readMembers(`{${body}}`, 1);
const string = { kind: "string" };

describe("members of a declaration", () => {
  it("are properties with their types, methods and comments left out", () => {
    const body = `
      /** Comment; with } and { */
      static get(name: string, id: pulumi.Input<pulumi.ID>): Bucket;
      // another: comment;
      readonly arn: pulumi.Output<string>;
      readonly "dash-ed"?: number;
      constructor(name: string, args?: { a: string; }, opts?: pulumi.CustomResourceOptions);
      get value(): string;
    `;
    assert.deepEqual(read(body), [
      { name: "arn", optional: false, type: string },
      { name: "dash-ed", optional: true, type: { kind: "number" } },
    ]);
  });

  for (const [text, type] of [
    ["string", string],
    ["pulumi.Output<boolean>", { kind: "boolean" }],
    ["string[]", { kind: "list", items: string }],
    ["pulumi.Output<(string | enums.x.Y)[]>", { kind: "list", items: string }],
    ["{ [key: string]: pulumi.Output<string>; }", { kind: "map" }],
    [
      "{ a: { b?: string } }",
      {
        kind: "object",
        members: [
          {
            name: "a",
            optional: false,
            type: { kind: "object", members: [{ name: "b", optional: true, type: string }] },
          },
        ],
      },
    ],
    ['"Standard" | "Premium"', { kind: "literal", value: "Standard" }],
    ["outputs.s3.Rule[]", { kind: "list", items: { kind: "reference", path: ["outputs", "s3", "Rule"] } }],
    ["pulumi.Output<outputs.A | outputs.B>", { kind: "other" }],
    ["pulumi.Output<string | undefined>", { kind: "other" }],
    ["Record<string, any>", { kind: "reference", path: ["Record"] }],
  ] as const) {
    it(`understand ${text}`, () => {
      assert.deepEqual(read(`readonly a: ${text}; readonly z: string;`), [
        { name: "a", optional: false, type },
        { name: "z", optional: false, type: string },
      ]);
    });
  }

  it("may be undefined", () => {
    assert.deepEqual(read("a: string | undefined;"), [{ name: "a", optional: true, type: string }]);
  });

  it("are read in linear time, however broken the text is", () => {
    for (const text of [
      "/* *".repeat(50_000),
      "a: ".repeat(50_000),
      '"\\'.repeat(50_000),
      "((({{{[[[".repeat(10_000),
    ]) {
      const start = cpuTime();
      read(text);
      assert.ok(cpuTime() - start < 2000, text.slice(0, 9));
    }
  });
});
