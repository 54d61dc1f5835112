import assert from "node:assert/strict";
import { EksCluster, EksJob, nodesForJob } from "../../../components/eks";
import type { JobDescription } from "../../../components/job";
import { planOf, type RecordedPlan } from "../../support/plan";
import { network } from "./described";

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
        "  - maxCpus is 32: must be at least 48, of which the smallest node with the GPUs of one replica has",
      ].join("\n"),
    });
  });
});
