import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import { rolePath } from "../role-path";

/** What the instances of compute environments have in common. */
export interface Instances {
  readonly instanceProfile: aws.iam.InstanceProfile;
  readonly launchTemplate: aws.ec2.LaunchTemplate;
  /** Without which an instance doesn't register with ECS. */
  readonly needed: pulumi.Resource[];
}

/** GiB of an instance's volume, for the images and what its jobs write: those of ECS's Amazon Machine Images. */
const volumeSize = 30;

/**
 * Creates what instances of AWS Batch are launched with: an instance profile that lets them register with ECS, and a launch
 * template with IMDSv2 at a hop limit of 1 and an encrypted gp3 volume. Costs nothing itself; a volume is $0.0033 per hour.
 */
export function createInstances(
  name: string,
  { partition }: AwsContext,
  options: pulumi.CustomResourceOptions,
): Instances {
  const trust: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const role = new aws.iam.Role(
    `${name}-instances`,
    { assumeRolePolicy: pulumi.jsonStringify(trust) },
    options,
  );
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-instances`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role`,
    },
    options,
  );
  const instanceProfile = new aws.iam.InstanceProfile(
    `${name}-instances`,
    { role: role.name, path: rolePath(pulumi.getProject(), pulumi.getStack()) },
    options,
  );
  const launchTemplate = new aws.ec2.LaunchTemplate(
    `${name}-instances`,
    {
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize, encrypted: "true", deleteOnTermination: "true" },
        },
      ],
    },
    options,
  );
  return { instanceProfile, launchTemplate, needed: [attachment] };
}
