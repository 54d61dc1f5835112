import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { planOf, type RecordedPlan, unknown } from "../../support/plan";
import { described, network } from "./described";

const internal = (changes: Parameters<typeof described>[0] = {}) =>
  described({ exposure: "internal", ...changes });

function planOfCluster(changes: Partial<EksClusterArgs> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const options = { providers: [new aws.Provider("aws", { region: "us-east-1" })] };
    new EksCluster("eks", { network, services: [internal()], compute: "self-managed", ...changes }, options);
  });
}

const groupType = "autoscaling/group:Group";
const templateType = "ec2/launchTemplate:LaunchTemplate";

function userData(plan: RecordedPlan, template: string): string {
  return Buffer.from(String(plan.resource(templateType, template).inputs.userData), "base64").toString();
}

describe("EksCluster on self-managed nodes", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfCluster({ tags: { owner: "platform" } });
  });

  it("consists of nodes, what they need, and Cluster Autoscaler in place of Auto Mode", () => {
    const names = plan
      .childrenOf(plan.resource("EksCluster", "eks"))
      .map(({ type, name }) => `${name} ${type.split(":").at(-1)}`)
      .filter(
        (each) =>
          !/^eks-(cluster-autoscaler|container-logs|default-deny|kubernetes|logs|metrics-server)/.test(each),
      );
    assert.deepEqual(names.sort(), [
      "eks Cluster",
      "eks-arm64 Group",
      "eks-arm64 LaunchTemplate",
      "eks-coredns Addon",
      "eks-kube-proxy Addon",
      "eks-namespace Namespace",
      "eks-node-draining NodeDraining",
      "eks-pod-identity-agent Addon",
      "eks-self-managed-nodes AccessEntry",
      "eks-self-managed-nodes InstanceProfile",
      "eks-self-managed-nodes Role",
      "eks-self-managed-nodes-AmazonEC2ContainerRegistryPullOnly RolePolicyAttachment",
      "eks-self-managed-nodes-AmazonEKSWorkerNodePolicy RolePolicyAttachment",
      "eks-vpc-cni Addon",
      "eks-vpc-cni RolePolicyAttachment",
      "eks-vpc-cni-pod Role",
      "eks-vpc-cni-pod-identity PodIdentityAssociation",
    ]);
    assert.equal(
      plan.resource("apps/v1:Deployment", "eks-cluster-autoscaler").name,
      "eks-cluster-autoscaler",
    );
  });

  it("lets nodes join by an access entry of their role, before the first one starts", () => {
    const role = plan.resource("iam/role:Role", "eks-self-managed-nodes");
    const entry = plan.resource("eks/accessEntry:AccessEntry", "eks-self-managed-nodes");
    assert.deepEqual(entry.inputs, {
      clusterName: "aws-containers-dev-eks",
      principalArn: role.outputs.arn,
      type: "EC2_LINUX",
    });
    const { dependencies } = plan.resource(groupType, "eks-arm64");
    const needed = [
      entry,
      plan.resource("eks/addon:Addon", "eks-vpc-cni"),
      plan.resource("eks/addon:Addon", "eks-kube-proxy"),
      plan.resource("eks-self-managed-nodes-AmazonEKSWorkerNodePolicy"),
    ];
    for (const { urn, name } of needed) assert.ok(dependencies.includes(urn), name);
  });

  it("launches the current image for the cluster's version, without a key pair, credentials for pods or plain disks", () => {
    const { clusterSecurityGroupId } = plan.resource("eks:index:Cluster", "eks").outputs;
    const profile = plan.resource("iam/instanceProfile:InstanceProfile", "eks-self-managed-nodes");
    assert.deepEqual(profile.inputs, {
      role: plan.resource("iam/role:Role", "eks-self-managed-nodes").outputs.name,
      path: "/aws-containers/dev/",
    });
    const { userData: _, ...inputs } = plan.resource(templateType, "eks-arm64").inputs;
    const tags = { owner: "platform", Name: "eks-arm64" };
    assert.deepEqual(inputs, {
      imageId:
        "resolve:ssm:/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/arm64/standard/recommended/image_id",
      iamInstanceProfile: { arn: profile.outputs.arn },
      vpcSecurityGroupIds: [clusterSecurityGroupId],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true", volumeSize: 30 },
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags,
      })),
      updateDefaultVersion: true,
    });
  });

  it("tells nodes of their cluster by a NodeConfig", () => {
    const [, endpoint] = /apiServerEndpoint: (\S+)/.exec(userData(plan, "eks-arm64")) ?? [];
    const [, authority] = /certificateAuthority: (\S+)/.exec(userData(plan, "eks-arm64")) ?? [];
    assert.match(String(endpoint), /^https:\/\/[0-9a-f]{32}\.gr7\.us-east-1\.eks\.amazonaws\.com$/);
    assert.match(String(authority), /^[0-9a-f]{32}$/);
    assert.deepEqual(userData(plan, "eks-arm64").split("\n"), [
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="NODE-CONFIG"',
      "",
      "--NODE-CONFIG",
      "Content-Type: application/node.eks.aws",
      "",
      "---",
      "apiVersion: node.eks.aws/v1alpha1",
      "kind: NodeConfig",
      "spec:",
      "  cluster:",
      "    name: aws-containers-dev-eks",
      `    apiServerEndpoint: ${endpoint}`,
      `    certificateAuthority: ${authority}`,
      "    cidr: 172.20.0.0/16",
      "",
      "--NODE-CONFIG--",
      "",
    ]);
  });

  it("has an Auto Scaling group, On-Demand, which an instance refresh renews and Cluster Autoscaler scales", () => {
    const { inputs } = plan.resource(groupType, "eks-arm64");
    const tag = (key: string, value: string, propagateAtLaunch = false) => ({
      key,
      value,
      propagateAtLaunch,
    });
    assert.deepEqual(inputs, {
      vpcZoneIdentifiers: ["subnet-private-1", "subnet-private-2"],
      minSize: 1,
      maxSize: 4,
      mixedInstancesPolicy: {
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: plan.resource(templateType, "eks-arm64").id,
            version: unknown,
          },
          overrides: ["c6g.large", "m6g.large", "r6g.large"].map((instanceType) => ({ instanceType })),
        },
        instancesDistribution: {
          onDemandBaseCapacity: 0,
          onDemandPercentageAboveBaseCapacity: 100,
          onDemandAllocationStrategy: "prioritized",
          spotAllocationStrategy: "price-capacity-optimized",
        },
      },
      instanceRefresh: {
        strategy: "Rolling",
        preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
      },
      suspendedProcesses: ["AZRebalance"],
      tags: [
        tag("owner", "platform"),
        tag("kubernetes.io/cluster/aws-containers-dev-eks", "owned", true),
        tag("k8s.io/cluster-autoscaler/enabled", "true"),
        tag("k8s.io/cluster-autoscaler/aws-containers-dev-eks", "owned"),
        tag("k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage", "30Gi"),
      ],
    });
  });

  it("starts DNS, and then pods, when there are nodes", () => {
    const group = plan.resource(groupType, "eks-arm64").urn;
    const dns = plan.resource("eks/addon:Addon", "eks-coredns");
    assert.ok(dns.dependencies.includes(group));
    const autoscaler = plan.resource("apps/v1:Deployment", "eks-cluster-autoscaler");
    assert.ok(autoscaler.dependencies.includes(dns.urn));
    assert.ok(plan.resource("eks-namespace").dependencies.includes(autoscaler.urn));
  });

  it("has a group of each architecture, whatever the capacity, and one of what names one, which starts from none", async () => {
    const search = internal({ nodeGroup: "search", capacity: "on-demand" });
    const groups = await planOfCluster({
      version: "1.36",
      services: [
        internal(),
        internal({ architecture: "x86_64", capacity: { onDemand: 1, spot: 1 } }),
        search,
      ],
      nodes: { min: 2, max: 2, diskGib: 50, labels: { "example.com/team": "shop" } },
      nodeGroups: {
        search: {
          instanceTypes: ["r7g.large", "r8g.large"],
          taints: [{ key: "team", value: "search", effect: "NoExecute" }],
        },
      },
    });
    assert.deepEqual(
      groups.ofType(groupType).map(({ name, inputs }) => [name, inputs.minSize, inputs.maxSize]),
      [
        ["eks-arm64", 2, 2],
        ["eks-search", 0, 4],
        ["eks-x86-64", 2, 2],
      ],
    );
    const image = (name: string) => groups.resource(templateType, name).inputs.imageId;
    assert.equal(
      image("eks-x86-64"),
      "resolve:ssm:/aws/service/eks/optimized-ami/1.36/amazon-linux-2023/x86_64/standard/recommended/image_id",
    );
    assert.ok(
      userData(groups, "eks-x86-64").includes(
        '    cidr: 172.20.0.0/16\n  kubelet:\n    flags: ["--node-labels=example.com/team=shop"]\n',
      ),
    );
    assert.ok(
      userData(groups, "eks-search").includes(
        '  kubelet:\n    flags: ["--node-labels=node-group=search"]\n' +
          '    config: {"registerWithTaints":[{"key":"team","value":"search","effect":"NoExecute"}]}\n',
      ),
    );
    const { tags } = groups.resource(groupType, "eks-search").inputs as {
      tags: { key: string; value: string }[];
    };
    assert.deepEqual(
      tags.slice(3).map(({ key, value }) => [key, value]),
      [
        ["k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage", "30Gi"],
        ["k8s.io/cluster-autoscaler/node-template/label/node-group", "search"],
        ["k8s.io/cluster-autoscaler/node-template/taint/team", "search:NoExecute"],
      ],
    );
  });

  const many = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`example.com/l${index}`, "x"]));
  const long = `example.com/${"x".repeat(71)}`;

  const refusals: { title: string; args: Partial<EksClusterArgs>; errors: string[] }[] = [
    {
      title: "what only managed node groups have",
      args: {
        maxCpus: 64,
        nodes: { operatingSystem: "bottlerocket", maxUnavailable: 1, repair: false },
        nodeGroups: { search: { instanceTypes: ["r7g.large"], warmPool: { min: 1 } } },
      },
      errors: [
        "maxCpus is of Auto Mode: must be left out with compute self-managed, whose nodes nodes.max limits",
        "nodes.maxUnavailable is of managed node groups: must be left out with compute self-managed",
        "nodes.repair is of managed node groups: must be left out with compute self-managed",
        'nodes.operatingSystem is "bottlerocket": must be al2023 with compute self-managed',
        "nodeGroups.search.warmPool is of managed node groups: must be left out with compute self-managed",
      ],
    },
    {
      title: "GPUs",
      args: {
        services: [internal({ architecture: "x86_64", gpu: 1 })],
        nodeGroups: { train: { instanceTypes: ["g5.xlarge"] } },
      },
      errors: [
        "nodeGroups.train.instanceTypes has g5.xlarge: must have none with GPUs with compute self-managed",
        "services[0].gpu is 1: must be left out with compute self-managed, whose image has no driver of NVIDIA",
      ],
    },
    {
      title: "labels and taints that no tag can have",
      args: {
        nodes: { labels: many },
        nodeGroups: {
          search: {
            instanceTypes: ["r7g.large"],
            labels: { [long]: "x" },
            taints: [
              { key: "team", effect: "NoSchedule" },
              { key: "team", effect: "NoExecute" },
            ],
          },
        },
      },
      errors: [
        "nodes has 31 labels and taints: must have at most 30 with compute self-managed",
        `nodeGroups.search has the label or taint ${long}: its key must have at most 82 characters`,
        "nodeGroups.search.taints has team twice: must have each key once with compute self-managed",
      ],
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
