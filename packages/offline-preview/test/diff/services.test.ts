import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { planOf } from "../../src/in-process";
import type { ServiceReader } from "../../src/preview-config";
import { differenceOf } from "./two-plans";

interface Options {
  name?: string;
  cpu?: string;
  variables?: Record<string, string>;
  serviceName?: string;
  desiredCount?: number;
  topic?: string;
  role?: boolean;
}

class Service extends pulumi.ComponentResource {
  constructor({ name = "web", cpu = "256", variables = {}, serviceName, desiredCount = 1, role }: Options) {
    super("test:index:Service", name);
    const options = { parent: this };
    const environment = Object.entries(variables).map(([name, value]) => ({ name, value }));
    const task = new aws.ecs.TaskDefinition(
      `${name}-task`,
      { family: name, cpu, containerDefinitions: JSON.stringify([{ name: "main", environment }]) },
      options,
    );
    new aws.ecs.Service(
      `${name}-service`,
      { name: serviceName, taskDefinition: task.arn, desiredCount, cluster: "c" },
      options,
    );
    new aws.cloudwatch.LogGroup(`${name}-logs`, {}, options);
    if (role) new aws.iam.Role(`${name}-role`, { assumeRolePolicy: "{}" }, options);
  }
}

const plan = (options: Options = {}) =>
  planOf(() => {
    new Service(options);
    new aws.sns.Topic("topic", { displayName: options.topic ?? "a" });
  });

/** Reads cpu and environment of each service. */
const services: ServiceReader = (resources) =>
  resources
    .filter(({ type }) => type === "test:index:Service")
    .map(({ name, urn }) => {
      const task = resources.find(({ parent, type }) => parent === urn && /TaskDefinition$/.test(type));
      const [container] = JSON.parse(String(task?.inputs.containerDefinitions));
      const environment = Object.fromEntries(
        container.environment.map(({ name, value }: { name: string; value: string }) => [name, value]),
      );
      return { name, platform: "ECS", urn, settings: { cpu: task?.inputs.cpu ?? null }, environment };
    });

async function changesOf(base: Options, head: Options, reader: ServiceReader | undefined = services) {
  const difference = differenceOf(await plan(base), await plan(head), reader);
  return difference.services.map(({ urns, ...change }) => change);
}

const web = { name: "web", baseName: undefined, platform: "ECS", isService: true };

describe("services of a difference", () => {
  it("have their settings and variables, and what will happen", async () => {
    assert.deepEqual(
      await changesOf(
        { variables: { OLD: "1", LEVEL: "info" } },
        { cpu: "512", variables: { LEVEL: "debug", LOG: "x" } },
      ),
      [
        {
          ...web,
          settings: [
            { name: "cpu", base: "256", head: "512", isVariable: false },
            { name: "OLD", base: "1", head: undefined, isVariable: true },
            { name: "LEVEL", base: "info", head: "debug", isVariable: true },
            { name: "LOG", base: undefined, head: "x", isVariable: true },
          ],
          effects: ["rolling deployment"],
        },
      ],
    );
  });

  it("start no new tasks for another count alone", async () => {
    assert.deepEqual(await changesOf({}, { desiredCount: 2 }), [
      { ...web, settings: [], effects: ["1 updated in place"] },
    ]);
  });

  it("are out where what runs them is deleted before it is created again", async () => {
    assert.deepEqual(await changesOf({ serviceName: "a" }, { serviceName: "b" }), [
      { ...web, settings: [], effects: ["outage: it is deleted before it is created again"] },
    ]);
  });

  it("that are renamed have both names, and what is lost", async () => {
    assert.deepEqual(await changesOf({}, { name: "shop" }), [
      {
        ...web,
        name: "shop",
        baseName: "web",
        settings: [],
        effects: ["created under the new name, deleted under the old one", "data lost: its logs"],
      },
    ]);
  });

  it("stand before components that belong to none", async () => {
    const topic = {
      name: "topic",
      baseName: undefined,
      platform: "Topic",
      isService: false,
      settings: [{ name: "topic displayName", base: "a", head: "b", isVariable: false }],
      effects: ["1 updated in place"],
    };
    const [first, second] = await changesOf({}, { cpu: "512", topic: "b" });
    assert.deepEqual([first?.name, second], ["web", topic]);
    const components = await changesOf({}, { cpu: "512", topic: "b" }, () => []);
    assert.deepEqual(
      components.map(({ name, platform, isService, settings }) => [
        name,
        platform,
        isService,
        settings.length,
      ]),
      [
        ["topic", "Topic", false, 1],
        ["web", "Service", false, 1],
      ],
    );
  });

  it("have settings in resources that they share with others", async () => {
    const withTopic: ServiceReader = (resources) =>
      (services(resources) ?? []).map((service) => ({
        ...service,
        settings: { route: resources.find(({ name }) => name === "topic")?.inputs.displayName ?? null },
      }));
    const [row, shared, ...others] = await changesOf({}, { topic: "b" }, withTopic);
    assert.deepEqual(row, {
      ...web,
      settings: [{ name: "route", base: "a", head: "b", isVariable: false }],
      effects: ["only shared resources change"],
    });
    assert.deepEqual([shared?.name, others], ["topic", []]);
  });

  it("are created and deleted", async () => {
    const none = await planOf(() => undefined);
    const some = await planOf(() => void new Service({}));
    const effects = (base: typeof none, head: typeof none) =>
      differenceOf(base, head, services).services.map(({ effects, settings }) => [effects, settings]);
    assert.deepEqual(effects(none, some), [[["created"], []]]);
    assert.deepEqual(effects(some, none), [[["deleted", "data lost: its logs"], []]]);
  });

  it("that are there already are neither created nor deleted with one of their resources", async () => {
    for (const reader of [services, () => []]) {
      const effects = async (base: Options, head: Options) =>
        (await changesOf(base, head, reader)).map(({ name, effects }) => [name, effects]);
      assert.deepEqual(await effects({}, { role: true }), [["web", ["1 created"]]]);
      assert.deepEqual(await effects({ role: true }, {}), [["web", ["1 deleted"]]]);
    }
  });

  it("on Kubernetes roll for another pod, are out for another selector, and scale in place", async () => {
    const deployment = (image: string, replicas: number, app: string) =>
      planOf(() => {
        new kubernetes.apps.v1.Deployment("web", {
          metadata: { name: "web" },
          spec: {
            replicas,
            selector: { matchLabels: { app } },
            template: { metadata: { labels: { app } }, spec: { containers: [{ name: "main", image }] } },
          },
        });
      });
    const base = await deployment("a", 1, "web");
    const effects = async (...args: [string, number, string]) =>
      differenceOf(base, await deployment(...args)).services.flatMap(({ effects }) => effects);
    assert.deepEqual(await effects("b", 1, "web"), ["rolling deployment"]);
    assert.deepEqual(await effects("a", 2, "web"), ["1 updated in place"]);
    assert.deepEqual(await effects("a", 1, "shop"), ["outage: it is deleted before it is created again"]);
  });

  it("on Kubernetes are an outage where what requests pass is deleted first", async () => {
    const web = (namespace: string, clusterIP: string) =>
      planOf(() => {
        const metadata = { name: "web", namespace };
        const parent = new pulumi.ComponentResource("sample:index:Web", "web");
        const options = { parent, replaceOnChanges: ["spec.clusterIP", "spec.ingressClassName"] };
        new kubernetes.core.v1.Service("web-service", { metadata, spec: { clusterIP } }, options);
        const ingressClassName = clusterIP === "None" ? "internal" : "public";
        new kubernetes.networking.v1.Ingress(
          "web-ingress",
          { metadata, spec: { ingressClassName } },
          options,
        );
      });
    const base = await web("a", "10.0.0.1");
    const effects = async (...args: Parameters<typeof web>) =>
      differenceOf(base, await web(...args)).services.flatMap(({ effects }) => effects);
    const lost = (name: string) => `outage: its ${name} is deleted before it is created again`;
    const both = await effects("a", "None");
    assert.deepEqual(both.sort(), [lost("Ingress"), lost("Service")]);
    // Of another namespace, both exist side by side.
    assert.deepEqual(await effects("b", "10.0.0.1"), ["2 replaced"]);
  });

  it("are an outage where a database gets another engine version", async () => {
    const database = (engineVersion: string, backtrackWindow = 0) =>
      planOf(() => {
        new aws.rds.Cluster("orders", { engine: "aurora-postgresql", engineVersion, backtrackWindow });
      });
    const effects = (head: Awaited<ReturnType<typeof database>>, base: typeof head) =>
      differenceOf(base, head).services.flatMap((service) => service.effects);
    const before = await database("16");
    assert.deepEqual(effects(await database("17"), before), [
      "outage: it restarts with another version of its engine, a later major one for minutes",
    ]);
    assert.deepEqual(effects(await database("16", 60), before), ["1 updated in place"]);
  });
});
