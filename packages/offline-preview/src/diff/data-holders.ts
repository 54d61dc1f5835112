/** What is gone with a resource that holds something nobody can make again from the program. */
const losses: [type: RegExp, loss: string][] = [
  [/^aws:ecr\/repository:/, "its images"],
  [/^aws:ecrpublic\/repository:/, "its images"],
  [/^aws:cloudwatch\/logGroup:/, "its logs"],
  [/^aws:s3\/bucket(V2)?:/, "its objects"],
  [/^aws:kms\/key:/, "everything encrypted with it, which nobody can read any more"],
  [/^aws:efs\/fileSystem:/, "its files"],
  [/^aws:fsx\/[^:]*FileSystem:/, "its files"],
  [/^aws:ebs\/volume:/, "its data"],
  [/^aws:backup\/vault:/, "its backups"],
  [/^aws:(rds|docdb|neptune)\/(instance|cluster|globalCluster):/, "its databases"],
  [/^aws:dynamodb\/(table|globalTable):/, "its items"],
  [
    /^aws:(elasticache|memorydb|opensearch|redshift|msk)\/[^:]*:(Cluster|Domain|ReplicationGroup)/,
    "its data",
  ],
  [/^aws:(kinesis\/stream|sqs\/queue):/, "its messages"],
  [/^aws:secretsmanager\/secret:/, "its value"],
  [/^aws:ssm\/parameter:/, "its value"],
  [/^aws:ecs\/cluster:/, "everything that runs in it"],
  [/^aws:eks\/cluster:/, "everything that runs in it, and its volumes' claims"],
  [/^eks:index:Cluster$/, "everything that runs in it, and its volumes' claims"],
  [/^kubernetes:core\/v1:(PersistentVolumeClaim|PersistentVolume)$/, "its data"],
  [/^kubernetes:core\/v1:Namespace$/, "everything in it"],
  [/^kubernetes:apps\/v1:StatefulSet$/, "its pods' identities"],
  [/^aws:(cognito\/userPool):/, "its users"],
  [/^(awsx:ec2:Vpc|aws:ec2\/vpc:Vpc)$/, "its subnets, and with them everything that runs there"],
  [/^aws:route53\/zone:/, "its records, and its name servers"],
];

/** What is lost when a resource of this type is deleted; nothing where the program can make it again as it was. */
export function lossWith(type: string): string | undefined {
  return losses.find(([pattern]) => pattern.test(type))?.[1];
}
