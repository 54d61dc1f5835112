/**
 * Regions of AWS in which ECS and EKS run, by partition.
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html (read 2026-11-20)
 */
export const regions = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
} as const;

/** A partition of AWS. */
export type Partition = keyof typeof regions;

/** The partition that a region belongs to. By its prefix, so that a region newer than the table has one too. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/**
 * Why this template isn't made for a partition, as what follows "where": no plan or test holds these differences.
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html (read 2026-11-22)
 */
export const unsupportedPartitions: Partial<Record<Partition, string>> = {
  "aws-cn":
    "interface endpoints (cn.com.amazonaws…), principals (ec2.amazonaws.com.cn), endpoints and sign-in of CI have other names",
};

/** The domain of a partition's service endpoints. @see https://docs.aws.amazon.com/general/latest/gr/rande.html (read 2026-11-20) */
export function dnsSuffixOf(region: string): string {
  return partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** The only region of ECR Public. @see https://docs.aws.amazon.com/general/latest/gr/ecr-public.html (read 2026-11-20) */
export const ecrPublicRegion = "us-east-1";
