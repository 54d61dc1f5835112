import type { ResourceChange } from "./change";
import { contentOf } from "./data-holders";
import { movedRoutes } from "./gateway-routes";
import { buildsImages } from "./images";
import type { RequestEffects } from "./request-effects";
import { isDeletedBeforeReplaced, isReal } from "./steps";
import { countChanges, operations } from "./verdict";

/** Properties of what runs containers of which a change starts no new ones. */
const withoutDeployment: { readonly [type: string]: (path: string) => boolean } = {
  "aws:ecs/service:Service": (path) => /^(desiredCount|tags|propagateTags|\()/.test(path),
  "kubernetes:apps/v1:Deployment": (path) => !path.startsWith("spec.template"),
  "kubernetes:apps/v1:StatefulSet": (path) => !path.startsWith("spec.template"),
  "kubernetes:apps/v1:DaemonSet": (path) => !path.startsWith("spec.template"),
};

/** What requests pass on their way to a service, by what people call it: none arrives while it is missing. */
const onTheWay: { readonly [type: string]: string } = {
  "kubernetes:core/v1:Namespace": "Namespace",
  "kubernetes:core/v1:Service": "Service",
  "kubernetes:networking.k8s.io/v1:Ingress": "Ingress",
  "kubernetes:gateway.networking.k8s.io/v1:Gateway": "Gateway",
};

/**
 * What will happen when these changes are deployed, gravest first.
 *
 * @param requests What happens to requests, of all resources.
 */
export function effectsOf(
  changes: readonly ResourceChange[],
  { isNew, isGone, isRenamed }: { isNew: boolean; isGone: boolean; isRenamed: boolean },
  requests: RequestEffects,
): string[] {
  if (changes.length === 0) return ["only shared resources change"];
  const lost = [...new Set(changes.flatMap(lossIn))];
  const ofRequests = [...new Set(changes.flatMap(({ urn }) => requests.get(urn) ?? []))];
  if (isNew) return ["created", ...ofRequests];
  if (isGone) return ["deleted", ...lost];
  if (isRenamed) return ["created under the new name, deleted under the old one", ...ofRequests, ...lost];
  const replaced = changes.filter(
    ({ operation, head }) => operation === "replace" && head && head.type in withoutDeployment,
  );
  const missing = changes.flatMap((change) => {
    const name = change.operation === "replace" && change.head && onTheWay[change.head.type];
    return name && isDeletedFirst(change) ? [name] : [];
  });
  const effects = [
    ...(replaced.some(isDeletedFirst) ? ["outage: it is deleted before it is created again"] : []),
    ...movedRoutes(changes),
    ...[...new Set(missing)].map((name) => `outage: its ${name} is deleted before it is created again`),
    ...(replaced.some((change) => !isDeletedFirst(change))
      ? ["replaced: the new one runs before the present one is deleted"]
      : []),
    ...ofRequests,
    ...(changes.some(isUpgrade)
      ? ["outage: it restarts with another version of its engine, a later major one for minutes"]
      : []),
    ...lost,
    ...(changes.some(({ images }) => images.length > 0) ? ["new image"] : []),
    ...(changes.some(isBuild) ? ["image built and pushed again"] : []),
    ...(changes.some(isDeployment) ? ["rolling deployment"] : []),
  ];
  return effects.length > 0 ? effects : [counted(changes)];
}

/** What an effect begins with where requests fail meanwhile. */
const outage = "outage: ";

/** Whether requests fail meanwhile. */
export function isOutage(effect: string): boolean {
  return effect.startsWith(outage);
}

/** Whether something is missing for a while, or data is lost. */
export function isGrave(effect: string): boolean {
  return isOutage(effect) || effect.startsWith("data lost: ");
}

function lossIn({ operation, base, head, properties, consequences }: ResourceChange): string[] {
  const content = base && !base.retainOnDelete && contentOf(base);
  if (!content || (operation !== "delete" && operation !== "replace")) return [];
  const replacing = [...properties, ...consequences].filter(
    ({ documented }) => documented.replaces === "yes",
  );
  const parts = replacing.map(({ documented }) => documented.part);
  if (head !== undefined && parts.length > 0 && parts.every((part) => part !== undefined)) {
    return [...new Set(parts.map((part) => `outage: ${part.name} are replaced`))];
  }
  return [`data lost: ${content}`];
}

/** A fixed name can't be used twice at the same time, so that the provider deletes first. */
function isDeletedFirst({ base, head }: ResourceChange): boolean {
  if (base === undefined || head === undefined) return false;
  return head.deleteBeforeReplace ?? isDeletedBeforeReplaced(head, base);
}

function isDeployment({ operation, head, properties, consequences, images }: ResourceChange): boolean {
  const startsNone = operation === "update" && head ? withoutDeployment[head.type] : undefined;
  if (startsNone === undefined) return false;
  return images.length > 0 || [...properties, ...consequences].some(({ path }) => !startsNone(path));
}

/** A database whose engine gets another version in place. */
function isUpgrade({ operation, head, properties }: ResourceChange): boolean {
  const isDatabase = /^aws:rds\/(cluster|instance):/.test(head?.type ?? "");
  return operation === "update" && isDatabase && properties.some(({ path }) => path === "engineVersion");
}

/** An image that is the same, but for where it is pushed or how it is built. */
function isBuild({ operation, head, images }: ResourceChange): boolean {
  return operation === "update" && head !== undefined && buildsImages(head.type) && images.length === 0;
}

/** What happens to how many resources: "1 created, 2 updated in place". */
function counted(changes: readonly ResourceChange[]): string {
  const counts = countChanges(changes.filter(({ base, head }) => isReal(head ?? base)));
  const parts = operations.flatMap((operation) =>
    counts[operation] > 0 ? [`${counts[operation]} ${words[operation]}`] : [],
  );
  return parts.join(", ") || "only components change";
}

const words = {
  create: "created",
  update: "updated in place",
  "new revision": "registered as a new revision",
  replace: "replaced",
  delete: "deleted",
  move: "moved",
};
