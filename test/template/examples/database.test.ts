import assert from "node:assert/strict";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of a database", () => {
  it("tells a service where each database is, and where its password is, the same on both platforms", async () => {
    const plan = await planOf("database");
    const named = (type: string, name: string) =>
      plan.steps.find(({ urn }) => urn.endsWith(`${type}::${name}`))?.newState.inputs as Record<
        string,
        unknown
      >;
    const [container] = JSON.parse(String(named("TaskDefinition", "web-task").containerDefinitions)) as {
      environment: { name: string; value: string }[];
      secrets: { name: string; valueFrom: string }[];
    }[];
    const { spec } = named("Deployment", "web-deployment") as unknown as {
      spec: {
        template: {
          spec: { containers: { env: { name: string; value?: string; valueFrom?: object }[] }[] };
        };
      };
    };
    const env = spec.template.spec.containers[0]?.env ?? [];
    const ofData = ({ name }: { name: string }) => /^(DB|REPORTS)_/.test(name);
    const plain = env.filter(({ valueFrom }) => valueFrom === undefined).filter(ofData);
    assert.deepEqual(plain, container?.environment.filter(ofData));
    assert.deepEqual(
      plain.map(({ name }) => name),
      ["DB", "REPORTS"].flatMap((data) =>
        ["HOST", "NAME", "PORT", "READER_HOST"].map((each) => `${data}_${each}`),
      ),
    );
    assert.deepEqual(
      env
        .flatMap(({ name, valueFrom }) => (valueFrom === undefined ? [] : [name]))
        .filter((name) => ofData({ name })),
      container?.secrets.map(({ name }) => name),
    );
    for (const { name, valueFrom } of container?.secrets ?? []) {
      const key = name.endsWith("_USER") ? "username" : "password";
      assert.match(valueFrom, new RegExp(`^arn:aws:secretsmanager:.*:secret:rds!cluster-.*:${key}::$`), name);
    }
    const passwords = [
      ...new Set(container?.secrets.map(({ valueFrom }) => valueFrom.replace(/:[a-z]+::$/, ""))),
    ];
    const rules = inputsOf(plan, "aws:cloudwatch/eventRule:EventRule").filter(
      ({ description }) => description === "Restarts the service web",
    );
    assert.equal(rules.length, 2, "on each platform");
    for (const { eventPattern } of rules) {
      assert.deepEqual(JSON.parse(String(eventPattern)).resources.sort(), passwords.sort());
    }
  });
});
