import { always, cisEks, inProd, type Resource, type Rule } from "../rule";
import {
  at,
  blocks,
  differs,
  isMissing,
  isProperties,
  number,
  type Properties,
  texts,
  unknown,
} from "../values";
import { howToPin, isPinned } from "./images";
import { howToHide, whySecret } from "./secrets";

const services = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"];
const jobs = ["kubernetes:batch/v1:Job", "kubernetes:batch/v1:CronJob"];
const workloads = [...services, ...jobs, "kubernetes:apps/v1:DaemonSet", "kubernetes:core/v1:Pod"];
const podSecurity = "https://docs.aws.amazon.com/eks/latest/best-practices/pod-security.html";
const reliability = "https://docs.aws.amazon.com/eks/latest/best-practices/application.html";
const of = { types: workloads, needs: "resource" } as const;

/** Rules for what runs on Kubernetes. */
export const kubernetesRules: Rule[] = [
  {
    id: "kubernetes-no-privileged",
    title: "Pods have no power over their node",
    controls: ["CIS EKS 4.2.1", "CIS EKS 4.2.2", "CIS EKS 4.2.3", "CIS EKS 4.2.4", "CIS EKS 4.2.5"],
    url: cisEks,
    severity: "critical",
    enforcement: always,
    ...of,
    check: (resource) => [
      ...["hostPID", "hostIPC", "hostNetwork"]
        .filter((name) => at(podOf(resource), name) === true)
        .map((name) => `Pods share a namespace with their node: leave ${name} out.`),
      ...inContainers(resource, (container) =>
        at(container, "securityContext.privileged") === true
          ? "has root's power over its node: leave securityContext.privileged out."
          : undefined,
      ),
      ...inContainers(resource, (container) =>
        differs(container, "securityContext.allowPrivilegeEscalation", false) &&
        at(container, "securityContext.privileged") !== true
          ? "can become root: set securityContext.allowPrivilegeEscalation: false."
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
        return (nonRoot !== true && nonRoot !== unknown) || own("runAsUser") === 0
          ? "may run as root: set securityContext.runAsNonRoot: true and runAsUser, for instance 65532."
          : undefined;
      }),
  },
  {
    id: "kubernetes-read-only-root",
    title: "Containers can't change their own files",
    controls: ["AWS guidance"],
    url: podSecurity,
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: (resource) =>
      inContainers(resource, (container) =>
        differs(container, "securityContext.readOnlyRootFilesystem", true)
          ? "can change its own files: set securityContext.readOnlyRootFilesystem: true, and mount a volume where it writes."
          : undefined,
      ),
  },
  {
    id: "kubernetes-resources",
    title: "Containers say what they need, and can't take a node's memory",
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
    title: "Pods get requests only while they can answer",
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
          ? `is not asked whether it is well: set ${missing.join(" and ")}.`
          : undefined;
      }),
  },
  {
    id: "kubernetes-image-pinned",
    title: "What runs can't change without a deployment",
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
          : `: its image ${howToPin}`;
      }),
  },
  {
    id: "kubernetes-no-secrets-in-environment",
    title: "Secrets are not in environment variables",
    controls: ["CIS EKS 4.4.1"],
    url: cisEks,
    severity: "high",
    enforcement: always,
    ...of,
    check: (resource) =>
      containersOf(resource).flatMap((container) =>
        blocks(at(container, "env")).flatMap((variable) => {
          const [name] = texts(at(variable, "name"));
          const [value] = texts(at(variable, "value"));
          const why = name !== undefined && value !== undefined ? whySecret(name, value) : undefined;
          return name === undefined || why === undefined
            ? []
            : [
                `${called(container)}: ${howToHide(name, why)}: put it into a Kubernetes secret and mount that.`,
              ];
        }),
      ),
  },
  {
    id: "kubernetes-disruption-budget",
    title: "Upgrades of nodes leave a service running",
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
        : ["All its pods may be stopped at once: add a PodDisruptionBudget that selects them."];
    },
  },
  {
    id: "kubernetes-job-limits",
    title: "A job ends, and is tried again",
    controls: ["AWS guidance"],
    url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/",
    severity: "medium",
    enforcement: inProd,
    types: jobs,
    needs: "resource",
    check({ type, inputs }) {
      const job = at(inputs, type === "kubernetes:batch/v1:CronJob" ? "spec.jobTemplate.spec" : "spec");
      return [
        ...(isMissing(job, "activeDeadlineSeconds") && job !== unknown
          ? ["A job that hangs runs forever: set activeDeadlineSeconds."]
          : []),
        ...(number(at(job, "backoffLimit")) === 0
          ? ["A node that goes away is the end of the job: set backoffLimit: 1 or more."]
          : []),
      ];
    },
  },
];

/** What a workload says of its pods. */
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

function inContainers(resource: Resource, mistake: (container: Properties) => string | undefined): string[] {
  return containersOf(resource).flatMap((container) => {
    const found = mistake(container);
    return found === undefined ? [] : [`${called(container)}${found.startsWith(":") ? "" : " "}${found}`];
  });
}

function called(container: Properties): string {
  const name = at(container, "name");
  return typeof name === "string" ? `Container ${name}` : "A container without a name";
}

/** Whether a selector picks pods with these labels; for all that is known, where something isn't. */
function selects(selector: ReturnType<typeof at>, labels: ReturnType<typeof at>): boolean {
  if (selector === unknown) return true;
  if (!isProperties(selector) || !isProperties(labels)) return false;
  return Object.entries(selector).every(
    ([name, value]) => [labels[name], unknown].includes(value) || labels[name] === unknown,
  );
}
