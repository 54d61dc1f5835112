import assert from "node:assert/strict";
import type { EksClusterArgs } from "../../../components/eks";
import { network } from "./described";
import { internal, planOfCluster } from "./managed-plan";

describe("EksCluster on managed node groups, given what it can", () => {
  const refusals: { title: string; args: Partial<EksClusterArgs>; errors: string[] }[] = [
    {
      title: "values out of range",
      args: {
        nodes: {
          instanceTypes: ["large", "large"],
          min: 500,
          max: 4,
          diskGib: 8,
          maxUnavailable: 0,
          labels: { "kubernetes.io/role": "web" },
        },
      },
      errors: [
        'nodes.instanceTypes[0] is "large": must be an instance type, such as m7g.large',
        'nodes.instanceTypes[1] is "large": must be an instance type, such as m7g.large',
        'nodes.instanceTypes[1] is "large": must be unique, but nodes.instanceTypes[0] is the same',
        "nodes.min is 500: must be a whole number from 0 to 450",
        "nodes.max is 4: must be at least nodes.min, which is 500",
        "nodes.diskGib is 8: must be a whole number from 20 to 16384",
        "nodes.maxUnavailable is 0: must be a whole number from 1 to 100",
        "nodes.labels has kubernetes.io/role: must have no key of Kubernetes' or AWS's own",
      ],
    },
    {
      title: "disks without room for what a pod writes",
      args: { nodes: { diskGib: 100 }, services: [internal({ ephemeralStorageGib: 100 })] },
      errors: ["nodes.diskGib is 100: must be at least 133, for the services' ephemeralStorageGib"],
    },
    {
      title: "nodes without room for a pod",
      args: { nodes: { instanceTypes: ["m7g.large"] }, services: [internal({ cpu: 2048, memory: 4096 })] },
      errors: ["nodes.instanceTypes has m7g.large, too small for the largest pod of arm64: must be larger"],
    },
    {
      title: "nodes of another architecture",
      args: { nodes: { instanceTypes: ["m7i.large"] } },
      errors: [
        "nodes.instanceTypes has none of arm64, which services need: must have one, such as m7g.large",
      ],
    },
    {
      title: "what only Auto Mode has",
      args: {
        maxCpus: 64,
        network: { ...network, assignPublicIp: true },
      },
      errors: [
        "maxCpus is of Auto Mode: must be left out with compute managed, whose nodes nodes.max limits",
        "network.assignPublicIp is true: must be false with compute managed, whose nodes have no public addresses",
      ],
    },
    {
      title: "nodes with Auto Mode",
      args: { compute: "auto", nodes: { min: 1 } },
      errors: ["nodes are of node groups: must be left out with compute auto, whose nodes EKS chooses"],
    },
    {
      title: "another compute",
      args: { compute: "karpenter" as "auto" },
      errors: ['compute is "karpenter": must be auto, managed, self-managed or fargate'],
    },
  ];

  for (const { title, args, errors } of refusals) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(planOfCluster(args), {
        message: ['Invalid arguments for EksCluster "eks":', ...errors.map((error) => `  - ${error}`)].join(
          "\n",
        ),
      });
    });
  }
});
