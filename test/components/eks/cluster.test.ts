import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { AccessLogs } from "../../../components/load-balancer";
import { json, planOf, type RecordedPlan, Secret } from "../../support/plan";
import { described, network } from "./described";

function planOfCluster(changes: Partial<EksClusterArgs> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const provider = new aws.Provider("aws", { region: "us-east-1" });
    const options = { providers: [provider] };
    const { kubeconfig } = new EksCluster("eks", { network, services: [described()], ...changes }, options);
    return { kubeconfig };
  });
}

const clusterType = "eks:index:Cluster";

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

  it("allows its nodes to create and fill the cached repositories of its services, and no others", async () => {
    const policies = plan.ofType("iam/rolePolicy:RolePolicy").map(({ name }) => name);
    assert.deepEqual(policies.sort(), ["eks-container-logs", "eks-tags"]);
    const repository = "arn:aws:ecr:us-east-1:000000000000:repository/docker-hub/library/nginx";
    const cached = {
      reference: "nginx",
      uris: { tag: "nginx" },
      pullSource: { repositoryArn: repository, pullThroughCache: true },
    };
    const filling = await planOfCluster({
      services: [described(), described({ image: cached }), described({ image: cached })],
    });
    const { inputs } = filling.resource("eks-nodes-fill-caches");
    assert.equal(inputs.role, filling.resource(clusterType, "eks").outputs.autoModeNodeRoleName);
    assert.deepEqual(json(inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "FillCaches",
          Effect: "Allow",
          Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
          Resource: [repository],
        },
      ],
    });
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

  it("creates a node class of its own, with the role and the security group of Auto Mode's", () => {
    const { autoModeNodeRoleName, clusterSecurityGroupId } = plan.resource(clusterType, "eks").outputs;
    assert.deepEqual(plan.resource("eks-node-class").inputs, {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "NodeClass",
      metadata: { name: "services" },
      spec: {
        role: autoModeNodeRoleName,
        subnetSelectorTerms: [{ id: "subnet-private-1" }, { id: "subnet-private-2" }],
        securityGroupSelectorTerms: [{ id: clusterSecurityGroupId }],
        tags: {},
      },
    });
  });

  it("gives nodes public addresses in subnets that lead to the internet by no other way", async () => {
    const inPublicSubnets = { ...network, assignPublicIp: true };
    const plan = await planOfCluster({ network: inPublicSubnets, endpoint: "both" });
    assert.deepEqual(inputAt(plan, "eks-node-class", "spec", "advancedNetworking"), {
      associatePublicIPAddress: true,
    });
  });

  it("allows Auto Mode to tag what it creates for the cluster, and nothing of other clusters", () => {
    const { role, policy } = plan.resource("eks-tags").inputs;
    assert.match(String(role), /^eks-eksRole-role-[0-9a-f]{7}$/);
    const name = "eks:eks-cluster-name";
    const ofThisCluster = `\${aws:PrincipalTag/${name}}`;
    const created = { [`aws:RequestTag/${name}`]: ofThisCluster };
    const allowed = (Sid: string, Action: string | string[], StringEquals: object, StringLike?: object) => ({
      Sid,
      Effect: "Allow",
      Action,
      Resource: "*",
      Condition: { StringEquals, ...(StringLike && { StringLike }) },
    });
    assert.deepEqual(json(policy), {
      Version: "2012-10-17",
      Statement: [
        allowed("CreateNodes", ["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances"], created, {
          "aws:RequestTag/eks:kubernetes-node-class-name": "*",
          "aws:RequestTag/eks:kubernetes-node-pool-name": "*",
        }),
        allowed("CreateVolumes", ["ec2:CreateSnapshot", "ec2:CreateVolume"], created),
        allowed("CreateNetworkInterfaces", "ec2:CreateNetworkInterface", created, {
          "aws:RequestTag/eks:kubernetes-cni-node-name": "*",
        }),
        allowed(
          "CreateLoadBalancers",
          [
            "ec2:CreateSecurityGroup",
            "elasticloadbalancing:CreateListener",
            "elasticloadbalancing:CreateLoadBalancer",
            "elasticloadbalancing:CreateRule",
            "elasticloadbalancing:CreateTargetGroup",
          ],
          created,
        ),
        allowed(
          "ChangeTags",
          [
            "ec2:CreateTags",
            "ec2:DeleteTags",
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:RemoveTags",
          ],
          { [`aws:ResourceTag/${name}`]: ofThisCluster },
        ),
      ],
    });
    for (const tagged of ["eks-node-class", "eks-ingress-class-parameters"]) {
      assert.ok(plan.resource(tagged).dependencies.includes(plan.resource("eks-tags").urn), tagged);
    }
  });

  it("creates a node pool for the services, with that node class", () => {
    assert.deepEqual(plan.resource("eks-node-pool").inputs, {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "services" },
      spec: {
        template: {
          spec: {
            nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "services" },
            requirements: [
              { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
              { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] },
              { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
              { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["4"] },
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
        weight: 10,
        limits: { cpu: "64" },
      },
    });
    assert.ok(plan.resource("eks-node-pool").dependencies.includes(plan.resource("eks-node-class").urn));
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

  describe("with other arguments", () => {
    it("takes version, endpoint, logs, limits and namespace as they are", async () => {
      const plan = await planOfCluster({
        version: "1.36",
        endpointCidrs: ["203.0.113.0/24", "198.51.100.7/32"],
        logs: ["api", "audit"],
        logRetentionDays: 90,
        logKeyArn: "arn:aws:kms:us-east-1:111122223333:key/0a1b",
        deletionProtection: true,
        maxCpus: 8,
        namespace: "shop",
        clusterName: "main",
      });
      const { inputs } = plan.resource(clusterType, "eks");
      assert.equal(inputs.version, "1.36");
      assert.equal(inputs.name, "main");
      assert.deepEqual(inputs.publicAccessCidrs, ["203.0.113.0/24", "198.51.100.7/32"]);
      assert.deepEqual(inputs.enabledClusterLogTypes, ["api", "audit"]);
      assert.equal(inputs.deletionProtection, true);
      assert.deepEqual(plan.resource("eks-logs").inputs, {
        name: "/aws/eks/main/cluster",
        retentionInDays: 90,
        kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/0a1b",
      });
      assert.equal(plan.resource("eks-metrics-server").inputs.clusterName, "main");
      assert.deepEqual(inputAt(plan, "eks-node-pool", "spec", "limits"), { cpu: "8" });
      assert.equal(inputAt(plan, "eks-namespace", "metadata", "name"), "shop");
      assert.deepEqual(inputAt(plan, "eks-ingress-class-parameters", "spec", "namespaceSelector"), {
        matchLabels: { "kubernetes.io/metadata.name": "shop" },
      });
    });

    it("tags nodes and load balancer, secret values as such", async () => {
      const plan = await planOfCluster({ tags: { stack: "dev", owner: pulumi.secret("shop") } });
      assert.deepEqual(inputAt(plan, "eks-node-class", "spec", "tags"), {
        stack: "dev",
        owner: new Secret("shop"),
      });
      assert.deepEqual(inputAt(plan, "eks-ingress-class-parameters", "spec", "tags"), [
        { key: "stack", value: "dev" },
        { key: "owner", value: new Secret("shop") },
      ]);
    });

    it("has nodes in all zones, and the control plane in the first two or as many as it began with", async () => {
      const wide = {
        ...network,
        workloadSubnetIds: ["subnet-1", "subnet-2", "subnet-3"],
        availabilityZones: 3,
      };
      for (const [controlPlaneZones, expected] of [
        [undefined, ["subnet-1", "subnet-2"]],
        [2, ["subnet-1", "subnet-2"]],
        [3, ["subnet-1", "subnet-2", "subnet-3"]],
      ] as const) {
        const plan = await planOfCluster({ network: wide, controlPlaneZones });
        assert.deepEqual(plan.resource(clusterType, "eks").inputs.subnetIds, expected);
        assert.deepEqual(inputAt(plan, "eks-node-class", "spec", "subnetSelectorTerms"), [
          { id: "subnet-1" },
          { id: "subnet-2" },
          { id: "subnet-3" },
        ]);
      }
    });

    it("has the control plane in all subnets whose zones can't be known", async () => {
      const workloadSubnetIds = ["subnet-a-1", "subnet-a-2", "subnet-b-1"];
      const plan = await planOfCluster({ network: { ...network, workloadSubnetIds } });
      assert.deepEqual(plan.resource(clusterType, "eks").inputs.subnetIds, workloadSubnetIds);
    });

    it("limits the nodes to what the services need at their maximum during a deployment, and to 64 vCPUs at least", async () => {
      const limitOf = async (...services: EksClusterArgs["services"]) =>
        inputAt(await planOfCluster({ services }), "eks-node-pool", "spec", "limits");
      const large = described({ cpu: 16384, scaling: { min: 5, max: 10, cpuPercent: 60 } });
      assert.deepEqual(await limitOf(large), { cpu: "640" });
      assert.deepEqual(await limitOf({ ...large, maximumPercent: 125 }, described()), { cpu: "420" });
      assert.deepEqual(await limitOf(described({ memory: 131072, scaling: { min: 4, max: 4 } })), {
        cpu: "256",
      });
    });

    it("makes each administrator a cluster administrator in its partition", async () => {
      const plan = await planOfCluster({
        admins: [
          "arn:aws:iam::111122223333:role/teams/ops",
          "arn:aws:iam::444455556666:role/ops",
          "arn:aws-us-gov:iam::111122223333:user/ada",
        ],
      });
      const administrators = [
        ["eks-admin-111122223333-role-teams-ops", "arn:aws:iam::111122223333:role/teams/ops", "aws"],
        ["eks-admin-444455556666-role-ops", "arn:aws:iam::444455556666:role/ops", "aws"],
        ["eks-admin-111122223333-user-ada", "arn:aws-us-gov:iam::111122223333:user/ada", "aws-us-gov"],
      ];
      const clusterName = "aws-containers-dev-eks";
      for (const [name = "", principalArn = "", partition] of administrators) {
        const entry = plan.resource("aws:eks/accessEntry:AccessEntry", name);
        assert.deepEqual(entry.inputs, { clusterName, principalArn });
        const policy = plan.resource(
          "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
          `${name}-policy`,
        );
        assert.deepEqual(policy.inputs, {
          clusterName,
          principalArn,
          policyArn: `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
          accessScope: { type: "cluster" },
        });
        assert.ok(entry.dependencies.includes(plan.resource(clusterType, "eks").urn));
        assert.ok(policy.dependencies.includes(entry.urn));
        // So that a destroy by one of them deletes their access after the last Kubernetes object.
        assert.ok(plan.resource("eks-kubernetes").dependencies.includes(policy.urn));
      }
      assert.equal(plan.ofType("AccessEntry").length, administrators.length);
    });

    it("gives other roles and users access by their policy, in namespaces or the whole cluster", async () => {
      const access: EksClusterArgs["access"] = {
        "arn:aws:iam::111122223333:role/teams/shop": { policy: "edit", namespaces: ["services"] },
        "arn:aws:iam::111122223333:user/ada": { policy: "view" },
      };
      const plan = await planOfCluster({ access });
      const associations = plan
        .ofType("AccessPolicyAssociation")
        .map(({ name, inputs }) => [name, inputs.principalArn, inputs.policyArn, inputs.accessScope]);
      const policy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/AmazonEKS${name}Policy`;
      const [shop, ada] = Object.keys(access ?? {});
      assert.deepEqual(associations, [
        [
          "eks-access-111122223333-role-teams-shop-policy",
          shop,
          policy("Edit"),
          { type: "namespace", namespaces: ["services"] },
        ],
        ["eks-access-111122223333-user-ada-policy", ada, policy("View"), { type: "cluster" }],
      ]);
    });

    describe("for its endpoint", () => {
      const endpointOf = async (changes: Partial<EksClusterArgs>) => {
        const plan = await planOfCluster(changes);
        const { endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs } = plan.resource(
          clusterType,
          "eks",
        ).inputs;
        return { plan, access: [endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs] };
      };
      const endpointCidrs = ["203.0.113.0/24"];
      const natAddresses = pulumi.output(["198.51.100.7", "198.51.100.8"]);

      it("lets nodes reach a public one through their NAT gateways, where ranges limit it", async () => {
        const { access } = await endpointOf({
          endpoint: "public",
          endpointCidrs,
          network: { ...network, natAddresses },
        });
        assert.deepEqual(access, [false, true, ["203.0.113.0/24", "198.51.100.7/32", "198.51.100.8/32"]]);
        const { access: open } = await endpointOf({
          endpoint: "public",
          network: { ...network, natAddresses },
        });
        assert.deepEqual(open, [false, true, ["0.0.0.0/0"]]);
        const { access: given } = await endpointOf({ endpoint: "public", endpointCidrs });
        assert.deepEqual(given, [false, true, endpointCidrs]);
        const { access: both } = await endpointOf({ endpointCidrs, network: { ...network, natAddresses } });
        assert.deepEqual(both, [true, true, endpointCidrs]);
      });

      it("lets private ranges through to a private one, before any Kubernetes object", async () => {
        const { plan, access } = await endpointOf({ endpoint: "private", endpointCidrs: ["10.8.0.0/16"] });
        assert.deepEqual(access, [true, false, undefined]);
        const rule = plan.resource("eks-endpoint-10-8-0-0-16");
        assert.deepEqual(rule.inputs, {
          securityGroupId: plan.resource(clusterType, "eks").outputs.clusterSecurityGroupId,
          cidrIpv4: "10.8.0.0/16",
          description: "API of eks from 10.8.0.0/16",
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
        });
        assert.ok(plan.resource("eks-kubernetes").dependencies.includes(rule.urn));
      });
    });

    it("encrypts secrets with a key that rotates", async () => {
      const plan = await planOfCluster({ secretsEncryption: true });
      const key = plan.resource("aws:kms/key:Key", "eks-key");
      const { policy, ...inputs } = key.inputs;
      assert.deepEqual(inputs, {
        description: "Kubernetes secrets of the EKS cluster aws-containers-dev-eks",
        enableKeyRotation: true,
        deletionWindowInDays: 30,
      });
      const root = { AWS: "arn:aws:iam::000000000000:root" };
      assert.deepEqual(json(policy), {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AdministerByIam",
            Effect: "Allow",
            Principal: root,
            Action: [
              "kms:CancelKeyDeletion",
              "kms:CreateAlias",
              "kms:DeleteAlias",
              "kms:Describe*",
              "kms:Disable*",
              "kms:Enable*",
              "kms:Get*",
              "kms:List*",
              "kms:PutKeyPolicy",
              "kms:RevokeGrant",
              "kms:RotateKeyOnDemand",
              "kms:ScheduleKeyDeletion",
              "kms:TagResource",
              "kms:UntagResource",
              "kms:Update*",
            ],
            Resource: "*",
          },
          {
            Sid: "GrantUseToEks",
            Effect: "Allow",
            Principal: root,
            Action: "kms:CreateGrant",
            Resource: "*",
          },
        ],
      });
      const cluster = plan.resource(clusterType, "eks");
      assert.equal(cluster.inputs.encryptionConfigKeyArn, key.outputs.arn);
      assert.deepEqual(cluster.propertyDependencies.encryptionConfigKeyArn, [key.urn]);
    });

    it("protects cluster, key and logs, but not access entries", async () => {
      const plan = await planOfCluster({
        protect: true,
        secretsEncryption: true,
        admins: ["arn:aws:iam::111122223333:role/ops"],
      });
      const isProtected = plan.resources
        .filter(({ protect }) => protect)
        .map(({ name, type }) => `${name} ${type}`);
      assert.deepEqual(isProtected.sort(), [
        "eks eks:index:Cluster",
        "eks-key aws:kms/key:Key",
        "eks-logs aws:cloudwatch/logGroup:LogGroup",
      ]);
    });

    it("gets tokens with other credentials, but outputs a kubeconfig without them", async () => {
      const roleArn = "arn:aws:iam::111122223333:role/deploy";
      const plan = await planOfCluster({ credentials: { profileName: "work", roleArn } });
      assert.deepEqual(plan.resource(clusterType, "eks").inputs.providerCredentialOpts, {
        profileName: "work",
        roleArn,
      });
      const plain = tokenArguments(plan.outputs.kubeconfig);
      assert.deepEqual(tokenArguments(plan.resource("eks-kubernetes").inputs.kubeconfig), [
        ...plain,
        "--role-arn",
        roleArn,
        "--profile",
        "work",
      ]);
      assert.ok(plan.resource("eks-kubernetes").inputs.kubeconfig instanceof Secret);
      assert.ok(!plain.includes("--profile"));
    });

    it("turns a stack's name into one that EKS accepts", async () => {
      const program = () => void new EksCluster("eks", { network, services: [described()] });
      const plan = await planOf(program, { stack: "team.dev" });
      assert.equal(plan.resource(clusterType, "eks").inputs.name, "aws-containers-team-dev-eks");
    });

    it("has nodes of every architecture and capacity that a service needs", async () => {
      const plan = await planOfCluster({
        services: [described(), described({ architecture: "x86_64", capacity: "on-demand" })],
      });
      const requirements = inputAt(plan, "eks-node-pool", "spec", "template", "spec", "requirements");
      assert.ok(Array.isArray(requirements));
      assert.deepEqual(requirements.slice(0, 2), [
        { key: "kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] },
        { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand", "spot"] },
      ]);
    });
  });
});

function inputAt(plan: RecordedPlan, name: string, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([k]) => k === key)?.[1]
        : undefined,
    plan.resource(name).inputs,
  );
}

function tokenArguments(kubeconfig: Parameters<typeof json>[0]): string[] {
  const { users } = json(kubeconfig) as { users: { user: { exec: { args: string[] } } }[] };
  return users.flatMap(({ user }) => user.exec.args);
}
