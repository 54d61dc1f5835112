import assert from "node:assert/strict";
import { settingsSchema } from "../../settings/sections";
import { providerSchema } from "../../settings/sections/provider";
import { stackFileSchema } from "../../settings/toolkit/json-schema";
import { type Config, errorsOf, prod, read } from "./reading";

const document = stackFileSchema(settingsSchema, providerSchema);

/** Whether a value meets a schema, as far as the generated one uses JSON Schema. */
function meets(schema: unknown, value: unknown): boolean {
  const rules = asMap(schema);
  const tests: Record<string, (rule: unknown) => boolean> = {
    anyOf: (rule) => asList(rule).some((option) => meets(option, value)),
    enum: (rule) => asList(rule).includes(value),
    type: (rule) => typeOf(value) === rule || (rule === "integer" && Number.isSafeInteger(value)),
    minimum: (rule) => typeof value !== "number" || value >= Number(rule),
    maximum: (rule) => typeof value !== "number" || value <= Number(rule),
    minItems: (rule) => !Array.isArray(value) || value.length >= Number(rule),
    maxItems: (rule) => !Array.isArray(value) || value.length <= Number(rule),
    pattern: (rule) => typeof value !== "string" || new RegExp(String(rule), "u").test(value),
    items: (rule) => !Array.isArray(value) || value.every((item) => meets(rule, item)),
    required: (rule) =>
      typeOf(value) !== "object" || asList(rule).every((key) => String(key) in asMap(value)),
    propertyNames: (rule) =>
      typeOf(value) !== "object" || Object.keys(asMap(value)).every((key) => meets(rule, key)),
    properties: () => typeOf(value) !== "object" || membersMeet(rules, asMap(value)),
    additionalProperties: () => typeOf(value) !== "object" || membersMeet(rules, asMap(value)),
    patternProperties: () => true,
    description: () => true,
    default: () => true,
    $schema: () => true,
    title: () => true,
  };
  return Object.entries(rules).every(([keyword, rule]) => {
    const test = tests[keyword];
    assert.ok(test, `the test knows no ${keyword}`);
    return test(rule);
  });
}

function membersMeet(rules: Record<string, unknown>, value: Record<string, unknown>): boolean {
  const { properties = {}, patternProperties = {}, additionalProperties = {} } = rules;
  return Object.entries(value).every(([key, member]) => {
    const own = Object.entries(asMap(properties)).filter(([name]) => name === key);
    const matching = Object.entries(asMap(patternProperties)).filter(([pattern]) =>
      new RegExp(pattern).test(key),
    );
    const schemas = [...own, ...matching].map(([, schema]) => schema);
    return schemas.length > 0
      ? schemas.every((schema) => meets(schema, member))
      : additionalProperties !== false && meets(additionalProperties, member);
  });
}

function asMap(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value ?? {}));
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

function asStackFile(config: Config): unknown {
  const keys = Object.entries({ "aws:region": "us-east-1", ...config }).map(([key, value]) => [
    key.includes(":") ? key : `aws-containers:${key}`,
    value,
  ]);
  return { config: Object.fromEntries(keys) };
}

const right: Config[] = [
  {},
  prod,
  { network: { availabilityZones: "3", flowLogs: "true", cidr: "10.1.0.0/16" } },
  { services: { hello: { capacity: "spot", scaling: { min: "2" }, environment: { A: 1, B: true } } } },
  { services: { hello: { capacity: { base: 1, spot: 2 }, routes: [{ path: "/*", host: "a.org" }] } } },
  { "services.hello.port": "8080", "services.hello.cpu": "512", "services.hello.memory": "1024" },
  { "tags.a.b/c": "x", tags: { d: "e" }, "registry.keepImages": 5 },
  {
    "aws:assumeRoles": [{ roleArn: "arn:aws:iam::210987654321:role/x" }],
    "aws:profile": "dev",
    "other:key": "x",
  },
];

const wrong: Config[] = [
  { teir: "dev" },
  { network: { nat: "two" } },
  { network: { existing: { privateSubnetIds: ["subnet-01234567", "subnet-89abcdef"] } } },
  { services: { hello: { prot: 1 } } },
  { services: { hello: { port: 70000 } } },
  { services: { hello: { port: "http" } } },
  { services: { Hello: {} } },
  { services: { hello: { capacity: { bse: 1 } } } },
  { services: { hello: { logs: { retentionDays: 8 } } } },
  { "services.hello.prot": "1" },
  { "services.hello.port": "x" },
  { "aws:regoin": "x" },
];

describe("the JSON Schema of a stack file", () => {
  for (const config of right) {
    it(`accepts what the settings accept: ${JSON.stringify(config)}`, () => {
      read(config);
      assert.equal(meets(document, asStackFile(config)), true);
    });
  }

  for (const config of wrong) {
    it(`rejects what the settings reject: ${JSON.stringify(config)}`, () => {
      errorsOf(config);
      assert.equal(meets(document, asStackFile(config)), false);
    });
  }

  it("accepts encrypted values only where a secret may be", () => {
    const secure = { secure: "v1:abc" };
    const accepted = [
      { services: { hello: { environment: { TOKEN: secure }, image: secure } } },
      { tags: { owner: secure } },
      { tags: secure },
      { "services.hello.environment.TOKEN": secure },
      { "aws:secretKey": secure },
    ];
    const rejected = [
      { tier: secure },
      { services: { hello: { port: secure } } },
      { "services.hello.port": secure },
    ];
    assert.deepEqual(
      accepted.map((config) => meets(document, asStackFile(config))),
      accepted.map(() => true),
    );
    assert.deepEqual(
      rejected.map((config) => meets(document, asStackFile(config))),
      rejected.map(() => false),
    );
  });

  it("has a description for every key of the template", () => {
    const config = asMap(asMap(asMap(asMap(document).properties).config).properties);
    const own = Object.entries(config).filter(([key]) => key.startsWith("aws-containers:"));
    const described = (schema: unknown): boolean =>
      Object.values(asMap(asMap(schema).properties)).every(
        (under) => typeof asMap(under).description === "string" && described(under),
      );
    assert.ok(own.length > 5);
    assert.ok(own.every(([, schema]) => described(schema)));
  });
});
