import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { certificateTemplates } from "../../facts/private-ca";
import { proxyPorts, serviceConnectTls } from "../../facts/service-connect";
import { assumeRolePolicy } from "../assume-role-policy";
import type { AwsContext } from "../aws-context";
import type { CompleteService } from "../complete-service";
import { createRole } from "../service-role";
import { createCertificateAuthority } from "./certificate-authority";

/** Where the services are whose calls are encrypted. */
interface ServiceConnectTlsArgs {
  /** Name of the cluster. */
  cluster: pulumi.Input<string>;
  context: AwsContext;
  /** ARN of the CA that issues the certificates. @default a CA of the cluster's own */
  certificateAuthorityArn?: pulumi.Input<string> | undefined;
}

/** How the proxies of Service Connect encrypt what is between them. */
export interface ServiceConnectTls {
  /** What a called service says of it. */
  configuration: aws.types.input.ecs.ServiceServiceConnectConfigurationServiceTls;
  /** What a called service depends on, and what is deleted after it: the policy of the role. */
  needed: pulumi.Resource[];
}

/**
 * Creates what ECS encrypts calls with: the role by which it issues, keeps and renews the certificates of called services, and the CA,
 * unless there is one.
 *
 * @param component The parent.
 */
export function createServiceConnectTls(
  name: string,
  args: ServiceConnectTlsArgs,
  component: pulumi.Resource,
): ServiceConnectTls {
  const { cluster, context } = args;
  const awsPcaAuthorityArn =
    args.certificateAuthorityArn ?? createCertificateAuthority(name, { cluster, ...context }, component);
  const { role, policy } = createRole(
    `${name}-service-connect-tls`,
    { trust: assumeRolePolicy("ecs.amazonaws.com"), permissions: tlsPolicy(args, awsPcaAuthorityArn) },
    { parent: component },
  );
  return {
    configuration: { issuerCertAuthority: { awsPcaAuthorityArn }, roleArn: role.arn },
    needed: [policy],
  };
}

/** A port for the proxy of a public service, whose own is the load balancer's: one that no container listens on. */
export function freePort({
  port,
  health,
  sidecars,
}: Pick<CompleteService, "port" | "health" | "sidecars">): number {
  const taken = [port, health.port, ...sidecars.map((sidecar) => sidecar.port)];
  let free: number = proxyPorts.first;
  while (taken.includes(free)) free += 1;
  return free;
}

/**
 * Allows ECS to issue certificates and to keep them in secrets: what AWS's policy
 * AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity does, with this one CA, in this account and region, and for
 * services of this cluster alone.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity.html (version 4, read 2026-11-22)
 */
function tlsPolicy(
  { cluster, context: { partition, region, accountId } }: ServiceConnectTlsArgs,
  certificateAuthorityArn: pulumi.Input<string>,
): aws.iam.PolicyDocument {
  const { secretPrefix, owningService } = serviceConnectTls;
  const secrets = pulumi.interpolate`arn:${partition}:secretsmanager:${region}:${accountId}:secret:${secretPrefix}*`;
  const services = pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:service/${cluster}/*`;
  const taskSets = pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:task-set/${cluster}/*`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "CreateSecret",
        Effect: "Allow",
        Action: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
        Resource: secrets,
        Condition: {
          ArnLike: { "aws:RequestTag/AmazonECSCreated": [services, taskSets] },
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
          ArnLike: { "aws:ResourceTag/AmazonECSCreated": [services, taskSets] },
          StringEquals: { "secretsmanager:ResourceTag/aws:secretsmanager:owningService": owningService },
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
        Resource: certificateAuthorityArn,
      },
      {
        Sid: "IssueCertificate",
        Effect: "Allow",
        Action: "acm-pca:IssueCertificate",
        Resource: certificateAuthorityArn,
        Condition: {
          StringEquals: {
            "acm-pca:TemplateArn": pulumi.interpolate`arn:${partition}:acm-pca:::template/${certificateTemplates.endEntity}`,
          },
        },
      },
    ],
  };
}
