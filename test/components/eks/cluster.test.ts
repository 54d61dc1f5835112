import assert from "node:assert/strict";
import { EksCluster } from "../../../components/eks";
import { AccessLogs } from "../../../components/load-balancer";
import { planOf, type RecordedPlan, Secret } from "../../support/plan";
import { clusterType, planOfCluster } from "./cluster-plan";
import { described, network } from "./described";

describe("EksCluster", () => {
  let plan: RecordedPlan;

  before(async () => {
    plan = await planOfCluster();
  });

  it("is tagged for GuardDuty where that monitors it", async () => {
    assert.equal(plan.resource(clusterType, "eks").inputs.clusterTags, undefined);
    const monitored = await planOfCluster({ runtimeMonitoring: true });
    assert.deepEqual(monitored.resource(clusterType, "eks").inputs.clusterTags, { GuardDutyManaged: "true" });
  });

  it("consists of these resources, all its children", () => {
    const eks = plan.resource("EksCluster", "eks");
    assert.deepEqual(
      plan
        .childrenOf(eks)
        .map(({ type, name }) => `${name} ${type}`)
        .sort(),
      [
        "eks eks:index:Cluster",
        "eks-container-logs aws:cloudwatch/logGroup:LogGroup",
        "eks-container-logs aws:iam/rolePolicy:RolePolicy",
        "eks-container-logs kubernetes:apps/v1:DaemonSet",
        "eks-container-logs kubernetes:core/v1:ConfigMap",
        "eks-container-logs kubernetes:core/v1:ServiceAccount",
        "eks-container-logs kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
        "eks-container-logs kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
        "eks-container-logs-pod aws:iam/role:Role",
        "eks-container-logs-pod-identity aws:eks/podIdentityAssociation:PodIdentityAssociation",
        "eks-default-deny kubernetes:networking.k8s.io/v1:NetworkPolicy",
        "eks-ingress-class kubernetes:networking.k8s.io/v1:IngressClass",
        "eks-ingress-class-parameters kubernetes:eks.amazonaws.com/v1:IngressClassParams",
        "eks-kubernetes pulumi:providers:kubernetes",
        "eks-logs aws:cloudwatch/logGroup:LogGroup",
        "eks-metrics-server aws:eks/addon:Addon",
        "eks-namespace kubernetes:core/v1:Namespace",
        "eks-network-policies kubernetes:core/v1:ConfigMapPatch",
        "eks-node-class kubernetes:eks.amazonaws.com/v1:NodeClass",
        "eks-node-pool kubernetes:karpenter.sh/v1:NodePool",
        "eks-tags aws:iam/rolePolicy:RolePolicy",
      ],
    );
    assert.equal(eks.type, "aws-containers:eks:EksCluster");
    assert.deepEqual(Object.keys(eks.outputs).sort(), ["kubeconfig", "name", "namespace"]);
    assert.equal(eks.outputs.name, "aws-containers-dev-eks");
    assert.equal(eks.outputs.namespace, "services");
  });

  it("creates a cluster in Auto Mode with access entries, in the workload subnets", () => {
    assert.deepEqual(plan.resource(clusterType, "eks").inputs, {
      name: "aws-containers-dev-eks",
      version: "1.35",
      upgradePolicy: { supportType: "STANDARD" },
      authenticationMode: "API",
      autoMode: { enabled: true, createNodeRole: true, computeConfig: { nodePools: ["system"] } },
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      createInstanceRole: false,
      bootstrapSelfManagedAddons: false,
      corednsAddonOptions: {
        enabled: false,
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
      },
      vpcId: "vpc-1",
      subnetIds: ["subnet-private-1", "subnet-private-2"],
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["0.0.0.0/0"],
      enabledClusterLogTypes: ["audit", "authenticator"],
      deletionProtection: false,
    });
  });

  it("passes the AWS provider to the remote component and to its own children", () => {
    const reference = `${plan.resource("pulumi:providers:aws", "aws").urn}::`;
    assert.ok(plan.resource(clusterType, "eks").providers.aws?.startsWith(reference));
    assert.ok(plan.resource("eks-logs").provider?.startsWith(reference));
    assert.ok(plan.resource("eks-metrics-server").provider?.startsWith(reference));
  });

  it("keeps control-plane logs in a group of its own, which the cluster depends on", () => {
    const logs = plan.resource("eks-logs");
    assert.deepEqual(logs.inputs, { name: "/aws/eks/aws-containers-dev-eks/cluster", retentionInDays: 7 });
    const { propertyDependencies } = plan.resource(clusterType, "eks");
    assert.deepEqual(propertyDependencies.enabledClusterLogTypes, [logs.urn]);
  });

  it("applies Kubernetes objects through a provider with the cluster's kubeconfig, which is secret", () => {
    const provider = plan.resource("eks-kubernetes");
    assert.equal(provider.inputs.enableServerSideApply, "true");
    assert.equal(provider.inputs.deleteUnreachable, undefined);
    assert.ok(provider.inputs.kubeconfig instanceof Secret);
    assert.ok(plan.outputs.kubeconfig instanceof Secret);
    assert.ok(plan.resource("EksCluster", "eks").outputs.kubeconfig instanceof Secret);
    assert.ok(provider.dependencies.includes(plan.resource(clusterType, "eks").urn));
    for (const name of ["eks-namespace", "eks-network-policies", "eks-node-pool", "eks-ingress-class"]) {
      assert.ok(plan.resource(name).provider?.startsWith(`${provider.urn}::`), name);
    }
  });

  it("enforces the Pod Security Standard restricted in the namespace, after nodes and network policies", () => {
    assert.deepEqual(plan.resource("eks-namespace").inputs, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: "services",
        labels: {
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
          "eks.amazonaws.com/pod-readiness-gate-inject": "enabled",
        },
      },
    });
    assert.deepEqual(plan.dependenciesOf(plan.resource("eks-namespace")), [
      "eks-network-policies",
      "eks-node-pool",
    ]);
    assert.deepEqual(plan.resource("eks-network-policies").inputs, {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    });
  });

  it("gives all Ingresses of the namespace one load balancer in the public subnets", () => {
    assert.deepEqual(plan.resource("eks-ingress-class-parameters").inputs, {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "IngressClassParams",
      metadata: { name: "services" },
      spec: {
        scheme: "internet-facing",
        group: { name: "services" },
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "services" } },
        subnets: { ids: ["subnet-public-1", "subnet-public-2"] },
        tags: [],
        loadBalancerAttributes: [
          { key: "routing.http.drop_invalid_header_fields.enabled", value: "true" },
          { key: "idle_timeout.timeout_seconds", value: "60" },
          { key: "deletion_protection.enabled", value: "false" },
          { key: "zonal_shift.config.enabled", value: "false" },
          { key: "access_logs.s3.enabled", value: "false" },
        ],
      },
    });
    assert.deepEqual(plan.resource("eks-ingress-class").inputs, {
      apiVersion: "networking.k8s.io/v1",
      kind: "IngressClass",
      metadata: { name: "services" },
      spec: {
        controller: "eks.amazonaws.com/alb",
        parameters: { apiGroup: "eks.amazonaws.com", kind: "IngressClassParams", name: "services" },
      },
    });
    assert.deepEqual(plan.dependenciesOf(plan.resource("eks-ingress-class")), [
      "eks-ingress-class-parameters",
    ]);
  });

  it("gives the load balancer the attributes that it is told, each by its value", async () => {
    const plan = await planOf(() => {
      const accessLogs = new AccessLogs("shared");
      const loadBalancer = {
        idleTimeoutSeconds: 3600,
        zonalShift: true,
        deletionProtection: true,
        accessLogs,
      };
      new EksCluster("eks", { network, services: [described()], loadBalancer });
    });
    const parameters = plan.resource("eks-ingress-class-parameters");
    const { bucket } = plan.resource("s3/bucket:Bucket", "shared-access-logs").outputs;
    assert.deepEqual((parameters.inputs.spec as { loadBalancerAttributes: object }).loadBalancerAttributes, [
      { key: "routing.http.drop_invalid_header_fields.enabled", value: "true" },
      { key: "idle_timeout.timeout_seconds", value: "3600" },
      { key: "deletion_protection.enabled", value: "true" },
      { key: "zonal_shift.config.enabled", value: "true" },
      { key: "access_logs.s3.enabled", value: "true" },
      { key: "access_logs.s3.bucket", value: bucket },
      { key: "access_logs.s3.prefix", value: "eks" },
    ]);
    assert.ok(parameters.dependencies.includes(plan.resource("BucketPolicy", "shared-access-logs").urn));
  });

  it("has the metrics server once nodes can start", () => {
    const addOn = plan.resource("eks-metrics-server");
    assert.deepEqual(addOn.inputs, {
      clusterName: "aws-containers-dev-eks",
      addonName: "metrics-server",
      addonVersion: "v0.8.1-eksbuild.11",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    assert.deepEqual(plan.dependenciesOf(addOn), ["eks-node-pool"]);
  });

  it("protects nothing by default", () => {
    assert.deepEqual(
      plan.resources.filter(({ protect }) => protect),
      [],
    );
  });
});
