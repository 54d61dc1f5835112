import { always, inProd, type Rule, securityHub } from "../rule";
import { at, blocks, differs, items, texts, unknown, type Value } from "../values";

const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";
const autoScalingGroup = "aws:autoscaling/group:Group";

/** Rules for EC2 instances: their launch templates, Auto Scaling groups and capacity providers. */
export const instanceRules: Rule[] = [
  {
    id: "ec2-imdsv2",
    title: "Instances require IMDSv2, with a hop limit of 1",
    controls: ["EC2.8", "EC2.170"],
    url: securityHub("EC2.170"),
    severity: "high",
    enforcement: always,
    types: [launchTemplate],
    needs: "resource",
    check({ inputs }) {
      const options = at(inputs, "metadataOptions");
      const hops = at(options, "httpPutResponseHopLimit");
      return [
        ...(differs(inputs, "metadataOptions.httpTokens", "required")
          ? ["IMDSv1 is enabled: set metadataOptions.httpTokens: required."]
          : []),
        ...(typeof hops === "number" && hops > 1
          ? [
              "Containers can read the instance's credentials: set metadataOptions.httpPutResponseHopLimit: 1.",
            ]
          : []),
      ];
    },
  },
  {
    id: "ec2-encrypted-volumes",
    title: "Volumes of instances are encrypted",
    controls: ["EC2.3", "EC2.7", "EC2.181"],
    url: securityHub("EC2.181"),
    severity: "medium",
    enforcement: always,
    types: [launchTemplate],
    needs: "resource",
    check: ({ inputs }) =>
      blocks(at(inputs, "blockDeviceMappings"))
        .filter((mapping) => at(mapping, "ebs") !== undefined && !isTrue(at(mapping, "ebs.encrypted")))
        .map(
          (mapping) =>
            `Volume ${String(at(mapping, "deviceName"))} isn't encrypted: set blockDeviceMappings[].ebs.encrypted: true.`,
        ),
  },
  {
    id: "ec2-no-public-address",
    title: "Instances have no public IP address",
    controls: ["EC2.25"],
    url: securityHub("EC2.25"),
    severity: "high",
    enforcement: inProd,
    types: [launchTemplate],
    needs: "resource",
    check: ({ inputs }) =>
      blocks(at(inputs, "networkInterfaces")).some((each) =>
        isTrue(at(each, "associatePublicIpAddress"), false),
      )
        ? ["Instances have public IP addresses: set networkInterfaces[].associatePublicIpAddress: false."]
        : [],
  },
  {
    id: "autoscaling-launch-template",
    title: "Auto Scaling groups have a launch template, in two or more Availability Zones",
    controls: ["AutoScaling.2", "AutoScaling.9"],
    url: securityHub("AutoScaling.9"),
    severity: "medium",
    enforcement: inProd,
    types: [autoScalingGroup],
    needs: "resource",
    check({ inputs }) {
      const subnets = at(inputs, "vpcZoneIdentifiers");
      return [
        ...(typeof at(inputs, "launchConfiguration") !== "string"
          ? []
          : ["A launch configuration has no IMDSv2 by default: set launchTemplate or mixedInstancesPolicy."]),
        ...(Array.isArray(subnets) && items(subnets).length < 2
          ? ["Instances are in one Availability Zone: set vpcZoneIdentifiers to subnets in two or more."]
          : []),
      ];
    },
  },
  {
    id: "autoscaling-several-types",
    title: "Auto Scaling groups have several instance types",
    controls: ["AutoScaling.6"],
    url: securityHub("AutoScaling.6"),
    severity: "medium",
    enforcement: inProd,
    types: [autoScalingGroup],
    needs: "resource",
    check({ inputs }) {
      const overrides = at(inputs, "mixedInstancesPolicy.launchTemplate.overrides");
      return overrides === unknown ||
        texts(blocks(overrides).map((each) => at(each, "instanceType"))).length > 1
        ? []
        : [
            "Its only instance type can be out of capacity: set aws-containers:ecs.instances.types, eks.nodes.instanceTypes or " +
              "eks.nodeGroups.NAME.instanceTypes to several.",
          ];
    },
  },
  {
    id: "ecs-managed-termination-protection",
    title: "Managed termination protection is enabled",
    controls: ["ECS.19"],
    url: securityHub("ECS.19"),
    severity: "medium",
    enforcement: always,
    types: ["aws:ecs/capacityProvider:CapacityProvider"],
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "autoScalingGroupProvider") !== undefined &&
      differs(inputs, "autoScalingGroupProvider.managedTerminationProtection", "ENABLED")
        ? [
            "Scale-in can terminate instances that run tasks: set autoScalingGroupProvider.managedTerminationProtection: ENABLED, and " +
              "protectFromScaleIn on the group.",
          ]
        : [],
  },
];

/** Providers write some booleans as texts. Unknown values count as `ifUnknown`. */
function isTrue(value: Value, ifUnknown = true): boolean {
  return value === true || value === "true" || (value === unknown && ifUnknown);
}
