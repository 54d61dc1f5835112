import { instanceRules } from "../../../policies/rules/instances";
import { resource, testRules } from "../states";

const template = (inputs: object) => resource("aws:ec2/launchTemplate:LaunchTemplate", { ...inputs });
const group = (inputs: object) => resource("aws:autoscaling/group:Group", { ...inputs });
const provider = (inputs: object) => resource("aws:ecs/capacityProvider:CapacityProvider", { ...inputs });
const types = (...names: string[]) => ({
  mixedInstancesPolicy: { launchTemplate: { overrides: names.map((instanceType) => ({ instanceType })) } },
});

testRules("instances", instanceRules, {
  "ec2-imdsv2": {
    passes: [[template({ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } })]],
    fails: [
      [[template({})], "IMDSv1 is enabled: set metadataOptions.httpTokens: required."],
      [
        [template({ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 } })],
        "Containers can read the instance's credentials: set metadataOptions.httpPutResponseHopLimit: 1.",
      ],
    ],
  },
  "ec2-encrypted-volumes": {
    passes: [
      [template({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }] })],
      [template({})],
    ],
    fails: [
      [
        [template({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 30 } }] })],
        "Volume /dev/xvda isn't encrypted: set blockDeviceMappings[].ebs.encrypted: true.",
      ],
    ],
  },
  "ec2-no-public-address": {
    passes: [[template({})], [template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] })]],
    fails: [
      [
        [template({ networkInterfaces: [{ associatePublicIpAddress: "true" }] })],
        "Instances have public IP addresses: set networkInterfaces[].associatePublicIpAddress: false.",
      ],
    ],
  },
  "autoscaling-launch-template": {
    passes: [[group({ vpcZoneIdentifiers: ["subnet-a", "subnet-b"] })]],
    fails: [
      [
        [group({ vpcZoneIdentifiers: ["subnet-a", "subnet-b"], launchConfiguration: "old" })],
        "A launch configuration has no IMDSv2 by default: set launchTemplate or mixedInstancesPolicy.",
      ],
      [
        [group({ vpcZoneIdentifiers: ["subnet-a"] })],
        "Instances are in one Availability Zone: set vpcZoneIdentifiers to subnets in two or more.",
      ],
    ],
  },
  "autoscaling-several-types": {
    passes: [[group(types("c6g.large", "m6g.large"))]],
    fails: [
      [
        [group(types("c6g.large"))],
        "Its only instance type can be out of capacity: set aws-containers:ecs.instances.types, eks.nodes.instanceTypes or eks.nodeGroups.NAME.instanceTypes to several.",
      ],
    ],
  },
  "ecs-managed-termination-protection": {
    passes: [
      [provider({ autoScalingGroupProvider: { managedTerminationProtection: "ENABLED" } })],
      [provider({ managedInstancesProvider: {} })],
    ],
    fails: [
      [
        [provider({ autoScalingGroupProvider: { managedTerminationProtection: "DISABLED" } })],
        "Scale-in can terminate instances that run tasks: set autoScalingGroupProvider.managedTerminationProtection: ENABLED, and protectFromScaleIn on the group.",
      ],
    ],
  },
});
