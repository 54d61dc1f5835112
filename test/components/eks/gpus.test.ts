import assert from "node:assert/strict";
import { EksCluster, EksJob, EksLoadBalancer, nodesForJob, Workload } from "../../../components/eks";
import type { JobDescription } from "../../../components/job";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";
const train = { image, architecture: "x86_64", gpu: 1, capacity: "spot", array: 20 } as const;

function planOfJobs(jobs: Record<string, JobDescription>, maxCpus?: number): Promise<RecordedPlan> {
  return planOf(() => {
    const services = Object.values(jobs).map(nodesForJob);
    const cluster = new EksCluster("eks", {
      network,
      services,
      ...(maxCpus !== undefined && { maxCpus }),
    });
    for (const [name, job] of Object.entries(jobs)) new EksJob(name, { cluster, job });
  });
}

interface Pool {
  spec: {
    template: { spec: { taints?: unknown; requirements: { key: string; values: string[] }[] } };
    limits: unknown;
  };
}

const poolOf = (plan: RecordedPlan, name: string) => plan.resource(name).inputs as unknown as Pool;
const valuesOf = (pool: Pool, key: string) =>
  pool.spec.template.spec.requirements.find((requirement) => requirement.key === key)?.values;

describe("GPUs on EKS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfJobs({ report: { image, capacity: "on-demand" }, train });
  });

  it("are on nodes of their own, which a taint keeps free of other pods", () => {
    assert.deepEqual(plan.resource("eks-gpu-node-pool").inputs, {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "gpus" },
      spec: {
        template: {
          spec: {
            nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "services" },
            taints: [{ key: "nvidia.com/gpu", effect: "NoSchedule" }],
            requirements: [
              { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
              { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] },
              {
                key: "eks.amazonaws.com/instance-family",
                operator: "In",
                values: ["g4dn", "g5", "g6"],
              },
              { key: "eks.amazonaws.com/instance-gpu-count", operator: "Gt", values: ["0"] },
            ],
            expireAfter: "336h",
            terminationGracePeriod: "1h",
          },
        },
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "1m",
          budgets: [{ nodes: "10%" }],
        },
        // 20 containers at once, each on the smallest instance with a GPU.
        limits: { cpu: "80" },
      },
    });
  });

  it("leave the nodes of the others as they are", () => {
    const others = poolOf(plan, "eks-node-pool");
    assert.deepEqual(valuesOf(others, "kubernetes.io/arch"), ["arm64"]);
    assert.deepEqual(valuesOf(others, "karpenter.sh/capacity-type"), ["on-demand"]);
    assert.deepEqual(others.spec.limits, { cpu: "64" });
    assert.equal(others.spec.template.spec.taints, undefined);
  });

  it("are what the pod of a job asks for, which tolerates the taint", () => {
    const podOf = (job: string) => {
      const { spec } = plan.resource("batch/v1:CronJob", `${job}-job`).inputs as unknown as {
        spec: { jobTemplate: { spec: { template: { spec: Record<string, unknown> } } } };
      };
      return spec.jobTemplate.spec.template.spec as {
        containers: { resources: unknown }[];
        tolerations?: unknown;
        nodeSelector: unknown;
      };
    };
    const { containers, tolerations, nodeSelector } = podOf("train");
    assert.deepEqual(containers[0]?.resources, {
      requests: { cpu: "250m", memory: "512Mi" },
      limits: { memory: "512Mi", "nvidia.com/gpu": "1" },
    });
    assert.deepEqual(tolerations, [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }]);
    assert.deepEqual(nodeSelector, {
      "kubernetes.io/arch": "amd64",
      "karpenter.sh/capacity-type": "spot",
    });
    assert.equal(podOf("report").tolerations, undefined);
  });

  it("leave nodes without one to add-ons where nothing else runs", async () => {
    const alone = await planOfJobs({ train });
    assert.deepEqual(valuesOf(poolOf(alone, "eks-node-pool"), "kubernetes.io/arch"), ["amd64"]);
    assert.equal(poolOf(alone, "eks-node-pool").spec.template.spec.taints, undefined);
    const none = await planOfJobs({ report: { image } });
    assert.deepEqual(
      none.ofType("karpenter.sh/v1:NodePool").map(({ name }) => name),
      ["eks-node-pool"],
    );
  });

  it("are refused on arm64, with secrets, and beyond the bound of vCPUs", async () => {
    const secrets = { TOKEN: "/report/token" };
    await assert.rejects(planOfJobs({ train: { ...train, architecture: "arm64", secrets } }), {
      message: [
        'Invalid arguments for EksJob "train":',
        '  - job.architecture is "arm64": must be x86_64 with job.gpu',
        "  - job.gpu is on nodes without the driver of secrets: job.secrets and databases must be left out",
      ].join("\n"),
    });
    await assert.rejects(planOfJobs({ train: { ...train, gpu: 4 } }, 32), {
      message: [
        'Invalid arguments for EksCluster "eks":',
        "  - maxCpus is 32: must be at least 48, which nodes with GPUs have for the minimum of replicas while a deployment replaces them",
      ].join("\n"),
    });
  });
});

describe("GPUs of services on EKS", () => {
  const predict = { architecture: "x86_64", gpu: 1, cpu: 2048, memory: 8192 } as const;
  const internal: Partial<ServiceDescription> = { exposure: "internal", routes: [] };
  const planWith = (changes: Partial<ServiceDescription>, maxCpus?: number) =>
    planOf(() => {
      const services = { web: described(), predict: described({ ...predict, ...internal, ...changes }) };
      const args = { network, services: Object.values(services), containerLogs: false };
      const cluster = new EksCluster("eks", { ...args, ...(maxCpus !== undefined && { maxCpus }) });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
      for (const [name, service] of Object.entries(services))
        new Workload(name, { cluster, loadBalancer, service });
    });
  interface Pod {
    containers: { resources: unknown }[];
    tolerations?: unknown;
    nodeSelector: unknown;
  }
  const podIn = ({ inputs }: { inputs: unknown }) =>
    (inputs as { spec: { template: { spec: Pod } } }).spec.template.spec;
  const resources = {
    requests: { cpu: "2000m", memory: "8192Mi" },
    limits: { memory: "8192Mi", "nvidia.com/gpu": "1" },
  };
  const tolerations = [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }];
  const spot = { "kubernetes.io/arch": "amd64", "karpenter.sh/capacity-type": "spot" };

  it("are what its pods ask for, and those of its command before a deployment, which tolerate the taint", async () => {
    const plan = await planWith({ before: { command: ["python", "fetch.py"] } });
    for (const each of [
      plan.resource("predict-deployment"),
      plan.resource("batch/v1:Job", "predict-before"),
    ]) {
      const pod = podIn(each);
      assert.deepEqual(pod.containers[0]?.resources, resources);
      assert.deepEqual(pod.tolerations, tolerations);
      assert.deepEqual(pod.nodeSelector, spot);
    }
    assert.equal(podIn(plan.resource("web-deployment")).tolerations, undefined);
    const pool = poolOf(plan, "eks-node-pool");
    assert.deepEqual(valuesOf(pool, "kubernetes.io/arch"), ["arm64"]);
    const pools = ["eks-node-pool", "eks-gpu-node-pool"].map((name) => plan.resource(name).urn);
    const { dependencies } = plan.resource("eks-namespace");
    for (const urn of pools) assert.ok(dependencies.includes(urn), urn);
  });

  it("have nodes for all replicas while a deployment replaces them, of sizes with room for them", async () => {
    const limitsWith = async (changes: Partial<ServiceDescription>) =>
      poolOf(await planWith(changes), "eks-gpu-node-pool").spec.limits;
    const scaling = { min: 1, max: 10, cpuPercent: 60 };
    // 20 replicas on nodes with 4 vCPUs; with 8 requested, on those with 16.
    assert.deepEqual(await limitsWith({ scaling }), { cpu: "80" });
    assert.deepEqual(await limitsWith({ scaling, cpu: 8192, maximumPercent: 150 }), { cpu: "240" });
  });

  it("need vCPUs for the minimum while a deployment replaces it, apart from those of the other services", async () => {
    await planWith({}, 8);
    await planWith({ scaling: { min: 4, max: 4 }, gpu: 2, maximumPercent: 150 }, 144);
    const refusal = (maxCpus: number, least: number) =>
      [
        'Invalid arguments for EksCluster "eks":',
        `  - maxCpus is ${maxCpus}: must be at least ${least}, which nodes with GPUs have for the minimum of replicas while a deployment replaces them`,
      ].join("\n");
    await assert.rejects(planWith({}, 7), { message: refusal(7, 8) });
    // Two of each 48 vCPUs with four GPUs.
    await assert.rejects(planWith({ scaling: { min: 4, max: 4 }, gpu: 2, maximumPercent: 150 }, 143), {
      message: refusal(143, 144),
    });
    // Five of 8 vCPUs each: one node of 48 with four GPUs has room for four of them.
    await assert.rejects(
      planWith({ scaling: { min: 5, max: 5 }, cpu: 8192, minimumHealthyPercent: 0, maximumPercent: 100 }, 59),
      { message: refusal(59, 60) },
    );
  });

  it("are refused on arm64, with secrets of a sidecar too, and beyond eight", async () => {
    const sidecars = { proxy: { image: described().image, secrets: { TOKEN: "/proxy/token" } } };
    await assert.rejects(planWith({ architecture: "arm64", sidecars, gpu: 9, memory: 16384 }), {
      message: [
        'Invalid arguments for Workload "predict":',
        "  - service.gpu is 9: must be a whole number from 1 to 8",
        '  - service.architecture is "arm64": must be x86_64 with service.gpu',
        "  - service.gpu is on nodes without the driver of secrets: service.secrets and databases must be left out",
      ].join("\n"),
    });
  });
});
