import type { PlannedResource } from "../engine/plan";
import { isMap, type Value } from "../engine/value";
import { listOf, valueAt } from "../engine/value-at";
import { type Obstacle, sourceName } from "./step";

/** What AWS or Kubernetes allows once. */
interface UniqueKey {
  type: RegExp;
  /** The parts that make it unique; nothing where one of them is missing, so that the resource has no such key. */
  parts(resource: PlannedResource): Value[] | undefined;
  /** What people call it. */
  title(resource: PlannedResource): string;
  /** The error of the second create. */
  error: string;
  instead: string;
}

const rename =
  "Give the resource that stays its previous logical name or an alias, so that it is updated in place, or deploy twice: without the old one first.";

/** A resource type whose physical name is unique in account and region, or in what contains it. */
function named(type: RegExp, property: string, error: string, ...scope: string[]): UniqueKey {
  return {
    type,
    parts: ({ inputs }) => values(inputs, ...scope, property),
    title: ({ inputs }) => `the name ${String(inputs[property])}`,
    error,
    instead: `Leave the name to Pulumi, which gives each resource another one. ${rename}`,
  };
}

/**
 * Keys of AWS: the errors are those of each service's API reference (Create… of Elastic Load Balancing, ECR, IAM, EC2,
 * CloudWatch Logs, ECS, EKS, S3, KMS, Route 53).
 */
export const uniqueKeys: readonly UniqueKey[] = [
  {
    type: /^aws:(lb|alb)\/listenerRule:/,
    parts: ({ inputs }) => values(inputs, "listenerArn", "priority"),
    title: (rule) =>
      `priority ${String(rule.inputs.priority)} of listener ${sourceName(rule, "listenerArn")}`,
    error: "PriorityInUse",
    instead: rename,
  },
  {
    type: /^aws:(lb|alb)\/listener:/,
    parts: ({ inputs }) => values(inputs, "loadBalancerArn", "port"),
    title: (listener) =>
      `port ${String(listener.inputs.port)} of load balancer ${sourceName(listener, "loadBalancerArn")}`,
    error: "DuplicateListener",
    instead: rename,
  },
  {
    type: /^aws:vpc\/securityGroup(Ingress|Egress)Rule:/,
    parts: (rule) => {
      const { inputs, type } = rule;
      const group = inputs.securityGroupId;
      const peer = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].map(
        (key) => inputs[key] ?? "",
      );
      const ports = [inputs.ipProtocol ?? "", inputs.fromPort ?? "", inputs.toPort ?? ""];
      return group === undefined ? undefined : [type, group, ...ports, ...peer];
    },
    title: (rule) => `the same rule of security group ${sourceName(rule, "securityGroupId")}`,
    error: "InvalidPermission.Duplicate",
    instead: rename,
  },
  {
    type: /^aws:eks\/addon:/,
    parts: ({ inputs }) => values(inputs, "clusterName", "addonName"),
    title: (addon) =>
      `add-on ${String(addon.inputs.addonName)} of cluster ${sourceName(addon, "clusterName")}`,
    error: "ResourceInUseException",
    instead: rename,
  },
  {
    type: /^aws:eks\/accessEntry:/,
    parts: ({ inputs }) => values(inputs, "clusterName", "principalArn"),
    title: (entry) => `the access entry of ${String(entry.inputs.principalArn)}`,
    error: "ResourceInUseException",
    instead: rename,
  },
  {
    // EFS allows one in a zone, which the subnet stands for.
    type: /^aws:efs\/mountTarget:/,
    parts: ({ inputs }) => values(inputs, "fileSystemId", "subnetId"),
    title: (target) =>
      `the mount target of file system ${sourceName(target, "fileSystemId")} in subnet ${sourceName(target, "subnetId")}`,
    error: "MountTargetConflict",
    instead: rename,
  },
  {
    type: /^aws:route53\/record:/,
    parts: ({ inputs }) => values(inputs, "zoneId", "name", "type"),
    title: ({ inputs }) => `the ${String(inputs.type)} record ${String(inputs.name)}`,
    error: "InvalidChangeBatch",
    instead: rename,
  },
  named(/^aws:(lb|alb)\/loadBalancer:/, "name", "DuplicateLoadBalancerName"),
  named(/^aws:(lb|alb)\/targetGroup:/, "name", "DuplicateTargetGroupName"),
  named(/^aws:ecr\/repository:/, "name", "RepositoryAlreadyExistsException"),
  named(/^aws:iam\/(role|policy|user|group|instanceProfile):/, "name", "EntityAlreadyExists"),
  named(/^aws:cloudwatch\/logGroup:/, "name", "ResourceAlreadyExistsException"),
  named(/^aws:eks\/cluster:/, "name", "ResourceInUseException"),
  named(/^aws:sfn\/stateMachine:/, "name", "StateMachineAlreadyExists"),
  named(/^eks:index:Cluster$/, "name", "ResourceInUseException"),
  named(/^aws:ecs\/service:/, "name", "InvalidParameterException", "cluster"),
  named(/^aws:ecs\/capacityProvider:/, "name", "ClientException"),
  named(/^aws:autoscaling\/group:/, "name", "AlreadyExists"),
  named(/^aws:ec2\/launchTemplate:/, "name", "InvalidLaunchTemplateName.AlreadyExistsException"),
  named(/^aws:lambda\/function:/, "name", "ResourceConflictException"),
  named(/^aws:ec2\/securityGroup:/, "name", "InvalidGroup.Duplicate", "vpcId"),
  named(/^aws:kms\/alias:/, "name", "AlreadyExistsException"),
  named(/^aws:s3\/bucket(V2)?:/, "bucket", "BucketAlreadyOwnedByYou"),
  named(
    /^aws:(sqs\/queue|sns\/topic|dynamodb\/table|secretsmanager\/secret|ssm\/parameter):/,
    "name",
    "ResourceExists",
  ),
  {
    type: /^kubernetes:core\/v1:Service$/,
    parts: ({ inputs, provider = "" }) => {
      const port = nodePortOf(inputs.spec);
      return port === undefined ? undefined : [provider, port];
    },
    title: ({ inputs }) => `node port ${String(nodePortOf(inputs.spec))}`,
    error: "provided port is already allocated",
    instead: "Choose another port, or deploy twice: without the old one first.",
  },
  {
    type: /^kubernetes:(?!index|yaml|helm|kustomize)/,
    parts: ({ type, inputs, provider = "" }) => {
      const { metadata } = inputs;
      const name = isMap(metadata) ? metadata.name : undefined;
      if (!isMap(metadata) || typeof name !== "string") return undefined;
      const [, group = ""] = type.split(":");
      return [
        provider,
        group.split("/")[0] ?? "",
        type.split(":")[2] ?? "",
        metadata.namespace ?? "default",
        name,
      ];
    },
    title: ({ type, inputs }) =>
      `${type.split(":")[2]} ${String(isMap(inputs.metadata) ? inputs.metadata.name : "")}`,
    error: "AlreadyExists",
    instead: rename,
  },
];

/** A key that another resource has while this one is created, or changed to it. */
export const keyInUse: Obstacle = (resource, cloud) => {
  for (const key of uniqueKeys.filter(({ type }) => type.test(resource.type))) {
    const own = key.parts(resource);
    if (own === undefined) continue;
    const text = JSON.stringify(own);
    const holder = [...cloud].find(
      ({ resource: other }) =>
        other !== resource && key.type.test(other.type) && JSON.stringify(key.parts(other)) === text,
    );
    if (holder !== undefined) {
      const { name, urn } = holder.resource;
      const who = urn === resource.urn ? "the resource that it replaces" : name;
      return { because: `${key.title(resource)} belongs to ${who}`, instead: key.instead, error: key.error };
    }
  }
  return undefined;
};

/** The first node port that a Service names: a cluster has each once, whatever the protocol. */
function nodePortOf(spec: Value | undefined): number | undefined {
  return listOf(valueAt(spec, "ports"))
    .map((port) => valueAt(port, "nodePort"))
    .find((port): port is number => typeof port === "number");
}

function values(inputs: PlannedResource["inputs"], ...properties: string[]): Value[] | undefined {
  const found = properties.map((property) => inputs[property]);
  return found.every((value) => typeof value === "string" || typeof value === "number") ? found : undefined;
}
