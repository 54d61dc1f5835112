import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PropertyMap, Value } from "../../packages/offline-preview/src/engine/value";
import { planOf, Secret } from "../support/plan";
import { runPreview } from "../support/stack-preview";

const secretWord = "hunter2";

/** The program itself, as if it had never been loaded. */
function program(): unknown {
  const path = require.resolve("../../index");
  delete require.cache[path];
  return require(path);
}

/** Where the secret word stands in the open. */
function leaks(value: Value | undefined, path: string): string[] {
  if (value instanceof Secret) {
    return [];
  }
  if (typeof value === "string") {
    return value.includes(secretWord) ? [path] : [];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) => leaks(item, `${path}.${key}`));
}

/** Where a secret holds the secret word. */
function holders(value: Value | undefined, path: string): string[] {
  if (value instanceof Secret) {
    return JSON.stringify(value.value).includes(secretWord) ? [path] : [];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) => holders(item, `${path}.${key}`));
}

describe("a secret of the stack file", () => {
  it("is in no input or output of any resource but as a secret, on every platform", async () => {
    const plan = await planOf(program, {
      config: {
        "aws:region": "us-east-1",
        "aws-containers:services": JSON.stringify({ hello: { environment: { TOKEN: secretWord } } }),
        "aws-containers:tags": JSON.stringify({ owner: secretWord }),
      },
      secretKeys: ["aws-containers:services", "aws-containers:tags"],
    });
    const everything = (of: (value: Value | undefined, path: string) => string[]) => [
      ...plan.resources.flatMap(({ name, inputs, outputs }) => [
        ...of(inputs, name),
        ...of(outputs, `${name} (outputs)`),
      ]),
      ...of(plan.outputs satisfies PropertyMap, "stack"),
    ];
    assert.deepEqual(everything(leaks), []);
    const inputs = plan.resources.flatMap(({ name, inputs }) => holders(inputs, name));
    assert.deepEqual(inputs.sort(), [
      "aws.defaultTags",
      "eks-ingress-class-parameters.spec.tags.3.value",
      "eks-node-class.spec.tags.owner",
      "hello-environment.secretString",
      "hello-environment.stringData",
    ]);
  });

  it("is in nothing that the preview prints, not even as it is encrypted", async () => {
    const folder = mkdtempSync(join(tmpdir(), "secrets-"));
    try {
      const file = join(folder, "stack.yaml");
      const encrypted = "v1:AAABencryptedhunter2";
      writeFileSync(
        file,
        `config:\n  aws:region: us-east-1\n  aws-containers:services:\n    hello:\n      environment:\n        TOKEN:\n          secure: ${encrypted}\n`,
      );
      for (const format of ["text", "json"]) {
        const { code, stdout, stderr } = await runPreview([
          "--config-file",
          file,
          "--format",
          format,
          "--details",
        ]);
        assert.equal(code, 0, stderr);
        assert.ok(!(stdout + stderr).includes(secretWord));
        assert.match(stdout, /secretString"?: "\[secret\]"/);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a stack file with errors", () => {
  it("is refused with all of them before anything but the stack itself is registered", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mistakes-"));
    try {
      const file = join(folder, "stack.yaml");
      writeFileSync(
        file,
        "config:\n  aws:region: us-east-1\n  aws-containers:teir: prod\n  aws-containers:services:\n    hello:\n      memory: 300\n      port: 0\n",
      );
      const { code, stdout, stderr } = await runPreview(["--config-file", file, "--format", "json"]);
      assert.equal(code, 1, stderr);
      const { steps, diagnostics }: { steps: { urn: string }[]; diagnostics: { message: string }[] } =
        JSON.parse(stdout);
      assert.deepEqual(
        steps.map(({ urn }) => urn),
        ["urn:pulumi:dev::aws-containers::pulumi:pulumi:Stack::aws-containers-dev"],
      );
      assert.deepEqual(
        diagnostics.map(({ message }) => message.trim().split("\n")),
        [
          [
            "error: 3 errors in the settings of stack dev; nothing has been registered:",
            "  aws-containers:services.hello.memory is 300, but Fargate has 512, 1024 or 2048 for cpu 256.",
            "  aws-containers:services.hello.port is 0, but must be a whole number from 1 to 65535.",
            "  aws-containers:teir is unknown. Did you mean tier? Known here: alarms, backups, batch, dashboard, data, domain, ecs, eks, guardDuty, jobs, loadBalancer, network, platforms, protection, registry, services, tags, tier.",
          ],
        ],
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
