import assert from "node:assert/strict";
import type { PricedResource } from "../../costs";
import { quantity } from "../../costs/eks-pods";
import { figures, report, resource, unknown } from "./a-plan";
import { cluster } from "./eks-plan";

interface Workload {
  cpu?: string;
  memory?: string;
  replicas?: number;
  limits?: [number, number];
  selector?: Record<string, string>;
  spread?: string[];
  initContainers?: object[];
  gpus?: string;
  storage?: string;
}

function workload(name: string, args: Workload = {}): PricedResource[] {
  const { cpu = "250m", memory = "512Mi", replicas = 1, limits, spread = [], initContainers = [] } = args;
  const { selector = { "kubernetes.io/arch": "arm64" }, gpus, storage } = args;
  const disk = storage && { "ephemeral-storage": storage };
  const resources = {
    requests: { cpu, memory, ...disk },
    ...(gpus && { limits: { "nvidia.com/gpu": gpus } }),
  };
  const deployment = resource("kubernetes:apps/v1:Deployment", name, {
    metadata: { name: unknown },
    spec: {
      ...(limits ? {} : { replicas }),
      template: {
        spec: {
          initContainers,
          containers: [{ name: "service", resources }],
          nodeSelector: selector,
          topologySpreadConstraints: spread.map((topologyKey) => ({
            topologyKey,
            whenUnsatisfiable: "DoNotSchedule",
          })),
        },
      },
    },
  });
  const [minReplicas, maxReplicas] = limits ?? [];
  const scaler = resource(
    "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
    name,
    { spec: { minReplicas, maxReplicas, scaleTargetRef: { name: unknown } } },
    { propertyDependencies: { spec: [deployment.urn] } },
  );
  return [deployment, ...(limits ? [scaler] : [])];
}

function pool(architectures: string[], capacities: string[], group = "eks.amazonaws.com"): PricedResource {
  const requirements = [
    { key: "kubernetes.io/arch", operator: "In", values: architectures },
    { key: "karpenter.sh/capacity-type", operator: "In", values: capacities },
  ];
  const spec = { template: { spec: { nodeClassRef: { group }, requirements } } };
  return resource("kubernetes:karpenter.sh/v1:NodePool", architectures.join("-"), { spec });
}

describe("the estimate of Auto Mode's nodes", () => {
  const nodes = (...resources: PricedResource[]) =>
    report(cluster(), ...resources).lines.filter(({ kind }) => kind === "eks-node");
  const shown = (...resources: PricedResource[]) =>
    nodes(...resources).map(({ what, quantity: { min, max } }) => `${min}–${max} ${what}`);

  it("is the cheapest instance that fits the pods, its fee and its disk, each marked as an estimate", () => {
    const resources = [pool(["arm64"], ["on-demand"]), ...workload("hello")];
    assert.deepEqual(figures(cluster(), ...resources), [
      ["eks-cluster", 1, 73],
      ["eks-node", 1, 49.64],
      ["eks-node-disk", 1, 6.4],
      ["eks-node-fee", 1, 5.96],
    ]);
    const estimates = report(cluster(), ...resources).lines.map(({ estimate }) => estimate);
    const fit = "cheapest nodes that fit the resource requests of the pods";
    assert.deepEqual(estimates, [undefined, fit, fit, fit]);
  });

  const gpus = resource("kubernetes:karpenter.sh/v1:NodePool", "gpus", {
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: "eks.amazonaws.com" },
          taints: [{ key: "nvidia.com/gpu" }],
          requirements: [
            { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
          ],
        },
      },
    },
  });

  it("is counted once where jobs have nodes with GPUs, which cost by use", () => {
    const x86 = { selector: { "kubernetes.io/arch": "amd64" } };
    const anywhere = workload("anywhere", { selector: {}, cpu: "7" });
    const pools = [pool(["amd64"], ["on-demand"]), ...workload("hello", x86), ...anywhere];
    assert.deepEqual(shown(...pools), ["1–1 EKS node, c6a.2xlarge, amd64 On-Demand"]);
    assert.deepEqual(nodes(gpus, ...pools), nodes(...pools));
    assert.equal(nodes(...pools).length, 1);
  });

  it("has a node with a GPU for each replica of a service that has one, apart from the others", () => {
    const selector = { "kubernetes.io/arch": "amd64", "karpenter.sh/capacity-type": "on-demand" };
    const own = { gpus: "1", cpu: "2", memory: "8Gi", selector };
    const plan = [
      ...[pool(["amd64"], ["on-demand"]), gpus],
      ...[...workload("web", { selector }), ...workload("predict", { ...own, limits: [1, 3] })],
    ];
    assert.deepEqual(shown(...plan), [
      "1–3 EKS node, g4dn.xlarge, amd64 On-Demand",
      "1–1 EKS node, c6a.large, amd64 On-Demand",
    ]);
    assert.deepEqual(nodes(...plan)[0]?.monthly, { min: 383.98, max: 1151.94 });
    const without = (changes: Workload) =>
      report(cluster(), gpus, ...workload("predict", { ...own, ...changes })).noPrice.map(({ what }) => what);
    assert.deepEqual(without({}), []);
    const larger = ["nodes for pods larger than g4dn.xlarge, the one with a GPU in the price table"];
    assert.deepEqual(without({ gpus: "2" }), larger);
    assert.deepEqual(without({ cpu: "4" }), larger);
    assert.deepEqual(without({ memory: "15Gi" }), larger);
  });

  it("has nodes of a node group's own types for what names it alone", () => {
    const named = (name: string, types: string[]) =>
      resource("kubernetes:karpenter.sh/v1:NodePool", name, {
        metadata: { name },
        spec: {
          template: {
            spec: {
              nodeClassRef: { group: "eks.amazonaws.com" },
              requirements: [
                { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
                { key: "node.kubernetes.io/instance-type", operator: "In", values: types },
              ],
            },
          },
        },
      });
    const on = (nodepool: string) => ({
      selector: { "kubernetes.io/arch": "arm64", "karpenter.sh/nodepool": nodepool },
    });
    const plan = [
      ...[named("search", ["r6g.large", "r6g.xlarge"]), pool(["arm64"], ["on-demand"])],
      ...[...workload("web"), ...workload("index", { ...on("search"), memory: "9Gi", limits: [1, 2] })],
      ...workload("anywhere", { selector: {} }),
    ];
    assert.deepEqual(shown(...plan), [
      "1–1 EKS node, r6g.large to r6g.xlarge, arm64 On-Demand",
      "1–1 EKS node, c6g.large, arm64 On-Demand",
    ]);
    assert.deepEqual(nodes(...plan)[0]?.monthly, { min: 73.58, max: 147.17 });
    const unknownType = [named("graphs", ["x2gd.large"]), ...workload("graph", on("graphs"))];
    assert.deepEqual(
      report(cluster(), ...unknownType).noPrice.map(({ what }) => what),
      ["nodes of x2gd.large"],
    );
  });

  it("applies the Spot discount to the instance, not to the fee", () => {
    const [node, disk, fee] = report(pool(["arm64"], ["spot"]), ...workload("hello")).lines;
    assert.deepEqual(node?.monthly, { min: 19.86, max: 19.86 });
    assert.equal(
      node?.estimate,
      "cheapest nodes that fit the resource requests of the pods; Spot at 40 % of the On-Demand price",
    );
    assert.deepEqual([disk?.monthly.min, fee?.monthly.min], [6.4, 5.96]);
  });

  it("gives each node a public address where the VPC has no NAT gateway", () => {
    const vpc = (strategy: string) => resource("awsx:ec2:Vpc", "network", { natGateways: { strategy } });
    const kinds = (strategy: string) =>
      report(pool(["arm64"], ["spot"]), ...workload("hello"), vpc(strategy)).lines.filter(
        ({ kind }) => kind === "eks-node-address",
      );
    assert.deepEqual(kinds("Single"), []);
    assert.deepEqual(kinds("None")[0]?.monthly, { min: 3.65, max: 3.65 });
  });

  it("fits sidecars besides the other containers, but none that ends before those start", () => {
    const arm = pool(["arm64"], ["on-demand"]);
    const large = { resources: { requests: { cpu: "3", memory: "1Gi" } } };
    const sidecar = { name: "proxy", restartPolicy: "Always", ...large };
    assert.deepEqual(shown(arm, ...workload("hello", { initContainers: [sidecar] })), [
      "1–1 EKS node, c6g.xlarge, arm64 On-Demand",
    ]);
    assert.deepEqual(shown(arm, ...workload("hello", { initContainers: [{ name: "init", ...large }] })), [
      "1–1 EKS node, c6g.large, arm64 On-Demand",
    ]);
  });

  it("has a node in each zone where replicas must run in different zones", () => {
    const spread = ["topology.kubernetes.io/zone"];
    const arm = pool(["arm64"], ["on-demand"]);
    const node = "EKS node, c6g.large, arm64 On-Demand";
    assert.deepEqual(shown(arm, ...workload("hello", { limits: [3, 12], spread })), [`3–3 ${node}`]);
    assert.deepEqual(shown(arm, ...workload("hello", { replicas: 2, spread })), [`2–2 ${node}`]);
    assert.deepEqual(shown(arm, ...workload("hello", { replicas: 3 })), [`1–1 ${node}`]);
  });

  it("counts the zones of the node class, not those of the control plane", () => {
    const spread = ["topology.kubernetes.io/zone"];
    const nodeClass = (zones: number) =>
      resource("kubernetes:eks.amazonaws.com/v1:NodeClass", "services", {
        spec: {
          subnetSelectorTerms: Array.from({ length: zones }, (_, index) => ({ id: `subnet-${index}` })),
        },
      });
    const arm = pool(["arm64"], ["on-demand"]);
    const replicas = workload("hello", { limits: [3, 3], spread });
    for (const zones of [2, 3]) {
      const [line = ""] = shown(arm, nodeClass(zones), ...replicas);
      assert.match(line, new RegExp(`^${zones}–${zones} EKS node, c6g.large`));
    }
  });

  it("grows with the pods, by memory as by CPU", () => {
    const arm = pool(["arm64"], ["on-demand"]);
    assert.deepEqual(shown(arm, ...workload("hello", { limits: [1, 20] })), [
      "1–3 EKS node, c6g.large to m6g.large, arm64 On-Demand",
    ]);
    assert.deepEqual(shown(arm, ...workload("large", { cpu: "1", memory: "12Gi" })), [
      "1–1 EKS node, r6g.large, arm64 On-Demand",
    ]);
  });

  it("has a node for each pod that fills its disk, at the size of its node class", () => {
    const arm = pool(["arm64"], ["on-demand"]);
    const nodeClass = resource("kubernetes:eks.amazonaws.com/v1:NodeClass", "services", {
      spec: { ephemeralStorage: { size: "133Gi" } },
    });
    const pods = workload("hello", { replicas: 2, storage: "100Gi" });
    assert.deepEqual(shown(arm, nodeClass, ...pods), ["2–2 EKS node, c6g.large, arm64 On-Demand"]);
    const disks = report(arm, nodeClass, ...pods).lines.filter(({ kind }) => kind === "eks-node-disk");
    assert.deepEqual(
      disks.map(({ what, monthly }) => [what, monthly.min]),
      [["node disk, 133 GiB gp3", 21.28]],
    );
  });

  it("keeps architectures and capacities apart", () => {
    const both = pool(["amd64", "arm64"], ["on-demand", "spot"]);
    const spot = { "karpenter.sh/capacity-type": "spot" };
    assert.deepEqual(
      shown(
        both,
        ...workload("one", { selector: { "kubernetes.io/arch": "arm64", ...spot } }),
        ...workload("two", { selector: { "kubernetes.io/arch": "amd64", ...spot } }),
      ).sort(),
      ["1–1 EKS node, c6a.large, amd64 Spot", "1–1 EKS node, c6g.large, arm64 Spot"],
    );
    const mixed = workload("mixed", { replicas: 3, spread: ["karpenter.sh/capacity-type"] });
    assert.deepEqual(shown(both, ...mixed).sort(), [
      "1–1 EKS node, c6g.large, arm64 On-Demand",
      "1–1 EKS node, c6g.large, arm64 Spot",
    ]);
  });

  it("divides replicas between capacity types, the remainder On-Demand", () => {
    const both = pool(["arm64"], ["on-demand", "spot"]);
    const spread = ["karpenter.sh/capacity-type"];
    assert.deepEqual(shown(both, ...workload("mixed", { cpu: "1500m", replicas: 3, spread })).sort(), [
      "1–1 EKS node, c6g.large, arm64 Spot",
      "1–1 EKS node, c6g.xlarge, arm64 On-Demand",
    ]);
  });

  it("assigns pods to a pool that can run them, and none to a pool outside of Auto Mode", () => {
    const arm = workload("hello");
    assert.deepEqual(shown(pool(["amd64"], ["on-demand"]), ...arm), []);
    const other = pool(["arm64"], ["on-demand"], "karpenter.k8s.aws");
    assert.deepEqual(shown(other, ...arm), []);
    assert.deepEqual(
      report(cluster(), other, ...arm).noPrice.map(({ what }) => what),
      ["nodes of a pool that isn't one of EKS Auto Mode"],
    );
  });

  it("includes the pods of add-ons", () => {
    const addon = resource("aws:eks/addon:Addon", "metrics", { addonName: "metrics-server" });
    const full = workload("hello", { cpu: "1900m", memory: "1Gi" });
    const arm = pool(["arm64"], ["on-demand"]);
    assert.deepEqual(shown(arm, ...full), ["1–1 EKS node, c6g.large, arm64 On-Demand"]);
    assert.notDeepEqual(shown(arm, ...full, addon), shown(arm, ...full));
    assert.deepEqual(shown(arm, addon), ["1–1 EKS node, c6g.large, arm64 On-Demand"]);
  });

  it("is reported as unknown for pods that fit no instance of the table", () => {
    const { noPrice } = report(pool(["arm64"], ["spot"]), ...workload("huge", { memory: "4Ti" }));
    assert.deepEqual(
      noPrice.map(({ what }) => what),
      ["nodes for pods larger than the largest instance in the price table"],
    );
  });

  it("reads Kubernetes quantities", () => {
    assert.deepEqual(["250m", "2", 2, "512Mi", "1.5Gi", "1G", undefined, "much"].map(quantity), [
      0.25,
      2,
      2,
      512 * 2 ** 20,
      1.5 * 2 ** 30,
      1e9,
      0,
      0,
    ]);
  });
});
