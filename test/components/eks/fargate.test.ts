import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EksCluster, type EksClusterArgs, EksJob, EksLoadBalancer, Workload } from "../../../components/eks";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const internal = (changes: Parameters<typeof described>[0] = {}) =>
  described({ exposure: "internal", architecture: "x86_64", ...changes });

function planOfCluster(changes: Partial<EksClusterArgs> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const options = { providers: [new aws.Provider("aws", { region: "us-east-1" })] };
    new EksCluster("eks", { network, services: [internal()], compute: "fargate", ...changes }, options);
  });
}

const profileType = "eks/fargateProfile:FargateProfile";

describe("EksCluster on Fargate", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfCluster({ namespaces: { search: {}, ads: {} } });
  });

  it("consists of Fargate profiles and what pods need there, without nodes and agents", () => {
    const names = plan
      .childrenOf(plan.resource("EksCluster", "eks"))
      .map(({ type, name }) => `${name} ${type.split(":").at(-1)}`)
      .filter((each) => !/^eks-(ads|search|default-deny)/.test(each));
    assert.deepEqual(names.sort(), [
      "eks Cluster",
      "eks-container-logs LogGroup",
      "eks-coredns Addon",
      "eks-kubernetes kubernetes",
      "eks-log-router ConfigMap",
      "eks-log-router RolePolicy",
      "eks-logs LogGroup",
      "eks-metrics-server Addon",
      "eks-namespace Namespace",
      "eks-observability Namespace",
      "eks-pod-execution Role",
      "eks-pod-execution RolePolicyAttachment",
      "eks-services FargateProfile",
      "eks-system FargateProfile",
      "eks-team-ads FargateProfile",
      "eks-team-search FargateProfile",
      "eks-tokens OpenIdConnectProvider",
    ]);
    assert.equal(plan.resource("eks:index:Cluster", "eks").inputs.autoMode, undefined);
  });

  it("has a profile for the cluster's own pods and one for each namespace, in the private subnets, one after the other", () => {
    const common = {
      clusterName: "aws-containers-dev-eks",
      podExecutionRoleArn: plan.resource("iam/role:Role", "eks-pod-execution").outputs.arn,
      subnetIds: ["subnet-private-1", "subnet-private-2"],
    };
    const profile = (name: string) => plan.resource(profileType, name);
    const of = (...namespaces: string[]) => ({
      ...common,
      selectors: namespaces.map((namespace) => ({ namespace })),
    });
    assert.deepEqual(profile("eks-system").inputs, of("kube-system", "cert-manager"));
    assert.deepEqual(profile("eks-services").inputs, of("services"));
    assert.deepEqual(profile("eks-team-search").inputs, of("search"));
    assert.deepEqual(profile("eks-team-ads").inputs, of("ads"));
    const order = ["eks-system", "eks-services", "eks-team-search", "eks-team-ads"];
    for (const [index, name] of order.slice(1).entries()) {
      assert.ok(profile(name).dependencies.includes(profile(order[index] ?? "").urn), name);
    }
    assert.ok(plan.resource("eks-coredns").dependencies.includes(profile("eks-team-ads").urn));
  });

  it("pulls images by a role that only profiles of this cluster assume", () => {
    assert.deepEqual(json(plan.resource("iam/role:Role", "eks-pod-execution").inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "eks-fargate-pods.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            ArnLike: {
              "aws:SourceArn": "arn:aws:eks:us-east-1:000000000000:fargateprofile/aws-containers-dev-eks/*",
            },
          },
        },
      ],
    });
    const { policyArn } = plan.resource("RolePolicyAttachment", "eks-pod-execution").inputs;
    assert.equal(policyArn, "arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy");
  });

  it("has CoreDNS on Fargate, in a fixed version", () => {
    assert.deepEqual(plan.resource("eks-coredns").inputs, {
      clusterName: "aws-containers-dev-eks",
      addonName: "coredns",
      addonVersion: "v1.14.3-eksbuild.3",
      configurationValues: '{"computeType":"Fargate"}',
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
  });

  it("has Fargate's log router write to one group, which the pod execution role may", () => {
    const group = "/aws/eks/aws-containers-dev-eks/services";
    assert.deepEqual(plan.resource("LogGroup", "eks-container-logs").inputs, {
      name: group,
      retentionInDays: 7,
    });
    assert.deepEqual(plan.resource("eks-observability").inputs.metadata, {
      name: "aws-observability",
      labels: { "aws-observability": "enabled" },
    });
    const { metadata, data } = plan.resource("ConfigMap", "eks-log-router").inputs as {
      metadata: object;
      data: Record<string, string>;
    };
    assert.deepEqual(metadata, { name: "aws-logging", namespace: "aws-observability" });
    assert.equal(
      data["output.conf"],
      `[OUTPUT]
    Name cloudwatch_logs
    Match kube.*_services_*
    region us-east-1
    log_group_name ${group}
    log_stream_prefix pod-
    log_key log
    auto_create_group false
`,
    );
    assert.deepEqual(Object.keys(data), ["filters.conf", "output.conf", "parsers.conf"]);
    assert.ok(Object.values(data).join("").length < 5300);
    assert.deepEqual(json(plan.resource("RolePolicy", "eks-log-router").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: `arn:aws:logs:us-east-1:000000000000:log-group:${group}:*`,
        },
      ],
    });
  });

  it("keeps log lines for the longest of its services' days, and none without container logs", async () => {
    const services = [internal({ logs: { retentionDays: 90 } }), internal({ logs: { retentionDays: 30 } })];
    const longer = await planOfCluster({ services });
    assert.equal(longer.resource("LogGroup", "eks-container-logs").inputs.retentionInDays, 90);
    const without = await planOfCluster({ containerLogs: false });
    assert.deepEqual(
      without.resources.filter(({ name }) => /container-logs|log-router|observability/.test(name)),
      [],
    );
  });

  const refusals: { title: string; args: Partial<EksClusterArgs>; errors: string[] }[] = [
    {
      title: "what only nodes have",
      args: {
        maxCpus: 64,
        nodes: { min: 1 },
        nodeGroups: { batch: { instanceTypes: ["m7i.large"] } },
        insights: "enhanced",
        volumeSnapshots: true,
        network: { ...network, assignPublicIp: true },
      },
      errors: [
        "maxCpus is of Auto Mode: must be left out with compute fargate, where each pod has a size of its own",
        "nodes are of node groups: must be left out with compute fargate, which has none",
        "nodeGroups are of nodes: must be left out with compute fargate, which has none",
        "network.assignPublicIp is true: must be false with compute fargate, whose pods have no public addresses",
        'insights is "enhanced": must be disabled with compute fargate, which runs no agent beside pods',
        "volumeSnapshots is true: must be false with compute fargate, which mounts no block volumes",
      ],
    },
    {
      title: "services that need another machine",
      args: {
        services: [
          internal({ architecture: "arm64", gpu: 1 }),
          internal({ cpu: 16_384, memory: 122_880, ephemeralStorageGib: 153 }),
        ],
      },
      errors: [
        'services[0].architecture is "arm64": must be x86_64 with compute fargate, which has no other',
        "services[0].gpu is 1: must be left out with compute fargate, which has none",
        "services[1] requests 16384 CPU units and 122880 MiB: must be at most 16384 and 122624 with compute fargate",
        "services[1].ephemeralStorageGib is 153: must be 21 to 152 with compute fargate",
      ],
    },
    {
      title: "services that need a driver on each node",
      args: {
        services: [internal({ secrets: { TOKEN: "/shop/token" }, volumes: { "/data": { storageGib: 20 } } })],
      },
      errors: [
        "services[0].volumes need a driver on each node: must be left out with compute fargate, which has none",
        "services[0].secrets need a driver on each node: must be left out with compute fargate, which has none",
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

describe("Pods on Fargate", () => {
  const permission = { actions: ["s3:PutObject"], resources: ["arn:aws:s3:::uploads/*"] };
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOf(() => {
      const options = { providers: [new aws.Provider("aws", { region: "us-east-1" })] };
      const service = described({
        architecture: "x86_64",
        permissions: [permission],
        before: { command: ["migrate"] },
        scaling: { min: 2, max: 4, cpuPercent: 60 },
      });
      const args: EksClusterArgs = { clusterName: "shop", network, services: [service], compute: "fargate" };
      const cluster = new EksCluster("eks", args, options);
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } }, options);
      new Workload("hello", { cluster, loadBalancer, service }, options);
      const { image, architecture } = service;
      new EksJob("report", { cluster, job: { image, architecture, permissions: [permission] } }, options);
    });
  });

  const trust = (plan: RecordedPlan, role: string) =>
    (
      json(plan.resource("iam/role:Role", role).inputs.assumeRolePolicy) as {
        Statement: { Condition: { StringEquals: Record<string, string> } }[];
      }
    ).Statement;

  it("get the credentials of their role by IRSA: only those of their service account", () => {
    const provider = plan.resource("eks-tokens");
    const issuer = String(provider.inputs.url).replace("https://", "");
    assert.match(issuer, /^oidc\.eks\.us-east-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/);
    assert.deepEqual(provider.inputs.clientIdLists, ["sts.amazonaws.com"]);
    assert.deepEqual(trust(plan, "hello-pod"), [
      {
        Effect: "Allow",
        Principal: { Federated: provider.outputs.arn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: "system:serviceaccount:services:hello",
          },
        },
      },
    ]);
    for (const [account, role] of [
      ["hello-service-account", "hello-pod"],
      ["report-service-account", "report-pod"],
      ["eks-load-balancer-controller", "eks-load-balancer-controller-pod"],
    ] as const) {
      const { annotations } = plan.resource("ServiceAccount", account).inputs.metadata as {
        annotations: object;
      };
      const { arn } = plan.resource("iam/role:Role", role).outputs;
      assert.deepEqual(annotations, { "eks.amazonaws.com/role-arn": arn });
    }
    assert.deepEqual(plan.ofType("PodIdentityAssociation"), []);
    const [controller] = trust(plan, "eks-load-balancer-controller-pod");
    assert.equal(
      controller?.Condition.StringEquals[`${issuer}:sub`],
      "system:serviceaccount:kube-system:aws-load-balancer-controller",
    );
  });

  it("ask for no zone and no capacity, which Fargate's scheduler doesn't heed", () => {
    type Pod = { nodeSelector: object; topologySpreadConstraints?: object };
    const { template } = plan.resource("hello-deployment").inputs.spec as { template: { spec: Pod } };
    assert.deepEqual(template.spec.nodeSelector, { "kubernetes.io/arch": "amd64" });
    assert.equal(template.spec.topologySpreadConstraints, undefined);
    const { jobTemplate } = plan.resource("report-job").inputs.spec as {
      jobTemplate: { spec: { template: { spec: Pod } } };
    };
    assert.deepEqual(jobTemplate.spec.template.spec.nodeSelector, { "kubernetes.io/arch": "amd64" });
  });

  it("start after the log router has its configuration, which they have from their start", () => {
    for (const name of ["hello-deployment", "report-job"]) {
      const { urn } = plan.resource("ConfigMap", "eks-log-router");
      assert.ok(plan.resource(name).dependencies.includes(urn), name);
    }
    assert.deepEqual(
      plan.ofType("LogGroup").map(({ name }) => name),
      ["eks-container-logs", "eks-logs"],
    );
  });

  it("are reached by the load balancer of the AWS Load Balancer Controller, by their addresses", () => {
    const { metadata } = plan.resource("eks-ingress").inputs as { metadata: { annotations: object } };
    const annotations = metadata.annotations as Record<string, string>;
    assert.equal(annotations["alb.ingress.kubernetes.io/target-type"], "ip");
    const { controller } = plan.resource("IngressClass", "eks-alb").inputs.spec as { controller: string };
    assert.equal(controller, "ingress.k8s.aws/alb");
  });
});
