import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { containerInstancePolicy } from "../../facts/ecs-computes";
import type { AwsContext } from "../aws-context";
import { createInstanceProfile } from "../instance-profile";

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
  const { instanceProfile, needed } = createInstanceProfile(
    `${name}-instances`,
    pulumi.interpolate`arn:${partition}:iam::aws:policy/${containerInstancePolicy}`,
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
  return { instanceProfile, launchTemplate, needed };
}
