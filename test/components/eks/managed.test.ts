import assert from "node:assert/strict";
import { json, type RecordedPlan } from "../../support/plan";
import { addonType, groupType, planOfCluster } from "./managed-plan";

/** What a resource depends on, directly or by others. */
function allDependencies({ resources }: RecordedPlan, of: string): string[] {
  const found = new Set([of]);
  for (const urn of found) {
    for (const each of resources.find((resource) => resource.urn === urn)?.dependencies ?? [])
      found.add(each);
  }
  return [...found];
}

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
});
