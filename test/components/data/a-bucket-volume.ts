import * as pulumi from "@pulumi/pulumi";
import type { BucketVolume } from "../../../components/bucket-volume";

/** A bucket as a container mounts it. */
export function bucketVolume(bucket = "uploads"): BucketVolume {
  return { bucket, bucketName: pulumi.output(`shop-${bucket}`) };
}
