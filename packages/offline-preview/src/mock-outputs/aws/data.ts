import type { Table } from "../template";
import { arn, globalArn } from "./arn";

/** Mock outputs of identities, keys, logs and what keeps data. */
export const data: Table = {
  // Identity, keys, logs, storage
  "aws:iam/role:Role": {
    name: "{name}",
    arn: globalArn("iam", "role{path}{name}"),
    uniqueId: "AROA{hex:17}",
    id: "{name}",
  },
  "aws:iam/policy:Policy": {
    name: "{name}",
    arn: globalArn("iam", "policy{path}{name}"),
    policyId: "ANPA{hex:17}",
    id: "{arn}",
  },
  "aws:iam/rolePolicy:RolePolicy": { name: "{name}", id: "{logical}:{name}" },
  "aws:iam/instanceProfile:InstanceProfile": {
    name: "{name}",
    arn: globalArn("iam", "instance-profile{path}{name}"),
    id: "{name}",
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    arn: globalArn("iam", "oidc-provider/{logical}-{hex:7}"),
    id: "{arn}",
  },
  "aws:kms/key:Key": {
    keyId: "{hex:8}-0000-4000-8000-{hex:12}",
    arn: arn("kms", "key/{keyId}"),
    id: "{keyId}",
  },
  "aws:kms/alias:Alias": { name: "alias/{name}", arn: arn("kms", "{name}"), id: "{name}" },
  "aws:cloudwatch/logGroup:LogGroup": { name: "{name}", arn: arn("logs", "log-group:{name}"), id: "{name}" },
  "aws:sqs/queue:Queue": {
    name: "{name}",
    arn: arn("sqs", "{name}"),
    url: "https://sqs.{region}.amazonaws.com/{account}/{name}",
    id: "{url}",
  },
  "aws:efs/fileSystem:FileSystem": {
    arn: arn("elasticfilesystem", "file-system/fs-{hex:17}"),
    dnsName: "fs-{hex:17}.efs.{region}.amazonaws.com",
    id: "fs-{hex:17}",
  },
  "aws:efs/accessPoint:AccessPoint": {
    arn: arn("elasticfilesystem", "access-point/fsap-{hex:17}"),
    id: "fsap-{hex:17}",
  },
  "aws:efs/mountTarget:MountTarget": { id: "fsmt-{hex:17}" },
  "aws:elasticache/serverlessCache:ServerlessCache": {
    name: "{name}",
    arn: arn("elasticache", "serverlesscache:{name}"),
    endpoints: [{ address: "{name}-{hex:6}.serverless.cache.amazonaws.com" }],
    readerEndpoints: [{ address: "{name}-{hex:6}.serverless.cache.amazonaws.com" }],
    id: "{name}",
  },
  "aws:s3/bucket:Bucket": {
    bucket: "{name}",
    arn: "arn:{partition}:s3:::{name}",
    bucketDomainName: "{name}.s3.amazonaws.com",
    bucketRegionalDomainName: "{name}.s3.{region}.amazonaws.com",
    id: "{name}",
  },
  "aws:secretsmanager/secret:Secret": {
    name: "{name}",
    arn: arn("secretsmanager", "secret:{name}-{hex:6}"),
    id: "{arn}",
  },
  "aws:ssm/parameter:Parameter": { name: "{name}", arn: arn("ssm", "parameter/{name}"), id: "{name}" },

  "aws:rds/cluster:Cluster": {
    clusterIdentifier: "{name}",
    arn: arn("rds", "cluster:{name}"),
    clusterResourceId: "cluster-{hex:26}",
    endpoint: "{name}.cluster-{hex:12}.{region}.rds.amazonaws.com",
    readerEndpoint: "{name}.cluster-ro-{hex:12}.{region}.rds.amazonaws.com",
    masterUserSecrets: [
      {
        kmsKeyId: "{inputs.masterUserSecretKmsKeyId}",
        secretArn: arn("secretsmanager", "secret:rds!cluster-{hex:8}-0000-4000-8000-{hex:12}-{hex:6}"),
        secretStatus: "active",
      },
    ],
    id: "{name}",
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    identifier: "{name}",
    arn: arn("rds", "db:{name}"),
    id: "{name}",
  },
};
