import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import type { CallEncryption } from "../../../components/ecs/service-connect-arguments";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

const { routes, ...common } = description;

const services: Record<string, ServiceDescription> = {
  stock: { ...common, exposure: "internal", protocol: "tcp", port: 7000, health: {} },
  orders: { ...common, exposure: "internal", port: 9000, calls: ["stock"] },
  web: {
    ...common,
    routes: routes ?? [],
    calls: ["orders"],
    sidecars: { proxy: { image: common.image, port: 20443, cpu: 32, memory: 64 } },
  },
  mail: { ...common, exposure: "none", calls: ["web"] },
};

/** Plans a public service that is called, two internal ones and a worker. */
const planWith = (serviceConnect: CallEncryption): Promise<RecordedPlan> =>
  planOf(() => {
    const cluster = new EcsCluster("ecs", { services, serviceConnect });
    const loadBalancer = new LoadBalancer("ecs", { network });
    for (const [name, service] of Object.entries(services))
      new FargateService(name, { cluster, loadBalancer, service });
  });

const arn =
  "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const serviceOf = (plan: RecordedPlan, name: string) =>
  plan.resource("ecs/service:Service", `${name}-service`);
const endpointsOf = (plan: RecordedPlan, name: string) =>
  (serviceOf(plan, name).inputs.serviceConnectConfiguration as { services: Record<string, unknown>[] })
    .services;

describe("Calls between services on ECS, encrypted by a CA of the cluster's own", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planWith({ tls: true });
  });

  it("are those of each called service, whose role and CA are there before it and go after it", () => {
    const tls = {
      issuerCertAuthority: {
        awsPcaAuthorityArn: plan.resource(
          "acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate",
          "ecs-certificate-authority",
        ).inputs.certificateAuthorityArn,
      },
      roleArn: plan.resource("iam/role:Role", "ecs-service-connect-tls").outputs.arn,
    };
    assert.deepEqual(
      ["stock", "orders", "web"].map((name) => endpointsOf(plan, name).map((endpoint) => endpoint.tls)),
      [[tls], [tls], [tls]],
    );
    assert.deepEqual(endpointsOf(plan, "mail"), []);
    const needed = [
      plan.resource("iam/rolePolicy:RolePolicy", "ecs-service-connect-tls"),
      plan.resource(
        "acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate",
        "ecs-certificate-authority",
      ),
    ];
    for (const { urn } of needed) assert.ok(serviceOf(plan, "stock").dependencies.includes(urn), urn);
  });

  it("have a root CA of short-lived certificates, with the tag that ECS requires", () => {
    const authority = plan.resource(
      "acmpca/certificateAuthority:CertificateAuthority",
      "ecs-certificate-authority",
    );
    assert.deepEqual(authority.inputs, {
      type: "ROOT",
      usageMode: "SHORT_LIVED_CERTIFICATE",
      certificateAuthorityConfiguration: {
        keyAlgorithm: "EC_prime256v1",
        signingAlgorithm: "SHA256WITHECDSA",
        subject: { commonName: plan.resource("ecs-cluster").outputs.name },
      },
      permanentDeletionTimeInDays: 7,
      tags: { AmazonECSManaged: "true" },
    });
    const { inputs, outputs } = plan.resource("acmpca/certificate:Certificate", "ecs-root-certificate");
    assert.deepEqual(inputs, {
      certificateAuthorityArn: authority.outputs.arn,
      certificateSigningRequest: authority.outputs.certificateSigningRequest,
      signingAlgorithm: "SHA256WITHECDSA",
      templateArn: "arn:aws:acm-pca:::template/RootCACertificate/V1",
      validity: { type: "YEARS", value: "10" },
    });
    assert.deepEqual(
      plan.resource(
        "acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate",
        "ecs-certificate-authority",
      ).inputs,
      {
        certificateAuthorityArn: authority.outputs.arn,
        certificate: outputs.certificate,
        certificateChain: outputs.certificateChain,
      },
    );
  });

  it("reach a public service on a port of its proxy's own, since the load balancer speaks no TLS to it", () => {
    const [endpoint] = endpointsOf(plan, "web");
    assert.deepEqual(
      [endpoint?.ingressPortOverride, endpoint?.clientAlias],
      [20444, [{ port: 80, dnsName: "web" }]],
    );
    assert.deepEqual(
      ["stock", "orders"].map((name) => endpointsOf(plan, name)[0]?.ingressPortOverride),
      [undefined, undefined],
    );
    const groups = new Map(
      Object.keys(services).map((name) => [plan.resource("SecurityGroup", `${name}-service`).id, name]),
    );
    const rules = plan
      .ofType("SecurityGroupIngressRule")
      .map(({ inputs }) => [groups.get(String(inputs.securityGroupId)), inputs.description, inputs.fromPort]);
    assert.deepEqual(rules.filter(([name]) => name !== undefined).sort(), [
      ["orders", "Calls from web", 9000],
      ["stock", "Calls from orders", 7000],
      ["web", "Calls from mail", 20444],
      ["web", "Requests from the load balancer", 8080],
    ]);
    const [container] = json(plan.resource("TaskDefinition", "mail-task").inputs.containerDefinitions) as {
      environment: object[];
    }[];
    assert.deepEqual(container?.environment.slice(-1), [{ name: "WEB_URL", value: "http://web" }]);
  });
});

describe("Calls between services on ECS, encrypted by a CA that exists", () => {
  it("use it, by a role for that CA and for services of the cluster alone", async () => {
    const plan = await planWith({ tls: true, certificateAuthorityArn: arn });
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.startsWith("aws:acmpca/")),
      [],
    );
    const [endpoint] = endpointsOf(plan, "orders");
    assert.deepEqual(endpoint?.tls, {
      issuerCertAuthority: { awsPcaAuthorityArn: arn },
      roleArn: plan.resource("iam/role:Role", "ecs-service-connect-tls").outputs.arn,
    });
    assert.deepEqual(
      json(plan.resource("iam/role:Role", "ecs-service-connect-tls").inputs.assumeRolePolicy),
      {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      },
    );
    const secrets = "arn:aws:secretsmanager:us-east-1:000000000000:secret:ecs-sc!*";
    const cluster = plan.resource("ecs-cluster").outputs.name;
    const owners = ["service", "task-set"].map(
      (kind) => `arn:aws:ecs:us-east-1:000000000000:${kind}/${cluster}/*`,
    );
    assert.deepEqual(
      json(plan.resource("iam/rolePolicy:RolePolicy", "ecs-service-connect-tls").inputs.policy),
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "CreateSecret",
            Effect: "Allow",
            Action: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
            Resource: secrets,
            Condition: {
              ArnLike: { "aws:RequestTag/AmazonECSCreated": owners },
              StringEquals: { "aws:RequestTag/AmazonECSManaged": "true" },
            },
          },
          {
            Sid: "RotateSecret",
            Effect: "Allow",
            Action: [
              "secretsmanager:DeleteSecret",
              "secretsmanager:GetSecretValue",
              "secretsmanager:PutSecretValue",
              "secretsmanager:RotateSecret",
              "secretsmanager:UpdateSecret",
              "secretsmanager:UpdateSecretVersionStage",
            ],
            Resource: secrets,
            Condition: {
              ArnLike: { "aws:ResourceTag/AmazonECSCreated": owners },
              StringEquals: { "secretsmanager:ResourceTag/aws:secretsmanager:owningService": "ecs-sc" },
            },
          },
          {
            Sid: "DescribeSecret",
            Effect: "Allow",
            Action: "secretsmanager:DescribeSecret",
            Resource: secrets,
          },
          {
            Sid: "ReadAuthority",
            Effect: "Allow",
            Action: [
              "acm-pca:DescribeCertificateAuthority",
              "acm-pca:GetCertificate",
              "acm-pca:GetCertificateAuthorityCertificate",
            ],
            Resource: arn,
          },
          {
            Sid: "IssueCertificate",
            Effect: "Allow",
            Action: "acm-pca:IssueCertificate",
            Resource: arn,
            Condition: {
              StringEquals: { "acm-pca:TemplateArn": "arn:aws:acm-pca:::template/EndEntityCertificate/V1" },
            },
          },
        ],
      },
    );
  });

  it("aren't, unless it is said: nothing of it is created", async () => {
    const plan = await planWith({});
    assert.deepEqual(
      plan.resources.filter(
        ({ name, type }) => type.startsWith("aws:acmpca/") || name === "ecs-service-connect-tls",
      ),
      [],
    );
    assert.deepEqual(Object.keys(endpointsOf(plan, "web")[0] ?? {}), [
      "clientAlias",
      "discoveryName",
      "portName",
      "timeout",
    ]);
  });

  it("is refused without tls, and where it is none", async () => {
    const refusal = async (serviceConnect: CallEncryption) => {
      const messages: string[] = [];
      await planOf(() =>
        assert.throws(
          () => new EcsCluster("ecs", { serviceConnect }),
          (error: Error) => pulumi.RunError.isInstance(error) && messages.push(error.message) > 0,
        ),
      );
      return messages.join("\n").split("\n").slice(1);
    };
    assert.deepEqual(await refusal({ certificateAuthorityArn: arn }), [
      "  - serviceConnect.certificateAuthorityArn has no effect without serviceConnect.tls: must be left out",
    ]);
    assert.deepEqual(await refusal({ tls: true, certificateAuthorityArn: "arn:aws:acm:us-east-1:1:x" }), [
      '  - serviceConnect.certificateAuthorityArn is "arn:aws:acm:us-east-1:1:x": must be the ARN of a CA of AWS Private CA',
    ]);
  });
});
