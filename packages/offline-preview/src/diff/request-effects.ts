import type { PlannedResource } from "../engine/plan";
import type { Value } from "../engine/value";
import { listOf, mapOf, valueAt } from "../engine/value-at";
import { isRule, targetsIn } from "../transition/target-groups";
import { callEncryption } from "./call-encryption";
import type { ResourceChange } from "./change";
import { movedToServices } from "./gateway-routes";
import { secondTargetGroup } from "./second-target-group";

/** What happens to requests, by the URN of the resource whose replicas get them. */
export type RequestEffects = ReadonlyMap<string, readonly string[]>;

const emptyTargets =
  "outage: its routes answer 503 until its first replica is healthy; to avoid that, deploy it under another route first, then move the routes";
const emptyListener = "outage: its port leads to no replica until its first new one is healthy";
const otherLoadBalancer =
  "outage: its load balancer is another one, with another host name, which answers 503 until its first replica is healthy there";
const otherTargetGroup =
  "outage: the load balancer's controller replaces its target group, whose health check the running pods fail: requests fail until its first new pod is healthy; to avoid that, deploy it as another service under another route first, then move the routes";
const otherPort =
  "outage: its Service leads to a port that the running pods don't have: nothing reaches it until its first new pod is ready; to avoid that, deploy it as another service first, then move its clients";
const checkedAtOnce: Readonly<Record<"tasks" | "pods", string>> = {
  tasks:
    "the new health check applies to running tasks at once: ECS replaces those that fail it, and can't roll back to them; deploy a version that answers both first",
  pods: "the new health check applies to running pods at once: those that fail it get no requests beside new ones; deploy a version that answers both first",
};

/**
 * What the changes do to requests on their way, apart from what is missing meanwhile: routes that lead to targets which have yet
 * to start, health checks that running replicas didn't know when they were built, and encryption that running callers don't know.
 */
export function requestEffects(changes: readonly ResourceChange[]): RequestEffects {
  const effects = new Map<string, string[]>();
  const add = (urn: string, effect: string) => {
    const known = effects.get(urn) ?? [];
    if (!known.includes(effect)) effects.set(urn, [...known, effect]);
  };
  const started = new Set(changes.flatMap(({ operation, urn }) => (isStarted(operation) ? [urn] : [])));
  const workloads = changes.flatMap(({ head }) => (head && isWorkload(head) ? [head] : []));
  const owner = (service: PlannedResource) =>
    workloads.find((workload) => isSelected(workload, service))?.urn ?? service.urn;
  const leadTo = (name: Value | undefined) => {
    const service = changes.find((each) => each.head && isService(each.head) && nameOf(each.head) === name);
    if (service?.head && started.has(service.urn)) add(owner(service.head), emptyTargets);
  };
  movedToServices(changes).forEach(leadTo);
  const replaced = new Map(
    changes.flatMap((change) => (change.operation === "replace" ? [[change.urn, change]] : [])),
  );
  for (const { operation, base, head, properties } of changes) {
    if (base === undefined || head === undefined) continue;
    if (operation === "replace" && isElsewhere(base, head, replaced))
      for (const urn of chosenTargetGroups(head)) if (started.has(urn)) add(urn, otherLoadBalancer);
    if (operation !== "update") continue;
    const paths = properties
      .filter((change) => change.base !== undefined && change.head !== undefined)
      .map(({ path }) => path);
    for (const effect of [callEncryption(base, head), secondTargetGroup(base, head)]) {
      if (effect !== undefined) add(head.urn, effect);
    }
    for (const urn of chosenTargetGroups(head)) {
      if (started.has(urn)) add(urn, isRule(head.type) ? emptyTargets : emptyListener);
    }
    if (isTargetGroup(head) && paths.some((path) => /^healthCheck\.(path|port|protocol)$/.test(path))) {
      add(head.urn, checkedAtOnce.tasks);
    }
    if (isService(head)) {
      const pods = workloads.find((workload) => isSelected(workload, head));
      const before = changes.find((each) => each.urn === pods?.urn)?.base;
      if (before !== undefined && leadsElsewhere(base, head, before)) add(owner(head), otherPort);
      else if (hasOtherTargetGroup(base, head)) add(owner(head), otherTargetGroup);
      else if (paths.some((path) => /healthcheck-(path|port|protocol)/.test(path))) {
        add(owner(head), checkedAtOnce.pods);
      }
    }
    movedBackends(base, head).forEach(leadTo);
  }
  return effects;
}

function isStarted(operation: ResourceChange["operation"]): boolean {
  return operation === "create" || operation === "replace";
}

const isTargetGroup = ({ type }: PlannedResource) => /^aws:(lb|alb)\/targetGroup:/.test(type);
const isService = ({ type }: PlannedResource) => type === "kubernetes:core/v1:Service";
const isWorkload = ({ type }: PlannedResource) => /^kubernetes:apps\/v1:(Deployment|StatefulSet)$/.test(type);

/** Whether a listener, or the listener of a rule, is on another load balancer now, or on one that is replaced. */
function isElsewhere(
  base: PlannedResource,
  head: PlannedResource,
  replaced: ReadonlyMap<string, ResourceChange>,
): boolean {
  const [was = [], is = []] = [base, head].map(({ propertyDependencies: of }) => of.loadBalancerArn);
  if (is.some((urn) => replaced.has(urn)) || String(was) !== String(is)) return true;
  const { listenerArn = [] } = head.propertyDependencies;
  return listenerArn.some((urn) => {
    const listener = replaced.get(urn);
    return listener?.base && listener.head ? isElsewhere(listener.base, listener.head, replaced) : false;
  });
}

/** The target groups that a listener or a rule forwards to by this program: none where somebody else decides it. */
function chosenTargetGroups(resource: PlannedResource): string[] {
  const ignored = resource.ignoreChanges.includes(isRule(resource.type) ? "actions" : "defaultActions");
  return ignored ? [] : targetsIn(resource);
}

/**
 * Whether the load balancer's controller creates another target group for a Service that had one: for another protocol. It deletes
 * the former one, and registers the same pods with the new one.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/deploy/elbv2/target_group_synthesizer.go isSDKTargetGroupRequiresReplacement (read 2026-11-22)
 */
function hasOtherTargetGroup(base: PlannedResource, head: PlannedResource): boolean {
  const [was, is] = [base, head].map(({ inputs }) => mapOf(valueAt(inputs, "metadata", "annotations")));
  const prefix = "alb.ingress.kubernetes.io/";
  // Without any of them nothing is routed to it.
  const isRouted = [was, is].every((of) => Object.keys(of ?? {}).some((name) => name.startsWith(prefix)));
  return (
    isRouted &&
    ["backend-protocol-version", "backend-protocol"].some(
      (name) => was?.[prefix + name] !== is?.[prefix + name],
    )
  );
}

/** Whether a Service leads to a port that its running pods don't have, where it led to one that they have. */
function leadsElsewhere(base: PlannedResource, head: PlannedResource, pods: PlannedResource): boolean {
  const known = new Set(
    listOf(valueAt(pods.inputs, "spec", "template", "spec", "containers"))
      .flatMap((container) => listOf(valueAt(container, "ports")))
      .flatMap((port) => [valueAt(port, "name"), valueAt(port, "containerPort")]),
  );
  const targets = ({ inputs }: PlannedResource) =>
    listOf(valueAt(inputs, "spec", "ports")).map(
      (port) => valueAt(port, "targetPort") ?? valueAt(port, "port"),
    );
  return targets(base).every((port) => known.has(port)) && !targets(head).every((port) => known.has(port));
}

/** Names of the Services that routes of an Ingress lead to which led to others before. */
function movedBackends(base: PlannedResource, head: PlannedResource): (Value | undefined)[] {
  if (!head.type.startsWith("kubernetes:networking.k8s.io/v1:Ingress")) return [];
  const before = backendsOf(base);
  return [...backendsOf(head)].flatMap(([route, name]) => {
    const former = before.get(route);
    return former !== undefined && former !== name ? [name] : [];
  });
}

/** The name of the Service of each route, by host and path. */
function backendsOf({ inputs }: PlannedResource): Map<string, Value | undefined> {
  return new Map(
    listOf(valueAt(inputs, "spec", "rules")).flatMap((rule) =>
      listOf(valueAt(rule, "http", "paths")).map((path): [string, Value | undefined] => [
        JSON.stringify([valueAt(rule, "host"), valueAt(path, "path")]),
        valueAt(path, "backend", "service", "name"),
      ]),
    ),
  );
}

function nameOf({ inputs }: PlannedResource): Value | undefined {
  return valueAt(inputs, "metadata", "name");
}

/** Whether a Service's selector has the pods of a workload. */
function isSelected({ inputs }: PlannedResource, service: PlannedResource): boolean {
  const labels = mapOf(valueAt(inputs, "spec", "template", "metadata", "labels"));
  const selector = Object.entries(mapOf(valueAt(service.inputs, "spec", "selector")));
  const isSame =
    valueAt(inputs, "metadata", "namespace") === valueAt(service.inputs, "metadata", "namespace") &&
    selector.length > 0;
  return isSame && selector.every(([label, value]) => labels[label] === value);
}
