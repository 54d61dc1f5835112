import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan, Secret, secret } from "../../support/plan";
import { described, network } from "./described";

/** All in one stack, by their names; hello is the service as described. */
const describedServices = (): Record<string, ServiceDescription> => ({
  hello: described(),
  scaled: described({ scaling: { min: 2, max: 6, cpuPercent: 60, memoryPercent: 80 } }),
  remembering: described({ scaling: { min: 1, max: 2, memoryPercent: 70 } }),
  routed: described({
    routes: [
      { path: "/*", priority: 41234 },
      { path: "/api/*", host: "shop.example.com", priority: 7 },
    ],
  }),
  available: described({ scaling: { min: 2, max: 2 } }),
  mixed: described({
    architecture: "x86_64",
    scaling: { min: 2, max: 2 },
    capacity: { base: 1, onDemand: 1, spot: 3 },
  }),
  large: described({ cpu: 1024, memory: 2048, port: 3000, health: { path: "/ready", intervalSeconds: 30 } }),
  secretive: described({
    environment: {
      GREETING: "Hello",
      PLATFORM: "here",
      TOKEN: pulumi.secret("hunter2"),
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
        timeoutSeconds: 2,
        failureThreshold: 120,
      },
      readinessProbe: {
        httpGet: { path: "/healthz", port: "http" },
        periodSeconds: 5,
        timeoutSeconds: 2,
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
      const cluster = new EksCluster("eks", { network, services: Object.values(services) });
      const urls = Object.entries(services).map(([name, service]) => [
        name,
        new Workload(name, { cluster, service }).url,
      ]);
      return Object.fromEntries(urls);
    });
  });

  it("consists of these resources, all its children, applied through the cluster's provider", () => {
    const children = plan.childrenOf(plan.resource("hello", "aws-containers:eks:Workload"));
    assert.deepEqual(children.map(({ type, name }) => `${name} ${type}`).sort(), [
      "hello-autoscaler kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      "hello-deployment kubernetes:apps/v1:Deployment",
      "hello-disruption-budget kubernetes:policy/v1:PodDisruptionBudget",
      "hello-ingress-100 kubernetes:networking.k8s.io/v1:Ingress",
      "hello-network-policy kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "hello-service kubernetes:core/v1:Service",
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
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
        template: { metadata: { labels }, spec: pod },
      },
    });
  });

  it("starts pods only after Ingresses and network policy", () => {
    assert.deepEqual(plan.dependenciesOf(plan.resource("hello-deployment")), [
      "eks-namespace",
      "hello-ingress-100",
      "hello-network-policy",
      "hello-service-account",
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

  it("is reached by name in the cluster", () => {
    assert.deepEqual(plan.resource("hello-service").inputs, {
      apiVersion: "v1",
      kind: "Service",
      metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { type: "ClusterIP", selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] },
    });
  });

  it("is reached from the internet through the cluster's load balancer", () => {
    const ingress = plan.resource("hello-ingress-100");
    assert.deepEqual(ingress.inputs, {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: "00100-hello",
        namespace: "services",
        labels,
        annotations: {
          "alb.ingress.kubernetes.io/target-type": "ip",
          "alb.ingress.kubernetes.io/healthcheck-path": "/healthz",
          "alb.ingress.kubernetes.io/healthcheck-interval-seconds": "5",
          "alb.ingress.kubernetes.io/healthcheck-timeout-seconds": "2",
          "alb.ingress.kubernetes.io/healthy-threshold-count": "2",
          "alb.ingress.kubernetes.io/unhealthy-threshold-count": "2",
          "alb.ingress.kubernetes.io/target-group-attributes": "deregistration_delay.timeout_seconds=5",
        },
      },
      spec: {
        ingressClassName: "services",
        rules: [
          {
            http: {
              paths: [
                {
                  path: "/*",
                  pathType: "ImplementationSpecific",
                  backend: { service: { name: "hello", port: { name: "http" } } },
                },
              ],
            },
          },
        ],
      },
    });
    assert.deepEqual(plan.dependenciesOf(ingress), ["eks-ingress-class", "eks-namespace", "hello-service"]);
    assert.match(String(plan.outputs.hello), /^http:\/\/k8s-[0-9a-z-]+\.us-east-1\.elb\.amazonaws\.com$/);
    assert.deepEqual(plan.resource("hello", "Workload").outputs, { url: plan.outputs.hello });
  });

  it("allows ingress to its port only, and egress to anything but the node's metadata", () => {
    assert.deepEqual(plan.resource("hello-network-policy").inputs, {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata,
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ ports: [{ protocol: "TCP", port: 8080 }] }],
        egress: [
          {
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
          { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }] },
        ],
      },
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

  it("shows plain variables and puts all others into a Secret with a name of its own", () => {
    const environment = plan.resource("secretive-environment");
    assert.deepEqual(environment.inputs, {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { namespace: "services", labels: labelsOf("secretive") },
      immutable: true,
      stringData: secret({ TOKEN: "hunter2", ADDRESS: "10.0.0.1" }),
    });
    const { name } = environment.outputs.metadata as { name: string };
    assert.match(name, /^secretive-environment-[0-9a-f]+$/);
    assert.deepEqual(containerOf(plan, "secretive").env, [
      { name: "ADDRESS", valueFrom: { secretKeyRef: { name, key: "ADDRESS" } } },
      { name: "GREETING", value: "Hello" },
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

  it("creates a rule for each route, in the order of the priorities", () => {
    const ingresses = plan
      .childrenOf(plan.resource("routed"))
      .filter(({ type }) => type.endsWith(":Ingress"));
    const objects = ingresses.map(({ name, inputs }) => {
      const { metadata, spec } = inputs as { metadata: { name: string }; spec: { rules: unknown } };
      return { name, object: metadata.name, rules: spec.rules };
    });
    const backend = { service: { name: "routed", port: { name: "http" } } };
    const pathType = "ImplementationSpecific";
    assert.deepEqual(objects, [
      {
        name: "routed-ingress-41234",
        object: "41234-routed",
        rules: [{ http: { paths: [{ path: "/*", pathType, backend }] } }],
      },
      {
        name: "routed-ingress-7",
        object: "00007-routed",
        rules: [{ host: "shop.example.com", http: { paths: [{ path: "/api/*", pathType, backend }] } }],
      },
    ]);
    const { dependencies } = plan.resource("routed-deployment");
    assert.ok(ingresses.every(({ urn }) => dependencies.includes(urn)));
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
        return { url: new Workload("hello", { cluster, service }).url };
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
      timeoutSeconds: 2,
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
