import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan, Secret, secret } from "../../support/plan";
import { described, network } from "./described";

/** All in one stack, by their names; hello is the service as described. */
const describedServices = (): Record<string, ServiceDescription> =>
  Object.fromEntries(
    Object.entries(distinct()).map(([name, service], index) => [
      name,
      { ...service, routes: [{ path: `/${name}`, priority: index + 1 }] },
    ]),
  );

const distinct = (): Record<string, ServiceDescription> => ({
  hello: described(),
  scaled: described({ scaling: { min: 2, max: 6, cpuPercent: 60, memoryPercent: 80 } }),
  remembering: described({
    scaling: { min: 1, max: 2, memoryPercent: 70, scaleInCooldownSeconds: 600, scaleOutCooldownSeconds: 30 },
  }),
  available: described({ scaling: { min: 2, max: 2 } }),
  mixed: described({
    architecture: "x86_64",
    scaling: { min: 2, max: 2, scaleInCooldownSeconds: 0 },
    capacity: { base: 1, onDemand: 1, spot: 3 },
  }),
  open: described({ egress: "any" }),
  calling: described({
    egress: [
      { port: 5432, cidr: "10.1.0.0/16" },
      { port: 53, cidr: "128.0.0.0/1", protocol: "udp" },
      { port: 53, cidr: "169.253.0.0/16" },
    ],
  }),
  low: described({ port: 80 }),
  patient: described({
    drainSeconds: 60,
    stopSeconds: 90,
    minimumHealthyPercent: 50,
    maximumPercent: 150,
    health: { intervalSeconds: 30, graceSeconds: 200, unhealthyThreshold: 3 },
  }),
  large: described({ cpu: 1024, memory: 2048, port: 3000, health: { path: "/ready", intervalSeconds: 30 } }),
  secretive: described({
    environment: {
      GREETING: "Hello $$(USER)$",
      PLATFORM: "here",
      TOKEN: pulumi.secret("hunter2$$"),
      ADDRESS: pulumi.output("10.0.0.1"),
    },
  }),
});

const labelsOf = (name: string) => ({ "app.kubernetes.io/name": name });
const metadataOf = (name: string) => ({ name, namespace: "services", labels: labelsOf(name) });
const spread = (name: string, topologyKey: string, whenUnsatisfiable: string) => ({
  topologyKey,
  maxSkew: 1,
  whenUnsatisfiable,
  labelSelector: { matchLabels: labelsOf(name) },
  matchLabelKeys: ["pod-template-hash"],
  nodeTaintsPolicy: "Honor",
});
const labels = labelsOf("hello");
const metadata = metadataOf("hello");
const anywhere = [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }];

const pod = {
  serviceAccountName: "hello",
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: 40,
  nodeSelector: { "kubernetes.io/arch": "arm64", "karpenter.sh/capacity-type": "spot" },
  topologySpreadConstraints: [spread("hello", "topology.kubernetes.io/zone", "ScheduleAnyway")],
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 65532,
    runAsGroup: 65532,
    seccompProfile: { type: "RuntimeDefault" },
  },
  containers: [
    {
      name: "service",
      image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:content",
      ports: [{ name: "http", containerPort: 8080 }],
      env: [
        { name: "PLATFORM", value: "eks" },
        { name: "PORT", value: "8080" },
      ],
      resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "512Mi" } },
      startupProbe: {
        httpGet: { path: "/healthz", port: "http" },
        periodSeconds: 1,
        timeoutSeconds: 4,
        failureThreshold: 40,
      },
      readinessProbe: {
        httpGet: { path: "/healthz", port: "http" },
        periodSeconds: 5,
        timeoutSeconds: 4,
        failureThreshold: 2,
      },
      livenessProbe: {
        httpGet: { path: "/healthz", port: "http" },
        periodSeconds: 10,
        timeoutSeconds: 5,
        failureThreshold: 6,
      },
      lifecycle: { preStop: { sleep: { seconds: 10 } } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    },
  ],
  volumes: [{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }],
};

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

  it("never blocks a drain, even with a single replica", () => {
    assert.deepEqual(plan.resource("hello-disruption-budget").inputs, {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata,
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: labels },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    });
  });

  it("scales between min and max on CPU and memory", () => {
    const metric = (name: string, averageUtilization: number) => ({
      type: "Resource",
      resource: { name, target: { type: "Utilization", averageUtilization } },
    });
    assert.deepEqual(plan.resource("scaled-autoscaler").inputs, {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: metadataOf("scaled"),
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "scaled" },
        minReplicas: 2,
        maxReplicas: 6,
        metrics: [metric("cpu", 60), metric("memory", 80)],
      },
    });
  });

  it("scales on memory alone", () => {
    const { spec } = plan.resource("remembering-autoscaler").inputs as { spec: { metrics: unknown } };
    assert.deepEqual(spec.metrics, [
      {
        type: "Resource",
        resource: { name: "memory", target: { type: "Utilization", averageUtilization: 70 } },
      },
    ]);
  });

  it("waits before it scales as long as it is told, and as Kubernetes does otherwise", () => {
    const behaviorOf = (name: string) =>
      (plan.resource(`${name}-autoscaler`).inputs as { spec: { behavior?: unknown } }).spec.behavior;
    assert.deepEqual(behaviorOf("remembering"), {
      scaleDown: { stabilizationWindowSeconds: 600 },
      scaleUp: { stabilizationWindowSeconds: 30 },
    });
    assert.deepEqual(behaviorOf("mixed"), { scaleDown: { stabilizationWindowSeconds: 0 } });
    assert.equal(behaviorOf("scaled"), undefined);
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

  it("requires a spread over zones with at least two replicas, also while nodes are yet to start", () => {
    assert.deepEqual(podOf(plan, "available").topologySpreadConstraints, [
      { ...spread("available", "topology.kubernetes.io/zone", "DoNotSchedule"), minDomains: 2 },
    ]);
  });

  const zonesAndReplicas = [
    { zones: 2, min: 2, minDomains: 2 },
    { zones: 2, min: 6, minDomains: 2 },
    { zones: 3, min: 2, minDomains: 2 },
    { zones: 3, min: 3, minDomains: 2 },
    { zones: 4, min: 3, minDomains: 3 },
    { zones: 6, min: 12, minDomains: 5 },
  ];
  for (const { zones, min, minDomains } of zonesAndReplicas) {
    it(`requires ${minDomains} of ${zones} zones for ${min} replicas, so that those of a lost one can be replaced`, async () => {
      const plan = await planOf(() => {
        const service = described({ scaling: { min, max: min } });
        const wider = { ...network, availabilityZones: zones };
        const cluster = new EksCluster("eks", { network: wider, services: [service] });
        const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
        return { url: new Workload("hello", { cluster, loadBalancer, service }).url };
      });
      assert.deepEqual(podOf(plan, "hello").topologySpreadConstraints, [
        { ...spread("hello", "topology.kubernetes.io/zone", "DoNotSchedule"), minDomains },
      ]);
    });
  }

  it("starts with the minimum of replicas, and leaves their number to the autoscaler from then on", () => {
    for (const [name, min] of [
      ["hello", 1],
      ["scaled", 2],
      ["available", 2],
    ] as const) {
      const { inputs, ignoreChanges } = plan.resource(`${name}-deployment`);
      assert.equal((inputs.spec as { replicas: number }).replicas, min, name);
      assert.deepEqual(ignoreChanges, ["spec.replicas"], name);
    }
  });

  it("has an autoscaler even where min equals max, so that neither way between the two resets the replicas", () => {
    assert.deepEqual(plan.resource("available-autoscaler").inputs, {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: metadataOf("available"),
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "available" },
        minReplicas: 2,
        maxReplicas: 2,
      },
    });
  });

  it("spreads evenly over Spot and On-Demand for a service on both", () => {
    assert.deepEqual(podOf(plan, "mixed").nodeSelector, { "kubernetes.io/arch": "amd64" });
    assert.deepEqual(podOf(plan, "mixed").topologySpreadConstraints, [
      { ...spread("mixed", "topology.kubernetes.io/zone", "DoNotSchedule"), minDomains: 2 },
      { ...spread("mixed", "karpenter.sh/capacity-type", "DoNotSchedule"), minDomains: 2 },
    ]);
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

type PodInputs = { containers: Record<string, unknown>[] } & Record<string, unknown>;

function podOf(plan: RecordedPlan, name: string): PodInputs {
  const { spec } = plan.resource(`${name}-deployment`).inputs as { spec: { template: { spec: unknown } } };
  return spec.template.spec as PodInputs;
}

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
