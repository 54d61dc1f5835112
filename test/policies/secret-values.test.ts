import assert from "node:assert/strict";
import { evaluate } from "../../policies/evaluate";
import type { PlannedResource } from "../../policies/resource";
import { asOutput, asSecret, resource, unreadables } from "./states";

const image = `nginx@sha256:${"0".repeat(64)}`;
const ecsContainer = (value: unknown) => ({
  name: "web",
  image,
  user: "65532:65532",
  readonlyRootFilesystem: true,
  logConfiguration: { logDriver: "awslogs" },
  environment: [{ name: "DATABASE_URL", value }],
});
const task = (containerDefinitions: unknown) =>
  resource("aws:ecs/taskDefinition:TaskDefinition", {
    containerDefinitions,
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
  });
const deployment = (value: unknown) =>
  resource("kubernetes:apps/v1:Deployment", {
    spec: {
      template: {
        metadata: { labels: { app: "web" } },
        spec: {
          securityContext: { runAsNonRoot: true },
          containers: [
            {
              name: "web",
              image,
              env: [{ name: "DATABASE_URL", value }],
              resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "512Mi" } },
              securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
            },
          ],
        },
      },
    },
  });
const budget = resource("kubernetes:policy/v1:PodDisruptionBudget", {
  spec: { selector: { matchLabels: { app: "web" } } },
});
const findings = (stack: PlannedResource[]) =>
  evaluate(stack, { tier: "prod", waivers: [] }).findings.map(({ rule, message }) => `${rule}: ${message}`);

describe("policies: a service with a secret environment variable", () => {
  it("meets every rule in prod, with container definitions that are secret as a whole", () => {
    const definitions = JSON.stringify([ecsContainer("db.example.com")]);
    for (const given of [definitions, asSecret(definitions), asOutput(asSecret(definitions))]) {
      assert.deepEqual(findings([task(given)]), []);
    }
  });

  it("meets every rule in prod, with one secret in container definitions or in a pod", () => {
    for (const value of [asSecret("db.example.com"), asOutput("db.example.com"), ...unreadables]) {
      assert.deepEqual(findings([task(JSON.stringify([ecsContainer(value)]))]), []);
      assert.deepEqual(findings([deployment(value), budget]), []);
    }
  });

  it("has no findings on what is unknown as a whole", () => {
    for (const value of unreadables) assert.deepEqual(findings([task(value)]), []);
  });

  it("has the same finding on a password, secret or not, without the password", () => {
    const url = "postgres://app:hunter2@db.example.com/app";
    const rest =
      "has a value that looks like a secret, readable by everybody who may describe it: store it in";
    for (const value of [url, asSecret(url), asOutput(asSecret(url))]) {
      assert.deepEqual(findings([task(JSON.stringify([ecsContainer(value)]))]), [
        `ecs-no-secrets-in-environment: Container web: environment variable DATABASE_URL ${rest} Secrets Manager and ` +
          "reference it in the container definition's secrets.",
      ]);
      assert.deepEqual(findings([deployment(value), budget]), [
        `kubernetes-no-secrets-in-environment: Container web: environment variable DATABASE_URL ${rest} a Kubernetes ` +
          "Secret and mount it as a file.",
      ]);
    }
  });

  it("is called by its name, or by none that isn't known", () => {
    const root = (name: unknown) => task(JSON.stringify([{ ...ecsContainer("x"), name, user: "root" }]));
    assert.deepEqual(findings([root(asSecret("web"))]), [
      "ecs-non-root: Container web runs as root: set user, for instance 65532:65532.",
    ]);
    assert.deepEqual(findings([root(unreadables[0])]), [
      "ecs-non-root: A container of unknown name runs as root: set user, for instance 65532:65532.",
    ]);
  });
});
