import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { json, planOf, type RecordedPlan, unknown } from "../../support/plan";
import { described, network } from "./described";

const internal = (changes: Parameters<typeof described>[0] = {}) =>
  described({ exposure: "internal", ...changes });

function planOfCluster(changes: Partial<EksClusterArgs> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const options = { providers: [new aws.Provider("aws", { region: "us-east-1" })] };
    new EksCluster("eks", { network, services: [internal()], compute: "managed", ...changes }, options);
  });
}

/** What a resource depends on, directly or by others. */
function allDependencies({ resources }: RecordedPlan, of: string): string[] {
  const found = new Set([of]);
  for (const urn of found) {
    for (const each of resources.find((resource) => resource.urn === urn)?.dependencies ?? [])
      found.add(each);
  }
  return [...found];
}

const groupType = "eks/nodeGroup:NodeGroup";
const addonType = "eks/addon:Addon";

describe("EksCluster on managed node groups", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfCluster();
  });

  it("consists of nodes, what they need, and Cluster Autoscaler in place of Auto Mode", () => {
    const names = plan
      .childrenOf(plan.resource("EksCluster", "eks"))
      .map(({ type, name }) => `${name} ${type.split(":").at(-1)}`)
      .filter((each) => !/^eks-(container-logs|default-deny|kubernetes|logs|metrics-server)/.test(each));
    assert.deepEqual(names.sort(), [
      "eks Cluster",
      "eks-arm64 LaunchTemplate",
      "eks-arm64-spot NodeGroup",
      "eks-cluster-autoscaler ClusterRole",
      "eks-cluster-autoscaler ClusterRoleBinding",
      "eks-cluster-autoscaler Deployment",
      "eks-cluster-autoscaler PodDisruptionBudget",
      "eks-cluster-autoscaler Role",
      "eks-cluster-autoscaler RoleBinding",
      "eks-cluster-autoscaler RolePolicy",
      "eks-cluster-autoscaler ServiceAccount",
      "eks-cluster-autoscaler-pod Role",
      "eks-cluster-autoscaler-pod-identity PodIdentityAssociation",
      "eks-coredns Addon",
      "eks-kube-proxy Addon",
      "eks-namespace Namespace",
      "eks-node-monitoring-agent Addon",
      "eks-nodes Role",
      "eks-nodes-AmazonEC2ContainerRegistryPullOnly RolePolicyAttachment",
      "eks-nodes-AmazonEKSWorkerNodePolicy RolePolicyAttachment",
      "eks-pod-identity-agent Addon",
      "eks-vpc-cni Addon",
      "eks-vpc-cni RolePolicyAttachment",
      "eks-vpc-cni-pod Role",
      "eks-vpc-cni-pod-identity PodIdentityAssociation",
    ]);
  });

  it("creates the cluster without Auto Mode, and without what eks.Cluster would add", () => {
    const { inputs } = plan.resource("eks:index:Cluster", "eks");
    assert.equal(inputs.autoMode, undefined);
    const { corednsAddonOptions, kubeProxyAddonOptions, useDefaultVpcCni, bootstrapSelfManagedAddons } =
      inputs;
    const { skipDefaultNodeGroup, createInstanceRole } = inputs;
    const overwrite = { resolveConflictsOnCreate: "OVERWRITE", resolveConflictsOnUpdate: "OVERWRITE" };
    assert.deepEqual(corednsAddonOptions, { enabled: false, ...overwrite });
    assert.deepEqual(kubeProxyAddonOptions, { enabled: false, ...overwrite });
    assert.deepEqual(
      { useDefaultVpcCni, bootstrapSelfManagedAddons, skipDefaultNodeGroup, createInstanceRole },
      {
        useDefaultVpcCni: true,
        bootstrapSelfManagedAddons: false,
        skipDefaultNodeGroup: true,
        createInstanceRole: false,
      },
    );
  });

  it("has a node group of the kind that the services need, in the workload subnets", () => {
    const template = plan.resource("eks-arm64");
    const { inputs, dependencies } = plan.resource(groupType, "eks-arm64-spot");
    assert.deepEqual(inputs, {
      clusterName: "aws-containers-dev-eks",
      nodeRoleArn: plan.resource("eks-nodes").outputs.arn,
      subnetIds: ["subnet-private-1", "subnet-private-2"],
      version: "1.35",
      amiType: "AL2023_ARM_64_STANDARD",
      capacityType: "SPOT",
      instanceTypes: ["c6g.large", "m6g.large", "r6g.large"],
      scalingConfig: { minSize: 1, maxSize: 4, desiredSize: 1 },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: template.id, version: unknown },
    });
    for (const needed of ["eks-pod-identity-agent", "eks-vpc-cni", "eks-kube-proxy"]) {
      assert.ok(dependencies.includes(plan.resource(addonType, needed).urn), needed);
    }
    assert.ok(dependencies.includes(plan.resource("eks-nodes-AmazonEKSWorkerNodePolicy").urn));
  });

  it("keeps pods from the nodes' credentials, and encrypts their volumes", () => {
    const volume = { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" };
    const { inputs } = plan.resource("eks-arm64");
    assert.deepEqual(inputs.metadataOptions, {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    assert.deepEqual(inputs.blockDeviceMappings, [
      { deviceName: "/dev/xvda", ebs: { ...volume, volumeSize: 30 } },
    ]);
  });

  it("has the add-ons in fixed versions: those of the network before nodes, the others after", () => {
    const addon = (name: string) => plan.resource(addonType, `eks-${name}`).inputs;
    const common = {
      clusterName: "aws-containers-dev-eks",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    };
    assert.deepEqual(addon("vpc-cni"), {
      ...common,
      addonName: "vpc-cni",
      addonVersion: "v1.22.4-eksbuild.3",
      configurationValues: '{"enableNetworkPolicy":"true"}',
    });
    assert.deepEqual(addon("kube-proxy"), {
      ...common,
      addonName: "kube-proxy",
      addonVersion: "v1.35.3-eksbuild.18",
    });
    assert.deepEqual(addon("pod-identity-agent"), {
      ...common,
      addonName: "eks-pod-identity-agent",
      addonVersion: "v1.3.10-eksbuild.3",
    });
    assert.deepEqual(addon("coredns"), {
      ...common,
      addonName: "coredns",
      addonVersion: "v1.14.3-eksbuild.3",
    });
    assert.deepEqual(addon("node-monitoring-agent"), {
      ...common,
      addonName: "eks-node-monitoring-agent",
      addonVersion: "v1.6.4-eksbuild.1",
    });
    const group = plan.resource(groupType, "eks-arm64-spot").urn;
    for (const name of ["coredns", "node-monitoring-agent"]) {
      assert.ok(plan.resource(addonType, `eks-${name}`).dependencies.includes(group), name);
    }
  });

  it("has the versions of a newer Kubernetes, but for those that it names, and leaves to EKS what isn't known", async () => {
    const newer = await planOfCluster({
      version: "1.36",
      volumeSnapshots: true,
      addonVersions: { coredns: "v1.14.3-eksbuild.16", "metrics-server": "v0.9.0-eksbuild.11" },
    });
    const versions = newer.resources
      .filter(({ type }) => type === "aws:eks/addon:Addon")
      .map(({ inputs }) => [inputs.addonName, inputs.addonVersion]);
    assert.deepEqual(Object.fromEntries(versions), {
      "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
      coredns: "v1.14.3-eksbuild.16",
      "eks-node-monitoring-agent": "v1.6.7-eksbuild.1",
      "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
      "kube-proxy": "v1.36.0-eksbuild.21",
      "metrics-server": "v0.9.0-eksbuild.11",
      "snapshot-controller": undefined,
      "vpc-cni": "v1.22.4-eksbuild.3",
    });
    assert.equal(newer.resource(groupType, "eks-arm64-spot").inputs.version, "1.36");
  });

  it("gives the VPC CNI a role of its own, before it starts", () => {
    const { inputs } = plan.resource("eks-vpc-cni-pod-identity");
    assert.deepEqual(inputs, {
      clusterName: "aws-containers-dev-eks",
      namespace: "kube-system",
      serviceAccount: "aws-node",
      roleArn: plan.resource("eks-vpc-cni-pod").outputs.arn,
    });
    const policy = plan.resource("iam/rolePolicyAttachment:RolePolicyAttachment", "eks-vpc-cni");
    assert.equal(policy.inputs.policyArn, "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy");
    const { dependencies } = plan.resource(addonType, "eks-vpc-cni");
    for (const urn of [plan.resource("eks-vpc-cni-pod-identity").urn, policy.urn]) {
      assert.ok(dependencies.includes(urn));
    }
  });

  it("starts pods when there are nodes, DNS, the enforcement of network policies and an autoscaler", () => {
    const dependencies = allDependencies(plan, plan.resource("eks-namespace").urn);
    for (const name of ["eks-arm64-spot", "eks-coredns", "eks-vpc-cni", "eks-cluster-autoscaler"]) {
      const types = [groupType, addonType, "apps/v1:Deployment"];
      assert.ok(
        dependencies.some((urn) => types.some((type) => urn.endsWith(`${type}::${name}`))),
        name,
      );
    }
  });

  it("allows Cluster Autoscaler to scale the groups of this cluster alone", () => {
    const { policy } = plan.resource("iam/rolePolicy:RolePolicy", "eks-cluster-autoscaler").inputs;
    const { Statement } = json(policy) as { Statement: object[] };
    assert.deepEqual(Statement.slice(1), [
      {
        Sid: "SeeNodeGroups",
        Effect: "Allow",
        Action: "eks:DescribeNodegroup",
        Resource: "arn:aws:eks:us-east-1:*:nodegroup/aws-containers-dev-eks/*",
      },
      {
        Sid: "ScaleNodeGroups",
        Effect: "Allow",
        Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
        Resource: "*",
        Condition: {
          StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/aws-containers-dev-eks": "owned" },
        },
      },
    ]);
  });

  it("runs Cluster Autoscaler of the cluster's minor version", () => {
    const { spec } = plan.resource("apps/v1:Deployment", "eks-cluster-autoscaler").inputs as {
      spec: { template: { spec: { containers: { image: string; args: string[] }[] } } };
    };
    const [container] = spec.template.spec.containers;
    assert.equal(
      container?.image,
      "registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.0@sha256:2fc9433dd3b47baef0e68d6b1110b770a3c93db10c7bead4c5bc6cb21c72b875",
    );
    assert.deepEqual(container?.args, [
      "--cloud-provider=aws",
      "--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/aws-containers-dev-eks",
      "--balance-similar-node-groups",
      "--expander=least-waste",
      "--skip-nodes-with-local-storage=false",
      "--skip-nodes-with-system-pods=false",
      "--stderrthreshold=info",
    ]);
  });

  it("has no Cluster Autoscaler where the number of nodes is fixed", async () => {
    const fixed = await planOfCluster({ nodes: { min: 3, max: 3 } });
    assert.deepEqual(fixed.ofType("apps/v1:Deployment"), []);
    const { inputs } = fixed.resource(groupType, "eks-arm64-spot");
    assert.deepEqual(inputs.scalingConfig, { minSize: 3, maxSize: 3, desiredSize: 3 });
  });

  it("has groups by architecture and capacity, and those with GPUs start with their pods", async () => {
    const mixed = await planOfCluster({
      services: [
        internal({ capacity: "on-demand" }),
        internal({ architecture: "x86_64", capacity: { onDemand: 1, spot: 1 } }),
        internal({ architecture: "x86_64", capacity: "spot", gpu: 1, cpu: 2048, memory: 8192 }),
      ],
      nodes: {
        operatingSystem: "bottlerocket",
        min: 2,
        diskGib: 100,
        maxUnavailable: 2,
        repair: false,
        labels: { "example.com/team": "shop" },
      },
    });
    const groups = mixed.ofType(groupType).map(({ name, inputs }) => {
      const { amiType, capacityType, instanceTypes, scalingConfig, taints } = inputs;
      return { name, amiType, capacityType, instanceTypes, scalingConfig, taints };
    });
    const scaling = (minSize: number) => ({ minSize, maxSize: 4, desiredSize: minSize });
    assert.deepEqual(groups, [
      {
        name: "eks-arm64",
        amiType: "BOTTLEROCKET_ARM_64",
        capacityType: "ON_DEMAND",
        instanceTypes: ["c6g.large", "m6g.large", "r6g.large"],
        scalingConfig: scaling(2),
        taints: undefined,
      },
      {
        name: "eks-gpu-spot",
        amiType: "BOTTLEROCKET_x86_64_NVIDIA",
        capacityType: "SPOT",
        instanceTypes: ["g4dn.xlarge", "g5.xlarge"],
        scalingConfig: scaling(0),
        taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
      },
      ...(["ON_DEMAND", "SPOT"] as const).map((capacityType) => ({
        name: capacityType === "SPOT" ? "eks-x86-64-spot" : "eks-x86-64",
        amiType: "BOTTLEROCKET_x86_64",
        capacityType,
        instanceTypes: ["c6a.large", "m6a.large", "r6a.large"],
        scalingConfig: scaling(2),
        taints: undefined,
      })),
    ]);
    const { labels, updateConfig, nodeRepairConfig } = mixed.resource(groupType, "eks-arm64").inputs;
    assert.deepEqual(
      { labels, updateConfig, nodeRepairConfig },
      {
        labels: { "example.com/team": "shop" },
        updateConfig: { maxUnavailable: 2 },
        nodeRepairConfig: { enabled: false },
      },
    );
    const volume = { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" };
    assert.deepEqual(
      mixed.resource("ec2/launchTemplate:LaunchTemplate", "eks-arm64").inputs.blockDeviceMappings,
      [
        { deviceName: "/dev/xvda", ebs: volume },
        { deviceName: "/dev/xvdb", ebs: { ...volume, volumeSize: 100 } },
      ],
    );
  });

  it("has nodes for the cluster's own pods where everything else has GPUs", async () => {
    const gpus = await planOfCluster({ services: [internal({ architecture: "x86_64", gpu: 1 })] });
    assert.deepEqual(
      gpus.ofType(groupType).map(({ name }) => name),
      ["eks-gpu-spot", "eks-x86-64"],
    );
  });

  it("takes larger instances for larger pods, and those that it is given", async () => {
    const large = await planOfCluster({ services: [internal({ cpu: 2048, memory: 16_384 })] });
    assert.deepEqual(large.resource(groupType, "eks-arm64-spot").inputs.instanceTypes, ["r6g.xlarge"]);
    const given = await planOfCluster({ nodes: { instanceTypes: ["m7g.xlarge", "m7i.xlarge"] } });
    assert.deepEqual(given.resource(groupType, "eks-arm64-spot").inputs.instanceTypes, ["m7g.xlarge"]);
  });

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
