import { hexOf } from "./template";

/** The inputs that hold a physical name where it isn't called `name`. */
const nameProperties: { [type: string]: string } = {
  "aws:s3/bucket:Bucket": "bucket",
  "aws:s3/bucketV2:BucketV2": "bucket",
  "aws:ecs/taskDefinition:TaskDefinition": "family",
  "aws:rds/cluster:Cluster": "clusterIdentifier",
  "aws:rds/clusterInstance:ClusterInstance": "identifier",
};

/** The input that holds the physical name of a resource of this type. */
export function nameProperty(type: string): string {
  return nameProperties[type] ?? "name";
}

/** The name that Pulumi gives to a resource whose program gives none: its logical name and a random suffix. */
export function autoName(type: string, logical: string, urn: string): string {
  return `${logical}-${hexOf(urn, type.startsWith("kubernetes:") ? 8 : 7)}`;
}
