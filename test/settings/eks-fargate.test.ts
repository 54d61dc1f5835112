import assert from "node:assert/strict";
import { type Case, errorsOf, hasPlatforms, read } from "./reading";

const onFargate = (service: object = {}, eks: object = {}, others: object = {}) => ({
  platforms: "eks",
  eks: { compute: "fargate", ...eks },
  services: { hello: { exposure: "internal", architecture: "x86_64", ...service } },
  ...others,
});

const onNodes =
  "Run it on ECS alone (platforms: [ecs]), or on nodes: aws-containers:eks.compute: auto or managed.";

const withSecrets =
  "need the Secrets Store CSI driver, a DaemonSet, which Fargate doesn't run. Let the service read them by AWS' SDK with permissions, " +
  `or give them as secret values of environment. ${onNodes}`;
const withPassword = `is db, whose password comes by the Secrets Store CSI driver, a DaemonSet, which Fargate doesn't run. ${onNodes}`;

const withoutRole = `is shared, which lets in pods by their role: Fargate mounts file systems without it. ${onNodes}`;

// ECS doesn't mount these either.
const withoutDriver =
  "needs a driver on the node, which Fargate doesn't have. Run it on nodes: aws-containers:eks.compute: auto or managed.";

const scratch = {
  type: "lustre",
  existing: "fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh",
  securityGroupId: "sg-0123456789abcdef0",
};

const cases: Case[] = [
  {
    what: "AWS GovCloud (US), where EKS has no Fargate",
    config: { ...onFargate(), "aws:region": "us-gov-west-1" },
    lines: [
      "aws-containers:eks.compute is fargate, which EKS doesn't have in us-gov-west-1: set it to auto or managed.",
    ],
  },
  {
    what: "what only nodes have, and pods with public addresses",
    config: onFargate(
      {},
      {
        maxCpus: 64,
        nodes: { min: 1 },
        nodeGroups: { batch: { instanceTypes: ["m7i.large"] } },
        insights: "enhanced",
        volumeSnapshots: true,
      },
      { network: { nat: "none" } },
    ),
    lines: [
      "aws-containers:eks.compute is fargate, whose pods get no public addresses: set aws-containers:network.nat: single, or private subnets of an existing VPC.",
      "aws-containers:eks.insights needs an agent on each node, which Fargate doesn't have: set it to disabled. The metrics server still has CPU and memory of pods.",
      "aws-containers:eks.maxCpus is of Auto Mode: remove it, since on Fargate each pod has a size of its own.",
      "aws-containers:eks.nodeGroups are of nodes: remove them, or set aws-containers:eks.compute: auto or managed.",
      "aws-containers:eks.nodes are of node groups: remove them, or set aws-containers:eks.compute: managed.",
      "aws-containers:eks.volumeSnapshots is true, but pods on Fargate have no block volumes: set it to false.",
    ],
  },
  {
    what: "the default architecture",
    config: {
      platforms: "eks",
      eks: { compute: "fargate" },
      services: { hello: { exposure: "internal" } },
      jobs: { report: { service: "hello" } },
    },
    lines: [
      "aws-containers:jobs.report.architecture is arm64, which is the default and which Fargate has on ECS alone: set aws-containers:services.hello.architecture: x86_64, or give the job a source of its own.",
      "aws-containers:services.hello.architecture is arm64, which is the default and which Fargate has on ECS alone: set x86_64, which the image is built for then.",
    ],
  },
  {
    what: "Spot, a GPU, secrets, volumes, a database, and more than the largest pod has",
    config: onFargate(
      {
        capacity: { base: 1, spot: 1 },
        gpu: 1,
        cpu: 16_384,
        memory: 122_880,
        ephemeralStorageGib: 160,
        secrets: { TOKEN: "/shop/token" },
        uses: ["db"],
        volumes: {
          "/cache": { storageGib: 20, ephemeral: true },
          "/data": { storageGib: 20 },
          "/scratch": "scratch",
          "/shared": "shared",
        },
        scaling: { min: 1, max: 1 },
      },
      {},
      {
        data: { db: { type: "postgres" }, shared: { type: "filesystem" }, scratch },
        jobs: { report: { service: "hello", capacity: "spot" } },
      },
    ),
    lines: [
      "aws-containers:jobs.report.capacity asks for Spot, which EKS has neither on Fargate nor on self-managed nodes: set on-demand, or run it on other platforms.",
      "aws-containers:jobs.report.cpu and memory are 16384 and 122880, but on Fargate at most 16384 and 122624.",
      "aws-containers:jobs.report.ephemeralStorageGib is 160, but must be 21 to 152 on Fargate of EKS, which adds 15 %.",
      `aws-containers:jobs.report.secrets ${withSecrets}`,
      `aws-containers:jobs.report.uses[0] ${withPassword}`,
      `aws-containers:jobs.report.volumes./scratch ${withoutDriver}`,
      `aws-containers:jobs.report.volumes./shared ${withoutRole}`,
      "aws-containers:services.hello.capacity asks for Spot, which EKS has neither on Fargate nor on self-managed nodes: set on-demand, or run it on other platforms.",
      "aws-containers:services.hello.cpu and memory are 16384 and 122880, but on Fargate at most 16384 and 122624.",
      "aws-containers:services.hello.ephemeralStorageGib is 160, but must be 21 to 152 on Fargate of EKS, which adds 15 %.",
      `aws-containers:services.hello.gpu needs nodes, since Fargate has no GPUs. ${onNodes}`,
      `aws-containers:services.hello.secrets ${withSecrets}`,
      `aws-containers:services.hello.uses[0] ${withPassword}`,
      `aws-containers:services.hello.volumes./cache needs a driver on the node, which Fargate doesn't have. ${onNodes}`,
      `aws-containers:services.hello.volumes./data ${withoutDriver}`,
      `aws-containers:services.hello.volumes./scratch ${withoutDriver}`,
      `aws-containers:services.hello.volumes./shared ${withoutRole}`,
    ],
  },
];

describe("the settings of an EKS cluster on Fargate", () => {
  for (const { what, config, lines } of hasPlatforms("eks") ? cases : []) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(errorsOf(config), lines);
    });
  }

  if (!hasPlatforms("eks")) return;

  it("say that nothing enforces network policies there", () => {
    const { warnings, eks } = read(onFargate());
    assert.equal(eks?.compute, "fargate");
    assert.equal(eks?.nodes, undefined);
    const about = warnings.filter((warning) => warning.includes("Fargate"));
    assert.deepEqual(about, [
      "Nothing enforces network policies on Fargate: every pod of the cluster reaches every other one and the internet, whatever calls, uses and egress say.",
    ]);
  });

  it("take On-Demand capacity, and that of the tier, which is Spot elsewhere", () => {
    for (const capacity of ["on-demand", { onDemand: 1 }, undefined]) {
      assert.equal(read(onFargate({ capacity })).eks?.compute, "fargate");
    }
  });

  it("take buckets, queues and tables, which are used without a secret", () => {
    const data = { uploads: { type: "bucket" }, orders: { type: "table" }, events: { type: "queue" } };
    const { services } = read(onFargate({ uses: ["uploads", "orders", "events"] }, {}, { data }));
    assert.deepEqual(services.hello?.uses, ["uploads", "orders", "events"]);
  });
});
