import type { PlannedResource } from "../engine/plan";
import type { Value } from "../engine/value";
import type { Cloud, Reason } from "./step";

/** An update of an EKS cluster to subnets of another VPC or of other zones, which EKS has not. */
export function controlPlaneElsewhere(base: PlannedResource, head: PlannedResource): Reason | undefined {
  if (head.type !== "eks:index:Cluster") return undefined;
  if (text(base.inputs.vpcId) !== text(head.inputs.vpcId)) {
    return {
      because: "its VPC is another one, and EKS keeps a cluster in the VPC that it was created in",
      instead: "Deploy without the cluster first, then with it in the other VPC.",
      error: "InvalidParameterException",
    };
  }
  const [was, is] = [zonesOf(base), zonesOf(head)];
  return was === is || was === undefined || is === undefined
    ? undefined
    : {
        because: `its subnets are in ${is} zones, and EKS keeps a control plane in the ${was} that it was created in`,
        instead: "Leave the control plane its subnets, and give those of other zones to the nodes only.",
        error: "InvalidParameterException",
      };
}

/** The number of subnets where each is in a zone of its own: those that awsx makes, of one kind. */
function zonesOf({ inputs: { subnetIds }, propertyDependencies }: PlannedResource): number | undefined {
  const urns = propertyDependencies.subnetIds ?? [];
  return Array.isArray(subnetIds) && urns.some((urn) => urn.includes("awsx:ec2:Vpc::"))
    ? subnetIds.length
    : undefined;
}

/** An update of a load balancer to a security group in another VPC, where its subnets must be as well. */
export function loadBalancerElsewhere(
  base: PlannedResource,
  head: PlannedResource,
  cloud: Cloud,
): Reason | undefined {
  if (!/^aws:(lb|alb)\/loadBalancer:/.test(head.type)) return undefined;
  const [was, is] = [vpcOf(base, cloud), vpcOf(head, cloud)];
  return was === is || was === undefined || is === undefined
    ? undefined
    : {
        because:
          "its security group is in another VPC, and a load balancer stays in the VPC that it was created in",
        instead: 'Replace it together with its security group: replaceOnChanges: ["securityGroups"].',
        error: "InvalidConfigurationRequest",
      };
}

/** An update of a database to a security group in another VPC, where its subnets must be as well. */
export function databaseElsewhere(
  base: PlannedResource,
  head: PlannedResource,
  cloud: Cloud,
): Reason | undefined {
  if (!/^aws:(rds|docdb|neptune)\/(instance|cluster):/.test(head.type)) return undefined;
  const [was, is] = [vpcOf(base, cloud), vpcOf(head, cloud)];
  return was === is || was === undefined || is === undefined
    ? undefined
    : {
        because:
          "its security group is in another VPC, and a database stays in the VPC that it was created in",
        instead: "Deploy without the database first, or keep its network.",
        error: "InvalidVPCNetworkStateFault",
      };
}

function vpcOf({ inputs }: PlannedResource, cloud: Cloud): string | undefined {
  const groups = text(inputs.securityGroups ?? inputs.vpcSecurityGroupIds);
  for (const { resource } of cloud) {
    if (resource.type.startsWith("aws:ec2/securityGroup:") && resource.id && groups.includes(resource.id)) {
      return text(resource.inputs.vpcId);
    }
  }
  return undefined;
}

function text(value: Value | undefined): string {
  return JSON.stringify(value) ?? "";
}
