import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type PreviewOfStack, projectDirectory } from "../../support/stack-preview";
import { planOf } from "./plan-of-example";

interface Variable {
  name: string;
  value?: string;
}

const secretName = /PASSWORD|SECRET|TOKEN|_KEY$/;

/** The variables of every container of a plan. */
function variables({ steps }: PreviewOfStack): Variable[] {
  return steps.flatMap(({ newState: { inputs } }) => [
    ...environments(inputs),
    ...environments(JSON.parse(String(inputs?.containerDefinitions ?? "[]"))),
  ]);
}

function environments(value: unknown): Variable[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    Array.isArray(item) && (key === "env" || key === "environment") ? item : environments(item),
  );
}

const stacks = readdirSync(join(projectDirectory, "examples")).flatMap(
  (file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [],
);

/**
 * Paths from a resource through all that it depends on. Where a delete fails, the engine follows each of them (markAsDependency in
 * pkg/resource/graph/dependency_graph.go of pulumi/pulumi), a million in some ten seconds.
 */
function longestWalk({ steps }: PreviewOfStack): number {
  const resources = new Map(steps.map(({ urn, newState }) => [urn, newState]));
  const found = new Map<string, number>();
  const pathsFrom = (urn: string): number => {
    const known = found.get(urn);
    if (known !== undefined) return known;
    const resource = resources.get(urn);
    const next = [
      ...(resource?.provider ? [resource.provider.slice(0, resource.provider.lastIndexOf("::"))] : []),
      ...(resource?.dependencies ?? []),
      ...Object.values(resource?.propertyDependencies ?? {}).flat(),
    ];
    const paths = next.reduce((sum, each) => sum + pathsFrom(each), 1);
    found.set(urn, paths);
    return paths;
  };
  return Math.max(...[...resources.keys()].map(pathsFrom));
}

describe("an example's plan", () => {
  for (const stack of stacks) {
    it(`shows no secret, and can be taken down: ${stack}`, async () => {
      const plan = await planOf(stack);
      const named = variables(plan);
      assert.ok(named.length > 0);
      const secrets = named.filter(({ name, value }) => secretName.test(name) && value !== undefined);
      assert.deepEqual(secrets, []);
      const text = JSON.stringify(plan);
      assert.ok(!text.includes("mock-ecr-password"), "the password of the registry");
      assert.ok(!/"masterPassword":|-----BEGIN [A-Z ]{0,20}PRIVATE KEY/.test(text), "a password or a key");
      const { kubeconfig } = plan.outputs;
      assert.ok(kubeconfig === undefined || kubeconfig === "[secret]");
      const paths = longestWalk(plan);
      assert.ok(paths < 2_000_000, `${paths} paths`);
    });
  }
});
