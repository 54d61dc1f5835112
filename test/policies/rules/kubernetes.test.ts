import { kubernetesRules } from "../../../policies/rules/kubernetes";
import { resource, testRules, unknownMark } from "../states";

const labels = { app: "hello" };
const deployment = (pod: object) =>
  resource("kubernetes:apps/v1:Deployment", { spec: { template: { metadata: { labels }, spec: pod } } });
const container = (inputs: object) => deployment({ containers: [{ name: "service", ...inputs }] });
const unlabelled = resource("kubernetes:apps/v1:Deployment", {
  spec: { template: { metadata: { labels: { app: unknownMark } } } },
});
const secured = (securityContext: object) => container({ securityContext });
const job = (spec: object) => resource("kubernetes:batch/v1:Job", { spec });
const cronJob = (spec: object) =>
  resource("kubernetes:batch/v1:CronJob", { spec: { jobTemplate: { spec } } });
const budget = (matchLabels: object) =>
  resource("kubernetes:policy/v1:PodDisruptionBudget", { spec: { selector: { matchLabels } } });

const becomes = "can become root: set securityContext.allowPrivilegeEscalation: false.";
const nonRoot = "may run as root: set securityContext.runAsNonRoot: true and runAsUser, for instance 65532.";
const files =
  "can change its own files: set securityContext.readOnlyRootFilesystem: true, and mount a volume where it writes.";
const stopped = "All its pods may be stopped at once: add a PodDisruptionBudget that selects them.";
const image =
  ": its image can change without a deployment: name it by digest (aws-containers:services.<name>.image: " +
  "repository@sha256:…) or by a tag of a repository of this stack with immutable tags.";
const resources = { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "512Mi" } };

testRules("kubernetes", kubernetesRules, {
  "kubernetes-no-privileged": {
    passes: [[secured({ allowPrivilegeEscalation: false })]],
    fails: [
      [
        [secured({ privileged: true })],
        "Container service has root's power over its node: leave securityContext.privileged out.",
      ],
      [[container({})], `Container service ${becomes}`],
      [
        [deployment({ hostPID: true, hostNetwork: true })],
        "Pods share a namespace with their node: leave hostPID out.",
        "Pods share a namespace with their node: leave hostNetwork out.",
      ],
      [
        [cronJob({ template: { spec: { containers: [{ name: "nightly" }] } } })],
        `Container nightly ${becomes}`,
      ],
      [
        [resource("kubernetes:core/v1:Pod", { spec: { initContainers: [{ name: "first" }] } })],
        `Container first ${becomes}`,
      ],
    ],
  },
  "kubernetes-non-root": {
    passes: [
      [secured({ runAsNonRoot: true })],
      [
        deployment({
          securityContext: { runAsNonRoot: true, runAsUser: 65532 },
          containers: [{ name: "service" }],
        }),
      ],
    ],
    fails: [
      [[container({})], `Container service ${nonRoot}`],
      [[secured({ runAsNonRoot: true, runAsUser: 0 })], `Container service ${nonRoot}`],
    ],
  },
  "kubernetes-read-only-root": {
    passes: [[secured({ readOnlyRootFilesystem: true })]],
    fails: [[[secured({})], `Container service ${files}`]],
  },
  "kubernetes-resources": {
    passes: [[container({ resources })]],
    fails: [
      [
        [container({ resources: { requests: { cpu: "250m" } } })],
        "Container service has no requests.memory, limits.memory: " +
          "set aws-containers:services.<name>.cpu and memory (resources.requests.memory).",
      ],
    ],
  },
  "kubernetes-probes": {
    passes: [
      [container({ ports: [{ containerPort: 8080 }], readinessProbe: {}, livenessProbe: {} })],
      [container({})],
    ],
    fails: [
      [
        [container({ ports: [{ containerPort: 8080 }], livenessProbe: {} })],
        "Container service is not asked whether it is well: set readinessProbe.",
      ],
    ],
  },
  "kubernetes-image-pinned": {
    passes: [[container({ image: `public.ecr.aws/nginx@sha256:${"0".repeat(64)}` })]],
    fails: [
      [[container({ image: "nginx:latest" })], `Container service${image}`],
      [[container({ image: "nginx" })], `Container service${image}`],
    ],
  },
  "kubernetes-no-secrets-in-environment": {
    passes: [
      [
        container({
          env: [
            { name: "PORT", value: "8080" },
            { name: "TOKEN", valueFrom: { secretKeyRef: {} } },
          ],
        }),
      ],
    ],
    fails: [
      [
        [container({ env: [{ name: "TOKEN", value: "hunter2" }] })],
        "Container service: Environment variable TOKEN has the name of a secret and a plain value, which everybody sees who " +
          "may describe it: put it into a Kubernetes secret and mount that.",
      ],
    ],
  },
  "kubernetes-disruption-budget": {
    passes: [
      [container({}), budget(labels)],
      [container({}), budget({ app: unknownMark })],
      [unlabelled, budget(labels)],
    ],
    fails: [
      [[container({})], stopped],
      [[container({}), budget({ app: "other" })], stopped],
    ],
  },
  "kubernetes-job-limits": {
    passes: [
      [job({ activeDeadlineSeconds: 600 })],
      [cronJob({ activeDeadlineSeconds: 600, backoffLimit: 2 })],
    ],
    fails: [
      [[job({ template: {} })], "A job that hangs runs forever: set activeDeadlineSeconds."],
      [
        [cronJob({ activeDeadlineSeconds: 600, backoffLimit: 0 })],
        "A node that goes away is the end of the job: set backoffLimit: 1 or more.",
      ],
    ],
  },
});
