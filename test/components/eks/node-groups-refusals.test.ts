import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EksCluster, type EksClusterArgs, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { planOf } from "../../support/plan";
import { network } from "./described";
import { internal, memory } from "./node-groups-plan";

describe("node groups that services name, where they can", () => {
  const refusals: { title: string; cluster: Partial<EksClusterArgs>; errors: string[] }[] = [
    {
      title: "names, types, numbers, labels and taints that can't be",
      cluster: {
        nodeGroups: {
          arm64: memory,
          "memory-spot": memory,
          Memory: memory,
          empty: { instanceTypes: [] },
          mixed: { instanceTypes: ["r7g.large", "m7i.large", "g5.xlarge", "large"], min: 9 },
          reserved: {
            ...memory,
            labels: { "kubernetes.io/team": "shop" },
            taints: [
              { key: "node.kubernetes.io/x", effect: "NoSchedule" },
              { key: "team", effect: "NoExecute" },
              { key: "team", effect: "NoExecute" },
            ],
          },
        },
      },
      errors: [
        "nodeGroups has arm64: must be another name, since a group of the cluster's own has it",
        "nodeGroups has memory-spot: must be another name, since a group of the cluster's own has it",
        'nodeGroups is "Memory": must be 1 to 30 lowercase letters, digits and hyphens, a letter first and no hyphen last',
        "nodeGroups.empty.instanceTypes is empty: must have a type",
        'nodeGroups.mixed.instanceTypes[3] is "large": must be an instance type, such as m7g.large',
        "nodeGroups.mixed.instanceTypes must be of one architecture, and all with GPUs or none",
        "nodeGroups.mixed.max is 4: must be at least nodeGroups.mixed.min, which is 9",
        "nodeGroups.reserved.labels has kubernetes.io/team: must have no key of Kubernetes' or AWS's own",
        'nodeGroups.reserved.taints[2] is "team:NoExecute": must be unique, but nodeGroups.reserved.taints[1] is the same',
        "nodeGroups.reserved.taints[0].key is \"node.kubernetes.io/x\": must be no key of Kubernetes' or AWS's own",
      ],
    },
    {
      title: "a group that doesn't exist",
      cluster: { nodeGroups: { memory }, services: [internal({ nodeGroup: "memroy" })] },
      errors: ['services[0].nodeGroup is "memroy": must be one of nodeGroups: memory'],
    },
    {
      title: "instances too small for what runs on them",
      cluster: {
        nodeGroups: { memory: { ...memory, diskGib: 50 } },
        services: [internal({ nodeGroup: "memory", cpu: 2048, ephemeralStorageGib: 100 })],
      },
      errors: [
        "nodeGroups.memory.diskGib is 50: must be at least 133, for the ephemeralStorageGib of what runs on it",
        "nodeGroups.memory.instanceTypes has r7g.large, too small for the largest pod on it: must be larger",
        "nodeGroups.memory.instanceTypes has r8g.large, too small for the largest pod on it: must be larger",
      ],
    },
    {
      title: "warm pools that can't be",
      cluster: {
        nodes: { operatingSystem: "bottlerocket" },
        nodeGroups: {
          memory: { ...memory, min: 2, warmPool: { min: 2, maxPrepared: 3, reuseOnScaleIn: true } },
        },
        services: [internal({ nodeGroup: "memory", capacity: "spot" })],
      },
      errors: [
        "nodeGroups.memory.warmPool.maxPrepared is 3: must be at least 4, its min and that of the nodes",
        "nodeGroups.memory.warmPool.reuseOnScaleIn is true: must be false with Bottlerocket",
        "nodeGroups.memory.warmPool must be left out: what names the group runs on Spot, which has no warm pool",
      ],
    },
    {
      title: "what Auto Mode decides",
      cluster: { compute: "auto", nodeGroups: { memory: { ...memory, min: 1, repair: true } } },
      errors: [
        "nodeGroups.memory.min is of node groups: must be left out with compute auto",
        "nodeGroups.memory.repair is of node groups: must be left out with compute auto",
      ],
    },
  ];

  for (const { title, cluster, errors } of refusals) {
    it(`refuses ${title}`, async () => {
      const args = { network, services: [internal()], compute: "managed" as const, ...cluster };
      await planOf(() => {
        assert.throws(() => new EksCluster("eks", args), {
          message: ['Invalid arguments for EksCluster "eks":', ...errors.map((error) => `  - ${error}`)].join(
            "\n",
          ),
        });
      });
    });
  }

  it("refuses a service whose architecture, GPUs or secrets its group can't have, and a group of another cluster", async () => {
    await planOf(() => {
      const options = { providers: [new aws.Provider("aws", { region: "us-east-1" })] };
      const arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:token-AbCdEf";
      const services = { web: internal({ secrets: { TOKEN: arn } }) };
      const nodeGroups = { memory, models: { instanceTypes: ["g5.xlarge"] } };
      const cluster = new EksCluster(
        "eks",
        { network, compute: "managed", services: Object.values(services), nodeGroups },
        options,
      );
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services }, options);
      const refused = (service: ServiceDescription, ...errors: string[]) =>
        assert.throws(() => new Workload("web", { cluster, loadBalancer, service }, options), {
          message: ['Invalid arguments for Workload "web":', ...errors.map((error) => `  - ${error}`)].join(
            "\n",
          ),
        });
      const { web } = services;
      refused(
        { ...web, nodeGroup: "memory", architecture: "x86_64" },
        'service.architecture is "x86_64": must be arm64, as node group memory is',
        'service.nodeGroup is "memory", whose taints keep the driver of secrets off: service.secrets and databases must be left out, or its taints must be []',
      );
      refused(
        internal({ nodeGroup: "models", architecture: "x86_64" }),
        "service.gpu is missing: must be there on node group models, whose nodes have GPUs",
      );
      refused(
        internal({ nodeGroup: "memory", gpu: 1 }),
        'service.architecture is "arm64": must be x86_64 with service.gpu',
        "service.gpu is 1: must be left out on node group memory, whose nodes have no GPUs",
      );
      refused(
        internal({ nodeGroup: "search" }),
        'service.nodeGroup is "search": must be a node group of the cluster: memory, models',
      );
    });
  });
});
