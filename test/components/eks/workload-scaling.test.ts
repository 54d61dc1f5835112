import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";
import { describedServices, labels, metadata, metadataOf, podOf, spread } from "./workload-plan";

describe("Replicas of a Workload", () => {
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
});
