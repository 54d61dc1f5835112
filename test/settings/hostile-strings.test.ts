import assert from "node:assert/strict";
import { z } from "zod";
import { settingsSchema } from "../../settings/sections";
import { providerSchema } from "../../settings/sections/provider";
import { unwrap } from "../../settings/toolkit/schema-tree";
import { cpuTime } from "../support/cpu-time";
import { errorsOf } from "./reading";

/** Exponential time shows at one of the first lengths, before it would last for ever; cubic and quadratic at the others. */
const lengths = [16, 19, 22, 25, 28, 31, 2000, 100_000];
const length = 100_000;
const units = [
  "a",
  "A",
  "1",
  "*",
  "/",
  ".",
  "-",
  "_",
  " ",
  "=",
  ":",
  "a-",
  "a.",
  "*-",
  "a*",
  "*a",
  "1.",
  "../",
];
const beginnings = ["", "a", "/", "a/", "arn:aws:iam::210987654321:role/", "cache:", "subnet-", "10."];
const ends = ["", "!", "\n", "A", "/"];
/** The short ones first, and each kind by itself, since time is measured for a kind. */
const hostile = lengths.flatMap((length) =>
  units.map((unit) =>
    beginnings.flatMap((beginning) => ends.map((end) => beginning + unit.repeat(length / unit.length) + end)),
  ),
);
const limitMilliseconds = 200;

/** Every schema of strings at or below `schema`, by its path. */
function stringSchemas(schema: z.core.$ZodType, path: string): [string, z.ZodString][] {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodString) return [[path, bare]];
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([key, under]) => stringSchemas(under, `${path}.${key}`));
  }
  if (bare instanceof z.ZodRecord) {
    const { keyType, valueType } = bare.def;
    return [...stringSchemas(keyType, `${path} (names)`), ...stringSchemas(valueType, `${path}.NAME`)];
  }
  if (bare instanceof z.ZodArray) return stringSchemas(bare.def.element, `${path}[]`);
  if (bare instanceof z.ZodUnion) return bare.def.options.flatMap((option) => stringSchemas(option, path));
  if (bare instanceof z.ZodPipe)
    return [bare.def.in, bare.def.out].flatMap((end) => stringSchemas(end, path));
  return [];
}

function patternsOf(schema: z.ZodString): RegExp[] {
  return (schema.def.checks ?? []).flatMap((check) =>
    check instanceof z.core.$ZodCheckRegex ? check._zod.def.pattern : [],
  );
}

function millisecondsOf(run: () => void): number {
  const start = cpuTime();
  run();
  return cpuTime() - start;
}

describe("long hostile strings", () => {
  const schemas = [
    ...stringSchemas(settingsSchema, "aws-containers"),
    ...stringSchemas(providerSchema, "aws"),
  ];
  const patterns = new Map(
    schemas.flatMap(([path, schema]) =>
      patternsOf(schema).map((pattern): [string, [string, RegExp]] => [String(pattern), [path, pattern]]),
    ),
  );

  it("meet every pattern of the schemas", () => {
    assert.ok(patterns.size > 20, `found only ${patterns.size} patterns`);
  });

  for (const [path, pattern] of patterns.values()) {
    it(`take no time in ${path}`, () => {
      const slow = hostile.find(
        (texts) =>
          millisecondsOf(() => {
            for (const text of texts) pattern.test(text);
          }) > limitMilliseconds,
      );
      assert.equal(slow?.[0]?.slice(0, 40), undefined, `${pattern} is not linear`);
    });
  }

  it("take no time anywhere else, and are shown shortened", () => {
    const texts = [
      "a*".repeat(length),
      "1".repeat(length),
      "example.".repeat(length / 8),
      " ".repeat(length),
    ];
    for (const text of texts) {
      const image = `cache:${text}`;
      const service = { image, cpu: text, memory: text, architecture: text, capacity: text, [text]: 1 };
      const config = {
        "aws:region": text,
        [`aws:${text}`]: text,
        tier: text,
        services: { hello: service },
        registry: { scanFilters: [`${text}A`], replicateTo: [text] },
        eks: { admins: [`arn:aws:sts::210987654321:assumed-role/${text}`, text], endpointCidrs: [text] },
      };
      const time = millisecondsOf(() => {
        assert.ok(errorsOf(config).length > 5);
      });
      assert.ok(time < 2000, `took ${time} ms`);
    }
  });
});
