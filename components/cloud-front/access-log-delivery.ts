import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { cloudFrontRegion } from "../../facts/cloud-front";
import type { AccessLogs } from "../load-balancer/access-logs";

/**
 * Delivers the access logs of a distribution to the bucket of the load balancers' ones, under AWSLogs/ACCOUNT/CloudFront/, as
 * JSON (standard logging v2, CloudFront.5). Delivery to S3 is free.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function deliverAccessLogs(
  name: string,
  args: {
    distribution: aws.cloudfront.Distribution;
    accessLogs: Pick<AccessLogs, "bucket" | "bucketPolicy">;
  },
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogDelivery {
  const { distribution, accessLogs } = args;
  const region = cloudFrontRegion;
  const source = new aws.cloudwatch.LogDeliverySource(
    `${name}-access-logs`,
    { region, logType: "ACCESS_LOGS", resourceArn: distribution.arn },
    options,
  );
  const destination = new aws.cloudwatch.LogDeliveryDestination(
    `${name}-access-logs`,
    {
      region,
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: accessLogs.bucket.arn },
    },
    options,
  );
  return new aws.cloudwatch.LogDelivery(
    `${name}-access-logs`,
    { region, deliverySourceName: source.name, deliveryDestinationArn: destination.arn },
    // CloudWatch Logs tests that it may write.
    { ...options, dependsOn: [accessLogs.bucketPolicy] },
  );
}
