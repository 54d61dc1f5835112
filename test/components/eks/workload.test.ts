import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import { planOf, type RecordedPlan, Secret, secret } from "../../support/plan";
import { network } from "./described";
import { describedServices, labels, labelsOf, metadata, pod, podOf } from "./workload-plan";

const anywhere = [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }];

function containerOf(plan: RecordedPlan, name: string): Record<string, unknown> {
  const [container] = podOf(plan, name).containers;
  assert.ok(container);
  return container;
}

function withoutSecrets(value: unknown): unknown {
  if (value instanceof Secret) return "[secret]";
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}

describe("Workload", () => {
  let plan: RecordedPlan;

  before(async () => {
    plan = await planOf(() => {
      const services = describedServices();
      const cluster = new EksCluster("eks", {
        containerLogs: false,
        network,
        services: Object.values(services),
      });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
      const urls = Object.entries(services).map(([name, service]) => [
        name,
        new Workload(name, { cluster, loadBalancer, service }).url,
      ]);
      return Object.fromEntries(urls);
    });
  });

  it("consists of these resources, all its children, applied through the cluster's provider", () => {
    const children = plan.childrenOf(plan.resource("aws-containers:eks:Workload", "hello"));
    assert.deepEqual(children.map(({ type, name }) => `${name} ${type}`).sort(), [
      "hello-autoscaler kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      "hello-deployment kubernetes:apps/v1:Deployment",
      "hello-disruption-budget kubernetes:policy/v1:PodDisruptionBudget",
      "hello-network-policy kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "hello-service-account kubernetes:core/v1:ServiceAccount",
    ]);
    const provider = plan.resource("eks-kubernetes");
    for (const child of children) {
      assert.ok(child.provider?.startsWith(`${provider.urn}::`), child.name);
      assert.ok(plan.dependenciesOf(child).includes("eks-namespace"), child.name);
    }
  });

  it("runs pods that the Pod Security Standard restricted admits", () => {
    assert.deepEqual(plan.resource("hello-deployment").inputs, {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec: {
        progressDeadlineSeconds: 600,
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "0%", maxSurge: "100%" } },
        template: { metadata: { labels }, spec: pod },
      },
    });
    const { customTimeouts } = plan.resource("hello-deployment");
    assert.deepEqual(customTimeouts, { create: 660, update: 660, delete: 660 });
  });

  it("starts pods only after target group and network policy", () => {
    assert.deepEqual(plan.dependenciesOf(plan.resource("hello-deployment")), [
      "eks-namespace",
      "hello-network-policy",
      "hello-service-account",
      "hello-target-group",
    ]);
  });

  it("has a service account without a token", () => {
    assert.deepEqual(plan.resource("hello-service-account").inputs, {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata,
      automountServiceAccountToken: false,
    });
  });

  it("allows ingress to its port only, and egress to DNS, HTTPS and the Pod Identity agent", () => {
    assert.deepEqual(plan.resource("hello-network-policy").inputs, {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata,
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ ports: [{ protocol: "TCP", port: "http" }] }],
        egress: [
          {
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
          { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
          { to: anywhere, ports: [{ protocol: "TCP", port: 443 }] },
        ],
      },
    });
  });

  it("allows egress to what the service opens, never to the node's metadata", () => {
    const opened = (name: string) =>
      (plan.resource(`${name}-network-policy`).inputs.spec as { egress: unknown[] }).egress.slice(2);
    assert.deepEqual(opened("open"), [{ to: anywhere }]);
    assert.deepEqual(opened("calling"), [
      { to: anywhere, ports: [{ protocol: "TCP", port: 443 }] },
      { to: [{ ipBlock: { cidr: "10.1.0.0/16" } }], ports: [{ protocol: "TCP", port: 5432 }] },
      {
        to: [{ ipBlock: { cidr: "128.0.0.0/1", except: ["169.254.0.0/16"] } }],
        ports: [{ protocol: "UDP", port: 53 }],
      },
      { to: [{ ipBlock: { cidr: "169.253.0.0/16" } }], ports: [{ protocol: "TCP", port: 53 }] },
    ]);
  });

  it("lets a service listen on a port below 1024 without root", () => {
    assert.deepEqual(podOf(plan, "low").securityContext, {
      ...pod.securityContext,
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
    });
  });

  it("starts, drains, stops and replaces pods as the service says", () => {
    const { terminationGracePeriodSeconds } = podOf(plan, "patient");
    assert.equal(terminationGracePeriodSeconds, 155);
    const { lifecycle, startupProbe, readinessProbe, livenessProbe } = containerOf(plan, "patient");
    const httpGet = { path: "/healthz", port: "http" };
    assert.deepEqual(
      { lifecycle, startupProbe, readinessProbe, livenessProbe },
      {
        lifecycle: { preStop: { sleep: { seconds: 65 } } },
        startupProbe: { httpGet, periodSeconds: 1, timeoutSeconds: 5, failureThreshold: 290 },
        readinessProbe: { httpGet, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 3 },
        livenessProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 9 },
      },
    );
    const { strategy } = plan.resource("patient-deployment").inputs.spec as { strategy: unknown };
    assert.deepEqual(strategy, {
      type: "RollingUpdate",
      rollingUpdate: { maxUnavailable: "50%", maxSurge: "50%" },
    });
  });

  it("shows plain variables and puts all others into a Secret with a name of its own", () => {
    const environment = plan.resource("secretive-environment");
    assert.deepEqual(environment.inputs, {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { namespace: "services", labels: labelsOf("secretive") },
      immutable: true,
      stringData: secret({ TOKEN: "hunter2$$", ADDRESS: "10.0.0.1" }),
    });
    const { name } = environment.outputs.metadata as { name: string };
    assert.match(name, /^secretive-environment-[0-9a-f]+$/);
    assert.deepEqual(containerOf(plan, "secretive").env, [
      { name: "ADDRESS", valueFrom: { secretKeyRef: { name, key: "ADDRESS" } } },
      { name: "GREETING", value: "Hello $$$$(USER)$$" },
      { name: "PLATFORM", value: "here" },
      { name: "PORT", value: "8080" },
      { name: "TOKEN", valueFrom: { secretKeyRef: { name, key: "TOKEN" } } },
    ]);
    assert.ok(plan.dependenciesOf(plan.resource("secretive-deployment")).includes("secretive-environment"));
    const inTheOpen = plan.resources.filter(({ inputs }) =>
      JSON.stringify(withoutSecrets(inputs)).includes("hunter2"),
    );
    assert.deepEqual(inTheOpen, []);
  });

  it("requests what the service needs, in Kubernetes' units", () => {
    const container = containerOf(plan, "large");
    assert.deepEqual(container.resources, {
      requests: { cpu: "1000m", memory: "2048Mi" },
      limits: { memory: "2048Mi" },
    });
    assert.deepEqual(container.ports, [{ name: "http", containerPort: 3000 }]);
    assert.deepEqual(container.readinessProbe, {
      httpGet: { path: "/ready", port: "http" },
      periodSeconds: 30,
      timeoutSeconds: 5,
      failureThreshold: 2,
    });
  });
});
