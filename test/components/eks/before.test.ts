import assert from "node:assert/strict";
import type { BeforeCommand } from "../../../components/before";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const command = ["npm", "run", "migrate", "--price=$5"];

function planWith(changes: Partial<ServiceDescription> = {}, name = "hello"): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described({ before: { command }, ...changes });
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: [service],
    });
    const services = { [name]: service, orders: described({ exposure: "internal", routes: [] }) };
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
    new Workload(name, { cluster, loadBalancer, service });
  });
}

interface Pod {
  containers: Record<string, unknown>[];
  nodeSelector: Record<string, string>;
  volumes: object[];
  [other: string]: unknown;
}

interface Spec {
  template: { metadata: { labels: object; annotations: Record<string, string> }; spec: Pod };
  [other: string]: unknown;
}

const jobOf = (plan: RecordedPlan) => plan.resource("batch/v1:Job", "hello-before");
const specOf = (plan: RecordedPlan) => jobOf(plan).inputs.spec as Spec;
const podOf = (plan: RecordedPlan) => specOf(plan).template.spec;
const labels = { "app.kubernetes.io/name": "hello.before" };

describe("Workload: the command before a deployment", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planWith();
  });

  it("is a Job that runs once, and is made anew where it failed", () => {
    const { inputs, customTimeouts } = jobOf(plan);
    assert.deepEqual(inputs.metadata, {
      namespace: "services",
      labels,
      annotations: { "pulumi.com/replaceUnready": "true" },
    });
    const { template, ...spec } = specOf(plan);
    assert.deepEqual(spec, { backoffLimit: 0, activeDeadlineSeconds: 600 });
    assert.deepEqual(template.metadata, { labels, annotations: { "karpenter.sh/do-not-disrupt": "true" } });
    assert.equal(customTimeouts?.create, 12 * 60);
  });

  it("has the service's pod, with the command, without port and probes", () => {
    const deployed = plan.resource("hello-deployment").inputs.spec as Spec;
    const { containers, topologySpreadConstraints, ...service } = deployed.template.spec;
    const [container] = containers;
    const { ports, livenessProbe, readinessProbe, startupProbe, lifecycle, ...same } = container ?? {};
    assert.deepEqual(podOf(plan), {
      ...service,
      terminationGracePeriodSeconds: 30,
      restartPolicy: "Never",
      containers: [{ ...same, name: "before", args: ["npm", "run", "migrate", "--price=$$5"] }],
    });
  });

  it("has the service's variables, those of the services that it calls included", async () => {
    const calls = { calls: ["orders"], environment: { GREETING: "Hello" } };
    const [container] = podOf(await planWith(calls)).containers;
    assert.deepEqual(container?.env, [
      { name: "GREETING", value: "Hello" },
      { name: "ORDERS_URL", value: "http://orders" },
      { name: "PLATFORM", value: "eks" },
      { name: "PORT", value: "8080" },
    ]);
  });

  it("has the service's secrets and role, and waits for the role's permissions", async () => {
    const secrets = { TOKEN: "/shop/token" };
    const secret = await planWith({ secrets, secretEnvironment: { KEY: "k" } });
    const deployed = secret.resource("hello-deployment").inputs.spec as Spec;
    assert.deepEqual(podOf(secret).volumes, deployed.template.spec.volumes);
    assert.deepEqual(podOf(secret).containers[0]?.env, deployed.template.spec.containers[0]?.env);
    assert.equal(
      specOf(secret).template.metadata.annotations["aws-containers/role-arn"],
      secret.resource("hello-pod").outputs.arn,
    );
    const dependencies = secret.dependenciesOf(jobOf(secret));
    for (const needed of ["hello-pod-identity", "hello-read-secrets", "hello-secrets"]) {
      assert.ok(dependencies.includes(needed), needed);
    }
  });

  it("has the service's files and sidecars, which end with it", async () => {
    const image = `public.ecr.aws/envoy/envoy@sha256:${"0".repeat(64)}`;
    const beside = await planWith({
      files: { "/etc/app/config.yaml": "a: b" },
      sidecars: { proxy: { image } },
    });
    const deployed = (beside.resource("hello-deployment").inputs.spec as Spec).template.spec;
    const { initContainers, volumes } = podOf(beside);
    assert.deepEqual(
      { initContainers, volumes },
      { initContainers: deployed.initContainers, volumes: deployed.volumes },
    );
    const [sidecar] = initContainers as { name: string; restartPolicy: string }[];
    assert.deepEqual([sidecar?.name, sidecar?.restartPolicy], ["proxy", "Always"]);
    assert.deepEqual(podOf(beside).containers[0]?.volumeMounts, deployed.containers[0]?.volumeMounts);
  });

  it("comes before the Deployment", () => {
    assert.ok(plan.dependenciesOf(plan.resource("hello-deployment")).includes("hello-before"));
  });

  it("is selected by nothing but a network policy of its own, which opens what the service may open", async () => {
    const egress = [{ port: 5432, cidr: "10.1.0.0/16" }];
    const opened = await planWith({ egress, calls: ["orders"] });
    const policyOf = (name: string) =>
      opened.resource("NetworkPolicy", name).inputs.spec as {
        podSelector: object;
        ingress: object[];
        egress: { to?: { podSelector?: object }[] }[];
      };
    const own = policyOf("hello-before-network-policy");
    const service = policyOf("hello-network-policy");
    assert.deepEqual(own.podSelector, { matchLabels: labels });
    assert.deepEqual(own.ingress, []);
    const isToPods = ({ to }: { to?: { podSelector?: object }[] }) => to?.[0]?.podSelector !== undefined;
    assert.deepEqual(
      own.egress,
      service.egress.filter((rule) => !isToPods(rule)),
    );
    assert.equal(service.egress.filter(isToPods).length, 1);
    assert.ok(opened.dependenciesOf(jobOf(opened)).includes("hello-before-network-policy"));
    const selectors = opened.resources
      .filter(({ name }) => !name.startsWith("hello-before"))
      .map(({ inputs }) => JSON.stringify(inputs));
    assert.ok(!selectors.some((inputs) => inputs.includes("hello.before")));
  });

  it("runs on the service's capacity, On-Demand where it has both", async () => {
    const capacity = async (changes: Partial<ServiceDescription>) =>
      podOf(await planWith(changes)).nodeSelector["karpenter.sh/capacity-type"];
    assert.equal(await capacity({}), "spot");
    assert.equal(await capacity({ capacity: "on-demand" }), "on-demand");
    const mixed: Partial<ServiceDescription> = {
      capacity: { base: 1, onDemand: 1, spot: 1 },
      scaling: { min: 2, max: 2 },
    };
    assert.equal(await capacity(mixed), "on-demand");
  });

  it("may take as long as it says", async () => {
    const longer = await planWith({ before: { command, timeoutMinutes: 14 } });
    assert.equal(specOf(longer).activeDeadlineSeconds, 840);
    assert.equal(jobOf(longer).customTimeouts?.create, 16 * 60);
  });

  it("is nothing at all without a command", async () => {
    const without = await planWith({ before: undefined } as object);
    assert.deepEqual(without.ofType("batch/v1:Job"), []);
  });

  const refused: [BeforeCommand, string, string][] = [
    [{ command: [] }, "hello", "service.before.command has 0 arguments: must have 1 to 100"],
    [
      { command, timeoutMinutes: 0 },
      "hello",
      "service.before.timeoutMinutes is 0: must be a whole number from 1 to 14",
    ],
    [{ command }, "a".repeat(48), "name has 48 characters: must be at most 47"],
  ];
  for (const [given, name, error] of refused) {
    it(`is refused early: ${error}`, async () => {
      await assert.rejects(planWith({ before: given }, name), {
        message: `Invalid arguments for Workload "${name}":\n  - ${error}`,
      });
    });
  }
});
