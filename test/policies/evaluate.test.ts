import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { evaluate } from "../../policies/evaluate";
import type { PlannedResource } from "../../policies/resource";
import { cisEks, enforcementIn, type Rule } from "../../policies/rule";
import { rules } from "../../policies/rules";
import type { Tier } from "../../policies/tier";
import type { Waiver } from "../../policies/waiver";
import { waivers } from "../../policies/waivers";
import { resource, unknownMark } from "./states";

const repository = (name: string, inputs: object) =>
  resource("aws:ecr/repository:Repository", { ...inputs }, { name });
const provider = (tier?: string) =>
  resource(
    "pulumi:providers:aws",
    { defaultTags: JSON.stringify({ tags: { project: "shop", tier } }) },
    { name: tier },
  );
const mutable = repository("hello", { imageTagMutability: "MUTABLE" });
const immutable = repository("hello", { imageTagMutability: "IMMUTABLE" });

const rule = (id: string): Rule => {
  const found = rules.find((one) => one.id === id);
  assert.ok(found);
  return found;
};
const tags = { rules: [rule("ecr-immutable-tags")], waivers: [] };

describe("policies: the rules", () => {
  it("have unique ids in kebab-case", () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id, index) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id) || ids.indexOf(id) !== index),
      [],
    );
  });

  it("name well-formed controls, and the page that explains them", () => {
    const securityHub =
      /^(AutoScaling|CloudFront|CloudWatch|DynamoDB|EC2|ECR|ECS|EFS|EKS|ELB|ElastiCache|IAM|Lambda|PCA|RDS|S3|SQS|WAF)\.\d+$/;
    for (const { id, controls, url } of rules) {
      assert.ok(controls.length > 0, id);
      for (const control of controls) {
        assert.match(control, /^(CIS EKS \d\.\d\.\d|AWS guidance)$|^[A-Za-z0-9]+\.\d+$/, id);
        if (!control.includes(" ")) assert.match(control, securityHub, id);
      }
      assert.match(url, /^https:\/\/(docs\.aws\.amazon\.com|kubernetes\.io|www\.cisecurity\.org)\//, id);
      assert.equal(
        url === cisEks,
        controls.every((control) => control.startsWith("CIS")),
        id,
      );
    }
  });

  it("are mandatory in prod, except those that a setting decides: `protection`, `protocol` of connections, a CA of the stack's own", () => {
    assert.deepEqual(
      rules.filter((one) => enforcementIn(one, "prod") !== "mandatory").map(({ id }) => id),
      [
        "elb-network-encryption",
        "elb-deletion-protection",
        "eks-deletion-protection",
        "ingress-deletion-protection",
        "service-network-encryption",
        "service-deletion-protection",
        "dynamodb-deletion-protection",
        "rds-deletion-protection",
        "pca-root-disabled",
      ],
    );
  });

  it("load without Pulumi's SDK and without the preview, which may be deleted or taken from npm", () => {
    const foreign = "/node_modules\\/(@pulumi|@grpc|pulumi-offline)|packages\\/offline/";
    const program = `require("./policies/evaluate"); console.log(Object.keys(require.cache).filter((path) => ${foreign}.test(path)).length)`;
    const root = join(__dirname, "..", "..");
    const printed = execFileSync(process.execPath, ["--import", "tsx", "-e", program], {
      cwd: root,
      encoding: "utf8",
    });
    assert.equal(printed.trim(), "0");
  });
});

describe("policies: evaluate", () => {
  it("reports rule, resource, enforcement and message of a finding", () => {
    assert.deepEqual(evaluate([mutable], { ...tags, tier: "prod" }), {
      tier: "prod",
      findings: [
        {
          rule: "ecr-immutable-tags",
          title: "Tags are immutable",
          controls: ["ECR.2"],
          url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2",
          severity: "medium",
          enforcement: "mandatory",
          urn: mutable.urn,
          message: "Tags can be overwritten: set imageTagMutability: IMMUTABLE.",
        },
      ],
      waived: [],
      errors: [],
    });
  });

  it("takes the tier from the default tags of the AWS providers, the strictest where they differ", () => {
    const tierOf = (...stack: PlannedResource[]): [Tier, string | undefined] => {
      const { tier, findings } = evaluate([...stack, mutable], tags);
      return [tier, findings[0]?.enforcement];
    };
    assert.deepEqual(tierOf(provider("dev")), ["dev", "advisory"]);
    assert.deepEqual(tierOf(provider("prod")), ["prod", "mandatory"]);
    assert.deepEqual(tierOf(provider("dev"), provider("prod")), ["prod", "mandatory"]);
    assert.deepEqual(tierOf(provider("prod"), provider("dev")), ["prod", "mandatory"]);
    assert.deepEqual(tierOf(provider()), ["prod", "mandatory"]);
    assert.deepEqual(tierOf(resource("pulumi:providers:aws", { defaultTags: unknownMark })), [
      "prod",
      "mandatory",
    ]);
    assert.deepEqual(tierOf(resource("pulumi:providers:aws", { defaultTags: { tags: { tier: "dev" } } })), [
      "dev",
      "advisory",
    ]);
  });

  it("takes one enforcement for all tiers", () => {
    const advisory = { ...rule("ecr-immutable-tags"), enforcement: "advisory" } as const;
    for (const tier of ["dev", "prod"] as const) {
      const { findings, errors } = evaluate([mutable], { rules: [advisory], waivers: [], tier });
      assert.deepEqual([findings.map(({ enforcement }) => enforcement), errors], [["advisory"], []]);
    }
    const off = { ...advisory, enforcement: "off" } as const;
    assert.deepEqual(evaluate([mutable], { rules: [off], waivers: [], tier: "prod" }).findings, []);
  });

  it("reports an enforcement that doesn't exist, and takes the rule for mandatory", () => {
    for (const given of ['"warn"', '{ "prod": "mandatory" }', '{ "dev": "off", "prod": "on" }', "null"]) {
      const wrong: Rule = { ...rule("ecr-immutable-tags"), enforcement: JSON.parse(given) };
      const { findings, errors } = evaluate([mutable], { rules: [wrong], waivers: [] });
      assert.deepEqual(
        findings.map(({ enforcement }) => enforcement),
        ["mandatory"],
      );
      assert.deepEqual(errors, [
        "Rule ecr-immutable-tags: enforcement must be mandatory, advisory or off, or { dev, prod } with one of these each.",
      ]);
    }
  });

  it("skips rules that are off in a tier", () => {
    const service = resource("aws:ecs/service:Service", { desiredCount: 1, loadBalancers: [{}] });
    const options = { rules: [rule("ecs-high-availability")], waivers: [] };
    assert.equal(evaluate([service], { ...options, tier: "dev" }).findings.length, 0);
    assert.equal(evaluate([service], { ...options, tier: "prod" }).findings.length, 1);
  });

  it("sorts by enforcement, severity, rule and resource, in any order of the plan", () => {
    const task = resource("aws:ecs/taskDefinition:TaskDefinition", { pidMode: "host", networkMode: "host" });
    const stack = [mutable, task, repository("another", { imageTagMutability: "MUTABLE" })];
    const ids = ["ecr-immutable-tags", "ecs-no-host-network", "ecs-no-host-pid-mode"];
    const found = (planned: PlannedResource[]) =>
      evaluate(planned, { rules: ids.map(rule), waivers: [], tier: "dev" }).findings.map(
        (finding) => `${finding.enforcement} ${finding.severity} ${finding.urn.split("::").at(-1)}`,
      );
    assert.deepEqual(found(stack), [
      "mandatory high it",
      "mandatory medium it",
      "advisory medium another",
      "advisory medium hello",
    ]);
    assert.deepEqual(found(stack.reverse()), found(stack));
  });

  it("reads secrets and never reports their value", () => {
    const text = JSON.stringify([{ name: "hello", environment: [{ name: "API_KEY", value: "hunter2" }] }]);
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: text };
    const task = resource("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: secret });
    const evaluation = evaluate([task], { rules: [rule("ecs-no-secrets-in-environment")], waivers: [] });
    assert.equal(evaluation.findings.length, 1);
    assert.doesNotMatch(JSON.stringify(evaluation), /hunter2/);
  });

  it("never reports the value of an environment variable, by any rule", () => {
    const value = `AKIA${"Z".repeat(16)}`;
    const containers = [{ name: "hello", image: value, user: "0", environment: [{ name: "KEY", value }] }];
    const task = resource("aws:ecs/taskDefinition:TaskDefinition", {
      containerDefinitions: JSON.stringify(containers),
    });
    const spec = {
      template: { spec: { containers: [{ name: "hello", image: value, env: [{ name: "KEY", value }] }] } },
    };
    const evaluation = evaluate([task, resource("kubernetes:apps/v1:Deployment", { spec })], { waivers: [] });
    assert.ok(evaluation.findings.length > 10);
    assert.doesNotMatch(JSON.stringify(evaluation), new RegExp(value));
  });
});

describe("policies: waivers", () => {
  const waiver = (more: Partial<Waiver> = {}): Waiver => ({
    rule: "ecr-immutable-tags",
    resources: "aws:ecr/repository:Repository::hello",
    tiers: ["prod"],
    reason: "It is being moved.",
    ...more,
  });
  const waived = (stack: PlannedResource[], one: Waiver, tier: Tier = "prod") =>
    evaluate(stack, { rules: tags.rules, waivers: [one], tier });

  it("move a finding to the waived ones, with the reason", () => {
    const { findings, waived: taken, errors } = waived([mutable], waiver());
    assert.deepEqual([findings, errors], [[], []]);
    assert.deepEqual(
      taken.map(({ urn, reason }) => [urn, reason]),
      [[mutable.urn, "It is being moved."]],
    );
  });

  it("match any text with *, and every other character literally", () => {
    assert.equal(waived([mutable], waiver({ resources: "*::h*o" })).findings.length, 0);
    assert.equal(waived([mutable], waiver({ resources: "*::h.llo" })).findings.length, 1);
    assert.equal(waived([mutable], waiver({ resources: "hello" })).findings.length, 1);
    assert.equal(waived([mutable], waiver({ resources: "aws:*Repository::hello" })).findings.length, 0);
    assert.equal(waived([mutable], waiver({ resources: "*Repository*llo*lo" })).findings.length, 1);
    assert.equal(waived([mutable], waiver({ resources: "*" })).findings.length, 0);
    const hostile = repository("a".repeat(50_000), { imageTagMutability: "MUTABLE" });
    assert.equal(waived([hostile], waiver({ resources: `${"*a".repeat(1_000)}*b` })).findings.length, 1);
  });

  it("apply to their tiers and stacks only", () => {
    assert.equal(waived([mutable], waiver({ tiers: ["dev"] })).findings.length, 1);
    assert.equal(waived([mutable], waiver({ stacks: ["staging"] })).findings.length, 1);
    assert.equal(waived([mutable], waiver({ stacks: ["prod"] })).findings.length, 0);
    assert.deepEqual(waived([immutable], waiver({ stacks: ["staging"] })).errors, []);
  });

  it("are stale when they match no resource of the stack", () => {
    assert.deepEqual(waived([mutable], waiver({ resources: "aws:ecr/repository:Repository::helo" })).errors, [
      "Waiver of ecr-immutable-tags for aws:ecr/repository:Repository::helo: it matches no resource; " +
        "the stack has aws:ecr/repository:Repository::hello.",
    ]);
  });

  it("are ignored in a stack without such resources", () => {
    assert.deepEqual(waived([], waiver()).errors, []);
  });

  it("of an advisory rule are ignored where all others of the type meet it", () => {
    const ofOther = waiver({ resources: "aws:ecr/repository:Repository::other", tiers: ["dev"] });
    assert.deepEqual(waived([immutable], ofOther, "dev").errors, []);
    assert.equal(waived([mutable], ofOther, "dev").errors.length, 1);
    assert.equal(waived([immutable], { ...ofOther, tiers: ["prod"] }).errors.length, 1);
  });

  it("are stale when the resource meets a mandatory rule, where its values are known", () => {
    assert.deepEqual(waived([immutable], waiver()).errors, [
      "Waiver of ecr-immutable-tags for aws:ecr/repository:Repository::hello: it is no longer needed; " +
        "remove it from policies/waivers.ts, or remove this tier or stack from it.",
    ]);
    assert.deepEqual(waived([repository("hello", { imageTagMutability: unknownMark })], waiver()).errors, []);
    assert.deepEqual(waived([immutable], waiver({ tiers: ["dev"] }), "dev").errors, []);
  });

  it("need a rule, a reason and a tier", () => {
    assert.deepEqual(waived([], waiver({ rule: "ecr-imutable", reason: " ", tiers: [] })).errors, [
      "Waiver of ecr-imutable for aws:ecr/repository:Repository::hello: there is no such rule.",
      "Waiver of ecr-imutable for aws:ecr/repository:Repository::hello: the reason is missing.",
      "Waiver of ecr-imutable for aws:ecr/repository:Repository::hello: name at least one tier.",
    ]);
  });

  it("of this template waive nothing in prod", () => {
    assert.deepEqual(
      waivers.filter(({ tiers }) => tiers.includes("prod")),
      [],
    );
  });
});
