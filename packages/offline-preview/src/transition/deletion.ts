import type { PlannedResource } from "../engine/plan";
import { withoutItsController } from "./auto-mode";
import type { Cloud, Reason } from "./step";
import { takenAway } from "./upserts";

/** The engine's own refusal: no API is called. */
export const refusedByEngine = "cannot be deleted because it is protected";

/** Inputs by which AWS refuses to delete a resource. */
const protections: readonly { type: RegExp; property: string; error: string }[] = [
  {
    type: /^aws:(lb|alb)\/loadBalancer:/,
    property: "enableDeletionProtection",
    error: "OperationNotPermitted",
  },
  {
    type: /^(aws:eks\/cluster:|eks:index:Cluster$)/,
    property: "deletionProtection",
    error: "InvalidRequestException",
  },
  {
    type: /^aws:(rds|docdb|neptune)\/(instance|cluster):/,
    property: "deletionProtection",
    error: "InvalidParameterCombination",
  },
  { type: /^aws:dynamodb\/table:/, property: "deletionProtectionEnabled", error: "ValidationException" },
  { type: /^aws:cognito\/userPool:/, property: "deletionProtection", error: "InvalidParameterException" },
];

/** Inputs without which AWS refuses to delete a resource that holds something. */
const contents: readonly { type: RegExp; force: string; content: string; error: string }[] = [
  {
    type: /^aws:ecr\/repository:/,
    force: "forceDelete",
    content: "images",
    error: "RepositoryNotEmptyException",
  },
  {
    type: /^aws:ecrpublic\/repository:/,
    force: "forceDestroy",
    content: "images",
    error: "RepositoryNotEmptyException",
  },
  { type: /^aws:s3\/bucket(V2)?:/, force: "forceDestroy", content: "objects", error: "BucketNotEmpty" },
];

/** What AWS calls a resource that another one uses, and what of the user counts as use. */
const uses: readonly { type: RegExp; user: RegExp; error: string }[] = [
  { type: /^aws:(lb|alb)\/targetGroup:/, user: /^aws:(lb|alb)\/listener(Rule)?:/, error: "ResourceInUse" },
  {
    type: /^aws:ec2\/securityGroup:/,
    user: /^aws:(vpc\/securityGroup\w+Rule|(lb|alb)\/loadBalancer|ecs\/service|ec2\/(instance|vpcEndpoint)|rds\/\w+|efs\/mountTarget|elasticache\/\w+):/,
    error: "DependencyViolation",
  },
  { type: /^aws:ec2\/subnet:/, user: /^aws:(lb|alb|ecs|ec2|eks|rds)\//, error: "DependencyViolation" },
  { type: /^aws:ecs\/cluster:/, user: /^aws:ecs\/service:/, error: "ClusterContainsServicesException" },
  {
    type: /^aws:ecs\/capacityProvider:/,
    user: /^aws:ecs\/(service|clusterCapacityProviders):/,
    error: "ResourceInUseException",
  },
  {
    type: /^aws:iam\/role:/,
    user: /^aws:iam\/(rolePolicyAttachment|instanceProfile|rolePolicy):/,
    error: "DeleteConflict",
  },
  { type: /^aws:iam\/policy:/, user: /^aws:iam\/rolePolicyAttachment:/, error: "DeleteConflict" },
  {
    type: /^aws:acm\/certificate:/,
    user: /^aws:((lb|alb)\/listener|cloudfront\/distribution)/,
    error: "ResourceInUseException",
  },
  {
    type: /^aws:cloudfront\/vpcOrigin:/,
    user: /^aws:cloudfront\/distribution:/,
    error: "CannotDeleteEntityWhileInUse",
  },
  {
    type: /^aws:wafv2\/webAcl:/,
    user: /^aws:(wafv2\/webAclAssociation|cloudfront\/distribution):/,
    error: "WAFAssociatedItemException",
  },
  {
    type: /^aws:servicediscovery\/\w*[nN]amespace:/,
    user: /^aws:(servicediscovery\/service|ecs\/service):/,
    error: "ResourceInUse",
  },
];

/**
 * Why the engine or AWS refuses to delete a resource, if anything of it does. `cloud` is what else exists then. The engine
 * refuses a replacement only of what is protected before and after it (pkg/resource/deploy/step_generator.go of
 * pulumi/pulumi): `successor` is what takes the resource's place.
 */
export function deletionRefused(
  resource: PlannedResource,
  cloud: Cloud,
  successor?: PlannedResource,
): Reason | undefined {
  return (
    (successor?.protect === false ? undefined : isProtected(resource)) ??
    isGuarded(resource) ??
    isInUse(resource, cloud) ??
    withoutItsController(resource, cloud) ??
    takenAway(resource, cloud)
  );
}

function isProtected({ protect }: PlannedResource): Reason | undefined {
  return protect
    ? {
        because: "it is protected",
        instead: "Turn the protection off in an update of its own first.",
        error: refusedByEngine,
      }
    : undefined;
}

function isGuarded({ type, inputs }: PlannedResource): Reason | undefined {
  const protection = protections.find((each) => each.type.test(type));
  const on = protection && inputs[protection.property];
  if (protection !== undefined && (on === true || on === "ACTIVE")) {
    const { property, error } = protection;
    return { because: `its ${property} is on`, instead: "Turn it off in an update of its own first.", error };
  }
  const holder = contents.find((each) => each.type.test(type));
  if (holder !== undefined && inputs[holder.force] !== true) {
    const { force, content, error } = holder;
    return {
      because: `it holds ${content}, and its ${force} is off`,
      instead: `Turn ${force} on in an update of its own first, or delete the ${content}.`,
      error,
    };
  }
  return undefined;
}

function isInUse(resource: PlannedResource, cloud: Cloud): Reason | undefined {
  for (const { type, user, error } of uses) {
    if (!type.test(resource.type)) continue;
    const found = [...cloud].find(
      ({ resource: other }) =>
        other !== resource &&
        user.test(other.type) &&
        Object.values(other.propertyDependencies).some((urns) => urns.includes(resource.urn)) &&
        refersTo(other, resource),
    );
    if (found !== undefined) {
      return {
        because: `${found.resource.name} still uses it`,
        instead: "Take it out of what uses it in an update of its own first.",
        error,
      };
    }
  }
  return undefined;
}

/** Whether the inputs hold the identity of this very instance: a user of its replacement has the same URN in its dependencies. */
function refersTo({ inputs }: PlannedResource, { id, outputs }: PlannedResource): boolean {
  const text = JSON.stringify(inputs);
  return [id, outputs.arn, outputs.name].some((value) => typeof value === "string" && text.includes(value));
}
