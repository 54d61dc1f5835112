import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  byName,
  type DeployedService,
  deploy,
  deployedAs,
  outputsOf,
  urlsOf,
} from "../../components/deployment";
import { Domain } from "../../components/domain";
import { planOf } from "../support/plan";

const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

const services = [
  { name: "web", platforms: ["ecs", "eks"], service: { image: "web:1", routes: [{ path: "/*" }] } },
  { name: "orders", platforms: ["eks"], service: { image: "orders:1", exposure: "internal" as const } },
];

describe("A platform's deployment", () => {
  it("gets the services that name the platform, with the platform's arguments", () => {
    const seen: [string[], number][] = [];
    const run = (onPlatform: typeof services, args: number) => {
      seen.push([onPlatform.map(({ name }) => name), args]);
      return { deployed: [], outputs: { url: "http://web" } };
    };
    const stack = { services, domain: undefined };
    assert.deepEqual(deploy("ecs", 1, stack, run).outputs, { url: "http://web" });
    deploy("eks", 0, stack, run);
    assert.deepEqual(seen, [
      [["web"], 1],
      [["web", "orders"], 0],
    ]);
  });

  it("is nothing where the stack doesn't have the platform", () => {
    const none = deploy("ecs", undefined, { services, domain: undefined }, () => assert.fail("must not run"));
    assert.deepEqual(none, { deployed: [], outputs: {} });
  });

  it("has the hosts of its routes below the name that the platform has", async () => {
    const hosts = async (platform: string) => {
      let found: (string | undefined)[] = [];
      await planOf(() => {
        const hostNames = { ecs: ["example.org"], eks: ["eks.example.org"] };
        const domain = new Domain("domain", { name: "example.org", certificateArn, hostNames });
        const routes = [{ path: "/a", host: "app.example.org" }, { path: "/b" }];
        const routed = [{ name: "web", platforms: ["ecs", "eks"], service: { image: "web:1", routes } }];
        deploy(platform, {}, { services: routed, domain }, ([web]) => {
          found = web?.service.routes.map(({ host }) => host) ?? [];
          return { deployed: [], outputs: {} };
        });
      });
      return found;
    };
    assert.deepEqual(await hosts("ecs"), ["app.example.org", undefined]);
    assert.deepEqual(await hosts("eks"), ["app.eks.example.org", undefined]);
  });

  it("adds the addresses of public services, and no output that it doesn't have", async () => {
    assert.deepEqual(Object.keys(byName(services)), ["web", "orders"]);
    let urls: object = {};
    await planOf(() => {
      class Service extends pulumi.ComponentResource implements DeployedService {
        constructor(
          readonly name: string,
          readonly url: pulumi.Output<string> | undefined,
        ) {
          super("test:Service", name);
        }
      }
      const deployed = [new Service("web", pulumi.output("http://web")), new Service("mail", undefined)];
      urls = urlsOf(deployed);
      assert.deepEqual(deployedAs("mail", [{ deployed, outputs: {} }]), deployed.slice(1));
    });
    assert.deepEqual(Object.keys(urls), ["web"]);
    const outputs = [{ ecsUrls: 1, ecsLoadBalancer: undefined }, { eksUrls: 2 }];
    assert.deepEqual(outputsOf(outputs.map((each) => ({ deployed: [], outputs: each }))), {
      ecsUrls: 1,
      eksUrls: 2,
    });
  });
});
