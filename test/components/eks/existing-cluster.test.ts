import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type { ExistingClusterDescription } from "../../../components/eks";
import { createEksJobs, EksLoadBalancer, ExistingCluster, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, Secret } from "../../support/plan";
import { described } from "./described";

const byKubeconfig: ExistingClusterDescription = { kubeconfig: "apiVersion: v1", ingressClass: "nginx" };

/** A service called web, and a job, on an existing cluster. */
const planned = (existing: ExistingClusterDescription, changes: Partial<ServiceDescription> = {}) =>
  planOf(() => {
    const service = described(changes);
    const cluster = new ExistingCluster("eks", { existing, services: [service] });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { web: service } });
    const { url } = new Workload("web", { cluster, loadBalancer, service });
    createEksJobs("eks", { cluster, jobs: { report: { image: "report:1", cpu: 256, memory: 512 } } }, {});
    return { url, kubeconfig: cluster.kubeconfig };
  });

/** The message of what is refused. */
async function refusal(existing: ExistingClusterDescription, changes?: Partial<ServiceDescription>) {
  try {
    await planned(existing, changes);
  } catch (error) {
    return error instanceof Error ? error.message.split("\n") : [];
  }
  return assert.fail("must be refused");
}

describe("An existing cluster of EKS with a private API", () => {
  const plannedWith = (existing: ExistingClusterDescription, on?: { source: string; detailType: string }) =>
    planOf(() => {
      const service = described();
      const logKeyArn = "arn:aws:kms:us-east-1:000000000000:key/1";
      const cluster = new ExistingCluster("eks", { existing, services: [{ ...service, on }], logKeyArn });
      const job = { image: "invoice:1", cpu: 256, memory: 512, ...(on && { on }) };
      createEksJobs("eks", { cluster, jobs: { invoice: job } }, {});
      const { endpoint, vpcConfig } = aws.eks.getClusterOutput({ name: "shop" }, { parent: cluster });
      return { endpoint, vpcConfig };
    });
  const on = { source: "com.example.shop", detailType: "OrderPlaced" };
  const privately: ExistingClusterDescription = { name: "shop", endpoint: "private" };

  it("is called by a function in its subnets, which its security group lets in", async () => {
    const plan = await plannedWith(privately, on);
    const lambda = plan.theOne("lambda/function:Function");
    const { environment, vpcConfig } = lambda.inputs as {
      environment: { variables: Record<string, string> };
      vpcConfig: { subnetIds: string[]; securityGroupIds: string[] };
    };
    const cluster = plan.outputs as {
      endpoint: string;
      vpcConfig: { vpcId: string; subnetIds: string[]; clusterSecurityGroupId: string };
    };
    assert.ok(cluster.vpcConfig.subnetIds.length > 0 && cluster.vpcConfig.vpcId && cluster.endpoint);
    assert.deepEqual(vpcConfig, {
      subnetIds: cluster.vpcConfig.subnetIds,
      securityGroupIds: [plan.resource("ec2/securityGroup:SecurityGroup", "eks-api-calls").id],
    });
    assert.deepEqual(
      [environment.variables.CLUSTER, environment.variables.ENDPOINT],
      ["shop", cluster.endpoint],
    );
    const { securityGroupId, referencedSecurityGroupId, fromPort } = plan.resource(
      "eks-api-calls-from-function",
    ).inputs;
    assert.deepEqual(
      [securityGroupId, referencedSecurityGroupId, fromPort],
      [cluster.vpcConfig.clusterSecurityGroupId, vpcConfig.securityGroupIds[0], 443],
    );
    assert.equal(
      plan.resource("ec2/securityGroup:SecurityGroup", "eks-api-calls").inputs.vpcId,
      cluster.vpcConfig.vpcId,
    );
    const logs = plan.resource("eks-api-calls-logs").inputs;
    assert.deepEqual(logs, { retentionInDays: 365, kmsKeyId: "arn:aws:kms:us-east-1:000000000000:key/1" });
    assert.match(
      JSON.stringify(plan.theOne("sfn/stateMachine:StateMachine").inputs),
      /states:::lambda:invoke/,
    );
  });

  it("is called by Step Functions itself where it is public, and by nobody without events", async () => {
    const plan = await plannedWith({ name: "shop", endpoint: "public" }, on);
    assert.deepEqual(plan.ofType("lambda/function:Function"), []);
    assert.match(JSON.stringify(plan.theOne("sfn/stateMachine:StateMachine").inputs), /states:::eks:call/);
    assert.deepEqual((await plannedWith(privately)).ofType("lambda/function:Function"), []);
  });

  it("has to be one of EKS", async () => {
    assert.deepEqual(await refusal({ ...byKubeconfig, endpoint: "private" }), [
      'Invalid arguments for ExistingCluster "eks":',
      "  - existing.endpoint needs existing.name: nothing in AWS calls another cluster",
    ]);
  });
});

describe("An existing cluster", () => {
  it("needs a namespace where that of the project and the stack would be cut, and another stack's be the same", async () => {
    const options = {
      project: "acme-platform-containers-production",
      stack: "feature-some-long-branch-name",
    };
    const plannedIn = (existing: ExistingClusterDescription) =>
      planOf(() => new ExistingCluster("eks", { existing, services: [described()] }), options);
    await assert.rejects(plannedIn(byKubeconfig), {
      message:
        'Invalid arguments for ExistingCluster "eks":\n' +
        "  - existing.namespace is missing: must be given, since acme-platform-containers-production-feature-some-long-branch-name has 65 characters and a namespace at most 63, so that another stack's could be the same; a stack that is deployed already has acme-platform-containers-production-feature-some-long-branch-na",
    });
    const plan = await plannedIn({ ...byKubeconfig, namespace: "shop" });
    assert.equal((plan.theOne("core/v1:Namespace").inputs.metadata as { name: string }).name, "shop");
  });

  it("gets a namespace, and nothing that is its own", async () => {
    const plan = await planned(byKubeconfig);
    assert.deepEqual(plan.resources.map(({ type }) => type.split(":").at(-1)).sort(), [
      "CronJob",
      "Deployment",
      "EksJob",
      "EksLoadBalancer",
      "ExistingCluster",
      "HorizontalPodAutoscaler",
      "Ingress",
      "Namespace",
      "NetworkPolicy",
      "NetworkPolicy",
      "NetworkPolicy",
      "PodDisruptionBudget",
      "Service",
      "ServiceAccount",
      "ServiceAccount",
      "Workload",
      "kubernetes",
    ]);
    assert.deepEqual(plan.theOne("core/v1:Namespace").inputs.metadata, {
      name: "aws-containers-dev",
      labels: {
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    });
  });

  it("is found by a kubeconfig, which is secret, and its context", async () => {
    const plan = await planned({ ...byKubeconfig, context: "kind" });
    const { kubeconfig, context } = plan.resource("eks-kubernetes").inputs;
    assert.ok(kubeconfig instanceof Secret);
    assert.equal(kubeconfig.value, "apiVersion: v1");
    assert.equal(context, "kind");
    assert.equal(plan.outputs.kubeconfig, undefined);
  });

  it("is found by its name in EKS, with a kubeconfig that gets tokens from AWS", async () => {
    const plan = await planned({ name: "shop", ingressClass: "nginx" });
    const { kubeconfig } = plan.outputs;
    assert.ok(kubeconfig instanceof Secret);
    const { users, clusters } = JSON.parse(String(kubeconfig.value));
    assert.deepEqual(users, [
      {
        name: "shop",
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["eks", "get-token", "--cluster-name", "shop", "--region", "us-east-1"],
          },
        },
      },
    ]);
    assert.deepEqual(Object.keys(clusters[0].cluster), ["server", "certificate-authority-data"]);
  });

  it("runs pods on any node of their architecture, in different zones where it says to have them", async () => {
    const podOf = async (availabilityZones?: number) => {
      const plan = await planned(
        { ...byKubeconfig, ...(availabilityZones && { availabilityZones }) },
        { scaling: { min: 2, max: 2 }, capacity: { base: 1, onDemand: 1, spot: 1 } },
      );
      const { spec } = plan.resource("web-deployment").inputs as {
        spec: {
          template: {
            spec: { nodeSelector: object; topologySpreadConstraints: { [key: string]: unknown }[] };
          };
        };
      };
      return spec.template.spec;
    };
    const { nodeSelector, topologySpreadConstraints: preferred } = await podOf();
    assert.deepEqual(nodeSelector, { "kubernetes.io/arch": "arm64" });
    const keys = ["topologyKey", "whenUnsatisfiable", "minDomains"];
    const picked = (spread: typeof preferred) => spread.map((each) => keys.map((key) => each[key]));
    assert.deepEqual(picked(preferred), [["topology.kubernetes.io/zone", "ScheduleAnyway", undefined]]);
    const { topologySpreadConstraints: required } = await podOf(2);
    assert.deepEqual(picked(required), [["topology.kubernetes.io/zone", "DoNotSchedule", 2]]);
  });

  it("has one Ingress of its own class, with Kubernetes' own paths and no annotation of AWS", async () => {
    const plan = await planned(
      { ...byKubeconfig, ingressAnnotations: { "example.com/size": "8m" } },
      {
        routes: [
          { path: "/*", priority: 30 },
          { path: "/about", priority: 10 },
          { path: "/api/*", host: "api.example.com", priority: 20 },
        ],
      },
    );
    const backend = { service: { name: "web", port: { name: "http" } } };
    const rule = (path: string, pathType: string) => ({ http: { paths: [{ path, pathType, backend }] } });
    const { metadata, spec } = plan.resource("eks-ingress").inputs;
    assert.deepEqual(metadata, {
      name: "services",
      namespace: "aws-containers-dev",
      annotations: { "example.com/size": "8m" },
    });
    assert.deepEqual(spec, {
      ingressClassName: "nginx",
      rules: [
        rule("/about", "Exact"),
        { host: "api.example.com", ...rule("/api", "Prefix") },
        rule("/", "Prefix"),
      ],
    });
    assert.deepEqual(plan.resource("web-service").inputs.metadata, {
      name: "web",
      namespace: "aws-containers-dev",
      labels: { "app.kubernetes.io/name": "web" },
      annotations: { "pulumi.com/skipAwait": "true" },
    });
  });

  it("gives pods roles where it is one of EKS", async () => {
    const permissions = [{ actions: ["s3:ListAllMyBuckets"], resources: ["*"] }];
    const plan = await planned({ name: "shop", ingressClass: "nginx" }, { permissions });
    assert.deepEqual(plan.resource("web-pod-identity").inputs.clusterName, "shop");
  });

  for (const [where, existing] of [
    ["of EKS", { name: "shop", ingressClass: "nginx" }],
    ["outside of EKS", byKubeconfig],
  ] as const) {
    it(`gives pods ${where} roles by the IAM OIDC provider that it is given, and the driver of their secrets, too`, async () => {
      const permissions = [{ actions: ["s3:ListAllMyBuckets"], resources: ["*"] }];
      const secrets = { TOKEN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf" };
      const oidcProviderArn = "arn:aws:iam::111122223333:oidc-provider/issuer.example.com/id/0123ABCD";
      const plan = await planned(
        { ...existing, oidcProviderArn, secretsStore: true },
        { permissions, secrets },
      );
      assert.deepEqual(plan.ofType("eks/podIdentityAssociation:PodIdentityAssociation"), []);
      assert.deepEqual(plan.ofType("iam/openIdConnectProvider:OpenIdConnectProvider"), []);
      const role = plan.resource("web-pod");
      assert.deepEqual(json(role.inputs.assumeRolePolicy), {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: oidcProviderArn },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringEquals: {
                "issuer.example.com/id/0123ABCD:aud": "sts.amazonaws.com",
                "issuer.example.com/id/0123ABCD:sub": "system:serviceaccount:aws-containers-dev:web",
              },
            },
          },
        ],
      });
      assert.deepEqual(plan.resource("web-service-account").inputs.metadata, {
        name: "web",
        namespace: "aws-containers-dev",
        labels: { "app.kubernetes.io/name": "web" },
        annotations: { "eks.amazonaws.com/role-arn": role.outputs.arn },
      });
      const { spec } = plan.resource("web-deployment").inputs as {
        spec: { template: { metadata: { annotations: Record<string, unknown> } } };
      };
      const { annotations } = spec.template.metadata;
      assert.equal(annotations["aws-containers/role-arn"], role.outputs.arn);
      assert.equal(annotations["aws-containers/role-by"], "irsa");
      const { spec: mounted } = plan.resource("web-secrets").inputs as { spec: { parameters: object } };
      assert.deepEqual(Object.keys(mounted.parameters).sort(), ["objects", "region"]);
    });
  }
});

describe("An existing cluster refuses, before anything is registered,", () => {
  it("arguments that name no cluster, or two", async () => {
    const both =
      "  - existing must have either the name of a cluster of EKS, or a kubeconfig, a context or both";
    assert.deepEqual(await refusal({}), ['Invalid arguments for ExistingCluster "eks":', both]);
    assert.deepEqual(
      await refusal({
        name: "a b",
        context: "kind",
        namespace: "kube-system",
        ingressClass: "No",
        availabilityZones: 0,
        oidcProviderArn: "oidc.eks.us-east-1.amazonaws.com/id/0123ABCD",
      }),
      [
        'Invalid arguments for ExistingCluster "eks":',
        both,
        '  - existing.oidcProviderArn is "oidc.eks.us-east-1.amazonaws.com/id/0123ABCD": must be the ARN of an IAM OIDC provider, such as arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123ABCD',
        '  - existing.name is "a b": must be 1 to 100 letters, digits, hyphens and underscores, a letter or digit first',
        '  - existing.namespace is "kube-system": must be a namespace of its own: Kubernetes uses this one',
        '  - existing.ingressClass is "No": must be the name of an IngressClass, such as nginx',
        "  - existing.availabilityZones is 0: must be a whole number from 1 to 6",
      ],
    );
    assert.deepEqual(await refusal({ context: "kind", secretsStore: true }), [
      'Invalid arguments for ExistingCluster "eks":',
      "  - existing.secretsStore needs existing.name or existing.oidcProviderArn: pods have no role of AWS otherwise",
    ]);
  });

  it("public services without a controller, or with what a controller may not have", async () => {
    assert.deepEqual(await refusal({ context: "kind" }), [
      'Invalid arguments for EksLoadBalancer "eks":',
      "  - cluster has no ingress class: must have its existing.ingressClass, existing.gatewayClass or existing.gateway, since a service is public",
    ]);
    assert.deepEqual(await refusal(byKubeconfig, { routes: [{ path: "/a*b/*", priority: 1 }] }), [
      'Invalid arguments for EksLoadBalancer "eks":',
      '  - services.web.routes[0].path is "/a*b/*": must be exact or end with /* on an existing cluster, with no other wildcard',
    ]);
  });

  it("what needs a role of AWS where it isn't one of EKS, and secrets without their store", async () => {
    const permissions = [{ actions: ["s3:ListAllMyBuckets"], resources: ["*"] }];
    assert.deepEqual(await refusal(byKubeconfig, { permissions }), [
      'Invalid arguments for Workload "web":',
      "  - cluster is neither one of EKS by its name nor has an existing.oidcProviderArn: must have one of them for service's permissions, secrets and data, since its pods get no role of AWS otherwise",
    ]);
    const secrets = { TOKEN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf" };
    assert.deepEqual(await refusal({ name: "shop", ingressClass: "nginx" }, { secrets }), [
      'Invalid arguments for Workload "web":',
      "  - cluster has no secrets store: must have it, for which its services have to say their secrets",
    ]);
  });
});
