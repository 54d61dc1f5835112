import type { PlannedResource } from "../engine/plan";
import { isMap, type PropertyMap } from "../engine/value";

/** A kind of resource that holds something which nobody can make again from the program. */
interface DataHolder {
  type: RegExp;
  /** What is gone with the resource. */
  content: string;
  /** The input without which AWS refuses to delete the resource while it holds anything. */
  force?: string;
  /** Whether the content outlasts the resource, by its inputs. @default it doesn't */
  outlasts?: (inputs: PropertyMap) => boolean;
}

const dataHolders: readonly DataHolder[] = [
  { type: /^aws:ecr\/repository:/, content: "its images", force: "forceDelete" },
  { type: /^aws:ecrpublic\/repository:/, content: "its images", force: "forceDestroy" },
  { type: /^aws:cloudwatch\/logGroup:/, content: "its logs" },
  { type: /^aws:s3\/bucket(V2)?:/, content: "its objects", force: "forceDestroy" },
  { type: /^aws:guardduty\/detector:/, content: "its findings" },
  { type: /^aws:kms\/key:/, content: "everything encrypted with it, which nobody can read any more" },
  { type: /^aws:efs\/fileSystem:/, content: "its files" },
  { type: /^aws:fsx\/[^:]*FileSystem:/, content: "its files" },
  { type: /^aws:ebs\/volume:/, content: "its data" },
  { type: /^aws:backup\/vault:/, content: "its backups", force: "forceDestroy" },
  { type: /^aws:(rds|docdb|neptune)\/(instance|cluster|globalCluster):/, content: "its databases" },
  { type: /^aws:dynamodb\/(table|globalTable):/, content: "its items" },
  {
    type: /^aws:(elasticache|memorydb|opensearch|redshift|msk)\/[^:]*:(Cluster|Domain|ReplicationGroup|ServerlessCache)/,
    content: "its data",
  },
  { type: /^aws:(kinesis\/stream|sqs\/queue):/, content: "its messages" },
  { type: /^aws:secretsmanager\/secret:/, content: "its value" },
  { type: /^aws:ssm\/parameter:/, content: "its value" },
  { type: /^aws:ecs\/cluster:/, content: "everything that runs in it" },
  { type: /^aws:eks\/cluster:/, content: "everything that runs in it, and its volumes' claims" },
  { type: /^eks:index:Cluster$/, content: "everything that runs in it, and its volumes' claims" },
  {
    type: /^kubernetes:core\/v1:PersistentVolume$/,
    content: "its data",
    outlasts: ({ spec }) => isMap(spec) && spec.persistentVolumeReclaimPolicy === "Retain",
  },
  {
    // Without a storage class nothing was provisioned for it: the volume decides.
    type: /^kubernetes:core\/v1:PersistentVolumeClaim$/,
    content: "its data",
    outlasts: ({ spec }) => isMap(spec) && spec.storageClassName === "",
  },
  { type: /^kubernetes:core\/v1:Namespace$/, content: "everything in it" },
  { type: /^kubernetes:apps\/v1:StatefulSet$/, content: "its pods' identities" },
  { type: /^aws:cognito\/userPool:/, content: "its users" },
  {
    type: /^(awsx:ec2:Vpc|aws:ec2\/vpc:Vpc)$/,
    content: "its subnets, and with them everything that runs there",
  },
  { type: /^aws:route53\/zone:/, content: "its records, and its name servers", force: "forceDestroy" },
];

/** What is lost when a resource is deleted; nothing where the program can make it again as it was. */
export function contentOf({ type, inputs }: Pick<PlannedResource, "type" | "inputs">): string | undefined {
  const holder = dataHolders.find((each) => each.type.test(type));
  return holder?.outlasts?.(inputs) ? undefined : holder?.content;
}

/** What AWS does when it is to delete this resource while it holds something; nothing where it just deletes it. */
export function deletionGuard({
  type,
  inputs,
}: PlannedResource): { property: string; isForced: boolean } | undefined {
  const force = dataHolders.find((holder) => holder.type.test(type))?.force;
  return force === undefined ? undefined : { property: force, isForced: inputs[force] === true };
}
