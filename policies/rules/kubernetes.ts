import type { Resource } from "../resource";
import { always, cisEks, inProd, type Rule } from "../rule";
import { at, blocks, differs, isMissing, isProperties, type Properties, texts, unknown } from "../values";
import { containerLabel, secretsInCommand, secretsInConfigMap, secretsInEnvironment } from "./containers";
import { isPinned, pinAdvice } from "./images";

const services = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"];
const workloads = [
  ...services,
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:batch/v1:CronJob",
  "kubernetes:batch/v1:Job",
  "kubernetes:core/v1:Pod",
];
const configMap = "kubernetes:core/v1:ConfigMap";
const secretAdvice = "store it in a Kubernetes Secret and mount it as a file.";
const podSecurity = "https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html";
const reliability = "https://docs.aws.amazon.com/eks/latest/best-practices/application.html";
const of = { types: workloads, needs: "resource" } as const;

/** Rules for Kubernetes workloads. */
export const kubernetesRules: Rule[] = [
  {
    id: "kubernetes-no-privileged",
    title: "Containers are not privileged",
    controls: ["CIS EKS 4.2.1", "CIS EKS 4.2.2", "CIS EKS 4.2.3", "CIS EKS 4.2.4", "CIS EKS 4.2.5"],
    url: cisEks,
    severity: "critical",
    enforcement: always,
    ...of,
    check: (resource) => [
      ...["hostPID", "hostIPC", "hostNetwork"]
        .filter((name) => at(podOf(resource), name) === true)
        .map((name) => `Pods share a namespace of their node: remove ${name}.`),
      ...inContainers(resource, (container) =>
        at(container, "securityContext.privileged") === true
          ? "is privileged, which means root access to its node: remove securityContext.privileged."
          : undefined,
      ),
      ...inContainers(resource, (container) =>
        differs(container, "securityContext.allowPrivilegeEscalation", false) &&
        at(container, "securityContext.privileged") !== true
          ? "allows privilege escalation: set securityContext.allowPrivilegeEscalation: false."
          : undefined,
      ),
    ],
  },
  {
    id: "kubernetes-non-root",
    title: "Containers don't run as root",
    controls: ["AWS guidance"],
    url: podSecurity,
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: (resource) =>
      inContainers(resource, (container) => {
        const own = (name: string) =>
          at(container, `securityContext.${name}`) ?? at(podOf(resource), `securityContext.${name}`);
        const nonRoot = own("runAsNonRoot");
        if (isNodeAgent(resource) && isConfined(container)) return undefined;
        return (nonRoot !== true && nonRoot !== unknown) || own("runAsUser") === 0
          ? "can run as root: set securityContext.runAsNonRoot: true and runAsUser, for instance 65532."
          : undefined;
      }),
  },
  {
    id: "kubernetes-read-only-root-filesystem",
    title: "Containers have a read-only root filesystem",
    controls: ["AWS guidance"],
    url: podSecurity,
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: (resource) =>
      inContainers(resource, (container) =>
        differs(container, "securityContext.readOnlyRootFilesystem", true)
          ? "has a writable root filesystem: set securityContext.readOnlyRootFilesystem: true, and mount a volume where it writes."
          : undefined,
      ),
  },
  {
    id: "kubernetes-resources",
    title: "Containers have resource requests and a memory limit",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/eks/latest/best-practices/data-plane.html",
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: (resource) =>
      inContainers(resource, (container) => {
        const missing = ["requests.cpu", "requests.memory", "limits.memory"].filter((name) =>
          isMissing(container, `resources.${name}`),
        );
        return missing.length > 0
          ? `has no ${missing.join(", ")}: set aws-containers:services.<name>.cpu and memory (resources.${missing[0]}).`
          : undefined;
      }),
  },
  {
    id: "kubernetes-probes",
    title: "Containers have readiness and liveness probes",
    controls: ["AWS guidance"],
    url: reliability,
    severity: "medium",
    enforcement: inProd,
    types: services,
    needs: "resource",
    check: (resource) =>
      inContainers(resource, (container) => {
        const missing = ["readinessProbe", "livenessProbe"].filter((name) => isMissing(container, name));
        return missing.length > 0 && blocks(at(container, "ports")).length > 0
          ? `has no ${missing.map((probe) => probe.replace("Probe", " probe")).join(" and no ")}: set ${missing.join(" and ")}.`
          : undefined;
      }),
  },
  {
    id: "kubernetes-image-pinned",
    title: "Images are pinned to a digest or an immutable tag",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/eks/latest/best-practices/image-security.html",
    severity: "medium",
    enforcement: inProd,
    types: workloads,
    needs: "stack",
    check: (resource, stack) =>
      inContainers(resource, (container) => {
        const [image] = texts(at(container, "image"));
        return at(container, "image") === unknown || (image !== undefined && isPinned(image, stack))
          ? undefined
          : `: its image ${pinAdvice}`;
      }),
  },
  {
    id: "kubernetes-no-secrets-in-environment",
    title: "Environment variables, commands and ConfigMaps contain no secrets",
    controls: ["CIS EKS 4.4.1"],
    url: cisEks,
    severity: "high",
    enforcement: always,
    types: [...workloads, configMap],
    needs: "resource",
    check: (resource) =>
      resource.type === configMap
        ? secretsInConfigMap(resource.inputs, "store it in a Kubernetes Secret.")
        : containersOf(resource).flatMap((container) => [
            ...secretsInEnvironment(container, "env", secretAdvice),
            ...secretsInCommand(container, ["command", "args"], secretAdvice),
          ]),
  },
  {
    id: "kubernetes-disruption-budget",
    title: "Services have a PodDisruptionBudget",
    controls: ["AWS guidance"],
    url: reliability,
    severity: "medium",
    enforcement: inProd,
    types: services,
    needs: "stack",
    check(resource, stack) {
      const labels = at(resource.inputs, "spec.template.metadata.labels");
      const covered = stack
        .ofType("kubernetes:policy/v1:PodDisruptionBudget")
        .some(({ inputs }) => selects(at(inputs, "spec.selector.matchLabels"), labels));
      return covered || labels === unknown || at(resource.inputs, "spec") === unknown
        ? []
        : ["All pods can be evicted at once: add a PodDisruptionBudget that selects them."];
    },
  },
];

/** A DaemonSet of the cluster's own namespace: files of a node, such as containers' logs, are readable by root alone. */
function isNodeAgent({ type, inputs }: Resource): boolean {
  return type === "kubernetes:apps/v1:DaemonSet" && at(inputs, "metadata.namespace") === "kube-system";
}

/** Whether a container can do no more than read and write files: without capabilities, and nothing in its own filesystem. */
function isConfined(container: Properties): boolean {
  return (
    at(container, "securityContext.allowPrivilegeEscalation") === false &&
    at(container, "securityContext.readOnlyRootFilesystem") === true &&
    texts(at(container, "securityContext.capabilities.drop")).includes("ALL") &&
    at(container, "securityContext.capabilities.add") === undefined
  );
}

/** The pod spec of a workload. */
function podOf({ type, inputs }: Resource): Properties | typeof unknown | undefined {
  const path = type.endsWith(":Pod")
    ? "spec"
    : type.endsWith(":CronJob")
      ? "spec.jobTemplate.spec.template.spec"
      : "spec.template.spec";
  const pod = at(inputs, path);
  return pod === unknown || isProperties(pod) ? pod : undefined;
}

function containersOf(resource: Resource): Properties[] {
  return [...blocks(at(podOf(resource), "initContainers")), ...blocks(at(podOf(resource), "containers"))];
}

function inContainers(
  resource: Resource,
  violation: (container: Properties) => string | undefined,
): string[] {
  return containersOf(resource).flatMap((container) => {
    const found = violation(container);
    return found === undefined
      ? []
      : [`${containerLabel(container)}${found.startsWith(":") ? "" : " "}${found}`];
  });
}

/** Whether a selector matches labels, or can match where something is unknown. */
function selects(selector: ReturnType<typeof at>, labels: ReturnType<typeof at>): boolean {
  if (selector === unknown) return true;
  if (!isProperties(selector) || !isProperties(labels)) return false;
  return Object.entries(selector).every(
    ([name, value]) => [labels[name], unknown].includes(value) || labels[name] === unknown,
  );
}
