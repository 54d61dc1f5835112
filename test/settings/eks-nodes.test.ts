import assert from "node:assert/strict";
import { type Case, errorsOf, hasPlatforms, read } from "./reading";

const onEks = (eks: object, service: object = {}, others: object = {}) => ({
  platforms: "eks",
  eks,
  services: { hello: { exposure: "internal", ...service } },
  ...others,
});

const onNodes = (nodes: object, service: object = {}) => onEks({ compute: "managed", nodes }, service);

const cases: Case[] = [
  {
    what: "another compute, and nodes that can't be",
    config: onEks({
      compute: "manged",
      nodes: {
        instanceTypes: ["large"],
        operatingSystem: "al2",
        min: -1,
        max: 0,
        diskGib: 8,
        maxUnavailable: 0,
        size: 1,
      },
    }),
    lines: [
      'aws-containers:eks.compute is "manged", but must be auto or managed. Did you mean managed?',
      "aws-containers:eks.nodes.diskGib is 8, but must be a whole number from 20 to 16384.",
      'aws-containers:eks.nodes.instanceTypes[0] is "large", but must be an instance type such as m7g.large.',
      "aws-containers:eks.nodes.max is 0, but must be a whole number from 1 to 450.",
      "aws-containers:eks.nodes.maxUnavailable is 0, but must be a whole number from 1 to 100.",
      "aws-containers:eks.nodes.min is -1, but must be a whole number from 0 to 450.",
      'aws-containers:eks.nodes.operatingSystem is "al2", but must be al2023 or bottlerocket. Did you mean al2023?',
      "aws-containers:eks.nodes.size is unknown. Known here: diskGib, instanceTypes, labels, max, maxUnavailable, min, operatingSystem, repair.",
    ],
  },
  {
    what: "nodes of Auto Mode",
    config: onEks({ nodes: { min: 2 } }),
    lines: [
      "aws-containers:eks.nodes are of node groups: set aws-containers:eks.compute: managed, or remove them: EKS Auto Mode chooses its nodes.",
    ],
  },
  {
    what: "a bound of Auto Mode, and nodes without a way to the internet",
    config: {
      ...onEks({ compute: "managed", maxCpus: 64 }),
      network: { nat: "none" },
    },
    lines: [
      "aws-containers:eks.compute is managed, whose nodes get no public addresses: set aws-containers:network.nat: single, or private subnets of an existing VPC.",
      "aws-containers:eks.maxCpus is of Auto Mode: with aws-containers:eks.compute: managed set aws-containers:eks.nodes.max.",
    ],
  },
  {
    what: "more nodes at least than at most, and labels that aren't the stack's",
    config: onNodes({ min: 5, labels: { "node-role.kubernetes.io/web": "yes" } }),
    lines: [
      "aws-containers:eks.nodes.labels.node-role.kubernetes.io/web is a label that Kubernetes or AWS sets itself.",
      "aws-containers:eks.nodes.min is 5, above aws-containers:eks.nodes.max, which is 4 by default.",
    ],
  },
  {
    what: "disks without room for what a service writes",
    config: onNodes({ diskGib: 100 }, { ephemeralStorageGib: 100 }),
    lines: [
      "aws-containers:eks.nodes.diskGib is 100, but must be at least 133 for aws-containers:services.hello.ephemeralStorageGib, beside images and what Kubernetes keeps free.",
    ],
  },
  {
    what: "nodes without room for a service",
    config: onNodes({ instanceTypes: ["m7g.large"] }, { cpu: 2048, memory: 4096 }),
    lines: [
      "aws-containers:eks.nodes.instanceTypes has none with room for aws-containers:services.hello beside the cluster's own pods: 2048 CPU units and 4096 MiB of arm64.",
    ],
  },
];

if (hasPlatforms("eks")) {
  describe("nodes of EKS reject", () => {
    for (const { what, config, lines } of cases) {
      it(what, () => assert.deepEqual(errorsOf(config), lines));
    }
  });

  describe("nodes of EKS", () => {
    it("run public services, and such with block volumes, which can have snapshots", () => {
      const service = { exposure: "public", volumes: { "/data": { storageGib: 20 } } };
      const config = onNodes({}, { ...service, scaling: { min: 1, max: 1 } });
      const { services, eks } = read({ ...config, eks: { ...config.eks, volumeSnapshots: true } });
      assert.equal(services.hello?.exposure, "public");
      assert.equal(eks?.volumeSnapshots, true);
    });

    it("are one of each group in dev, and two in prod", () => {
      const nodes = (config: object) => read(onEks({ compute: "managed", ...config })).eks?.nodes;
      assert.deepEqual(nodes({}), { min: 1 });
      assert.deepEqual(nodes({ nodes: { min: 3, max: 3 } }), { min: 3, max: 3 });
      const prod = { ...onEks({ compute: "managed", endpointCidrs: ["52.95.110.0/24"] }), tier: "prod" };
      assert.deepEqual(read(prod).eks?.nodes, { min: 2 });
      assert.equal(read(onEks({})).eks?.nodes, undefined);
    });
  });
}
