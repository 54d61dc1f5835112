import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { arrange } from "../../client/picture/geometry";
import type { BoxView, View } from "../../src/html/view";
import { viewOf } from "../../src/html/view-of";
import { planOf } from "../../src/in-process";
import type { ServiceReader } from "../../src/preview-config";
import { filesOf, reportOf } from "../format/report-of";

class Component extends pulumi.ComponentResource {
  constructor(type: string, name: string, make: (opts: pulumi.CustomResourceOptions) => void) {
    super(`shop:index:${type}`, name, {});
    make({ parent: this });
    this.registerOutputs({});
  }
}

/** A shop on ECS: a load balancer, two services of which one calls the other, a table, and what builds their images. */
function shop(): void {
  let vpc: awsx.ec2.Vpc | undefined;
  new Component("Network", "network", (opts) => {
    vpc = new awsx.ec2.Vpc(
      "network",
      { cidrBlock: "10.0.0.0/16", availabilityZoneNames: ["us-east-1a", "us-east-1b"] },
      opts,
    );
  });
  if (vpc === undefined) throw new Error("no network");
  const { privateSubnetIds, publicSubnetIds } = vpc;
  let listener: aws.lb.Listener | undefined;
  new Component("LoadBalancer", "front", (opts) => {
    const balancer = new aws.lb.LoadBalancer("front", { subnets: publicSubnetIds }, opts);
    listener = new aws.lb.Listener("http", { loadBalancerArn: balancer.arn, defaultActions: [] }, opts);
  });
  let table: aws.dynamodb.Table | undefined;
  new Component("Table", "orders", (opts) => {
    table = new aws.dynamodb.Table(
      "orders",
      { hashKey: "id", attributes: [], billingMode: "PAY_PER_REQUEST" },
      opts,
    );
  });
  for (const name of ["web", "api"]) {
    let repository: aws.ecr.Repository | undefined;
    new Component("Image", name, (opts) => {
      repository = new aws.ecr.Repository(name, {}, opts);
    });
    new Component("Service", name, (opts) => {
      new aws.ecs.Service(
        name,
        {
          networkConfiguration: { subnets: privateSubnetIds },
          taskDefinition: pulumi.interpolate`${repository?.repositoryUrl}:1`,
          ...(name === "api" ? { cluster: table?.arn } : {}),
        },
        { ...opts, dependsOn: name === "web" && listener ? [listener] : [] },
      );
    });
  }
}

const services: ServiceReader = (resources) =>
  resources
    .filter(({ type }) => type === "shop:index:Service")
    .map(({ name, urn }) => ({
      name,
      urn,
      platform: "ECS",
      settings: {},
      calls: name === "web" ? ["api"] : [],
    }));

interface Outline {
  [title: string]: Outline;
}

/** Titles in titles; what is folded is left out. */
function outline(boxes: readonly BoxView[]): Outline {
  return Object.fromEntries(
    boxes.map(({ title, kind, inside }) => [title, kind === "unit" ? {} : outline(inside?.boxes ?? [])]),
  );
}

function titlesOf({ boxes, links }: View): string[] {
  const titles = new Map<string, string>();
  const add = (some: readonly BoxView[]): void => {
    for (const { id, title, kind, inside } of some) {
      if (kind === "unit" || kind === "internet") titles.set(id, title);
      if (kind !== "unit") add(inside?.boxes ?? []);
    }
  };
  add(boxes);
  return links
    .filter(({ from, to }) => titles.has(from) && titles.has(to))
    .map(({ from, to, kind }) => `${titles.get(from)} ${kind} ${titles.get(to)}`)
    .sort();
}

describe("picture of the page", () => {
  it("has subnets in their network, services in theirs, and data and images beside them", async () => {
    const view = viewOf(reportOf(await planOf(shop)), filesOf(), services);
    assert.deepEqual(outline(view.boxes), {
      internet: {},
      network: {
        "public subnets": { front: {} },
        "private subnets": { ECS: { api: {}, web: {} } },
      },
      orders: {},
      supporting: { api: {}, web: {} },
    });
    const network = view.boxes.find(({ kind }) => kind === "network");
    assert.equal(network?.subtitle, "Network · 10.0.0.0/16");
  });

  it("has a lane for each zone, which what is in the network spans", async () => {
    const view = viewOf(reportOf(await planOf(shop)), filesOf(), services);
    const { boxes } = arrange(view.boxes, () => false);
    const drawn = (title: string) => {
      const found = boxes.find(({ box }) => box.title === title);
      assert.ok(found, title);
      return found;
    };
    const network = drawn("network");
    assert.deepEqual(network.box.lanes, ["us-east-1a", "us-east-1b"]);
    const [open, closed] = [drawn("public subnets"), drawn("private subnets")];
    assert.deepEqual(
      [open.box.lanes, closed.box.lanes],
      [
        ["public", "public"],
        ["private", "private"],
      ],
    );
    assert.ok(open.y + open.height < closed.y, "public subnets are above private ones");
    for (const [inner, outer] of [
      [open, network],
      [closed, network],
      [drawn("front"), open],
      [drawn("ECS"), closed],
    ] as const) {
      assert.deepEqual([inner.x - outer.x, inner.width], [20, outer.width - 40], inner.box.title);
    }
  });

  it("has the range of each subnet in its zone, and numbers zones without names", async () => {
    const lanesOf = async (args: awsx.ec2.VpcArgs) => {
      const plan = await planOf(() => {
        const vpc = new awsx.ec2.Vpc("network", args);
        new aws.lb.LoadBalancer("front", { subnets: vpc.publicSubnetIds });
      });
      const { boxes } = viewOf(reportOf(plan), filesOf());
      const network = boxes.find(({ kind }) => kind === "network");
      return [network?.lanes, network?.inside?.boxes[0]?.lanes];
    };
    const subnetSpecs = [{ type: "Public" as const, cidrBlocks: ["10.0.0.0/20", "10.0.16.0/20"] }];
    assert.deepEqual(await lanesOf({ numberOfAvailabilityZones: 2, subnetSpecs }), [
      ["zone 1", "zone 2"],
      ["public 10.0.0.0/20", "public 10.0.16.0/20"],
    ]);
    assert.deepEqual(await lanesOf({}), [undefined, undefined]);
  });

  it("orders the subnets of a plan by their zones", async () => {
    const plan = await planOf(() => {
      const vpc = new aws.ec2.Vpc("network", { cidrBlock: "10.0.0.0/16" });
      const [b, a] = ["b", "a"].map(
        (zone, index) =>
          new aws.ec2.Subnet(zone, {
            vpcId: vpc.id,
            availabilityZone: `us-east-1${zone}`,
            cidrBlock: `10.0.${index}.0/24`,
            mapPublicIpOnLaunch: true,
          }),
      );
      if (a && b) new aws.lb.LoadBalancer("front", { subnets: [a.id, b.id] });
    });
    const { boxes } = viewOf(reportOf(plan), filesOf());
    const network = boxes.find(({ kind }) => kind === "network");
    assert.deepEqual(
      [network?.lanes, network?.inside?.boxes[0]?.lanes],
      [
        ["us-east-1a", "us-east-1b"],
        ["public 10.0.1.0/24", "public 10.0.0.0/24"],
      ],
    );
  });

  it("has requests as they go, calls as they are named, uses of data and what else is needed", async () => {
    const view = viewOf(reportOf(await planOf(shop)), filesOf(), services);
    assert.deepEqual(titlesOf(view), [
      "api need api",
      "api use orders",
      "front request web",
      "internet request front",
      "web call api",
      "web need web",
    ]);
  });

  it("tells services by their types where a project names none, with dependencies as calls", async () => {
    const view = viewOf(
      reportOf(
        await planOf(() => {
          const back = new aws.lambda.Function("back", { role: "arn:aws:iam::000000000000:role/a" });
          new aws.lambda.Function("front", {
            role: "arn:aws:iam::000000000000:role/a",
            description: back.arn,
          });
        }),
      ),
      filesOf(),
    );
    assert.deepEqual(outline(view.boxes), { Lambda: { back: {}, front: {} } });
    assert.deepEqual(titlesOf(view), ["front call back"]);
  });

  it("opens a component that holds everything, and folds many of a kind", async () => {
    const view = viewOf(
      reportOf(
        await planOf(() => {
          const app = new pulumi.ComponentResource("shop:index:App", "app");
          for (let index = 0; index < 4; index++) {
            const image = new pulumi.ComponentResource(
              "shop:index:Image",
              `image${index}`,
              {},
              { parent: app },
            );
            new aws.ecr.Repository(`image${index}`, {}, { parent: image });
          }
        }),
      ),
      filesOf(),
    );
    assert.deepEqual(outline(view.boxes), {
      supporting: { "4 × Image": { image0: {}, image1: {}, image2: {}, image3: {} } },
    });
  });

  it("keeps the arrows inside of a component, without those that others imply", async () => {
    const view = viewOf(
      reportOf(
        await planOf(() => {
          new Component("Queue", "jobs", (opts) => {
            const dead = new aws.sqs.Queue("dead", {}, opts);
            const queue = new aws.sqs.Queue("queue", { redrivePolicy: dead.arn }, opts);
            new aws.sqs.QueuePolicy("policy", { queueUrl: queue.id, policy: dead.arn }, opts);
          });
        }),
      ),
      filesOf(),
    );
    const nameOf = (urn: string) => urn.slice(urn.lastIndexOf("::") + 2);
    assert.deepEqual(
      view.links.map(({ from, to, kind }) => `${nameOf(from)} ${kind} ${nameOf(to)}`),
      ["queue need dead", "policy need queue"],
    );
  });
});
