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
/** Root that can only read and write files. */
const confined = {
  runAsUser: 0,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
const agent = (namespace: string, securityContext: object) =>
  resource("kubernetes:apps/v1:DaemonSet", {
    metadata: { namespace },
    spec: { template: { spec: { containers: [{ name: "service", securityContext }] } } },
  });
const cronJob = (spec: object) =>
  resource("kubernetes:batch/v1:CronJob", { spec: { jobTemplate: { spec } } });
const configMap = (data: object) => resource("kubernetes:core/v1:ConfigMap", { data });
const budget = (matchLabels: object) =>
  resource("kubernetes:policy/v1:PodDisruptionBudget", { spec: { selector: { matchLabels } } });

const escalates = "allows privilege escalation: set securityContext.allowPrivilegeEscalation: false.";
const nonRoot = "can run as root: set securityContext.runAsNonRoot: true and runAsUser, for instance 65532.";
const files =
  "has a writable root filesystem: set securityContext.readOnlyRootFilesystem: true, and mount a volume where it writes.";
const evicted = "All pods can be evicted at once: add a PodDisruptionBudget that selects them.";
const image =
  ": its image can change without a deployment: reference it by digest (aws-containers:services.<name>.image: " +
  "repository@sha256:…) or by a tag of a repository of this stack with immutable tags.";
const resources = { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "512Mi" } };

testRules("kubernetes", kubernetesRules, {
  "kubernetes-no-privileged": {
    passes: [[secured({ allowPrivilegeEscalation: false })]],
    fails: [
      [
        [secured({ privileged: true })],
        "Container service is privileged, which means root access to its node: remove securityContext.privileged.",
      ],
      [[container({})], `Container service ${escalates}`],
      [
        [deployment({ hostPID: true, hostNetwork: true })],
        "Pods share a namespace of their node: remove hostPID.",
        "Pods share a namespace of their node: remove hostNetwork.",
      ],
      [
        [cronJob({ template: { spec: { containers: [{ name: "nightly" }] } } })],
        `Container nightly ${escalates}`,
      ],
      [
        [resource("kubernetes:core/v1:Pod", { spec: { initContainers: [{ name: "first" }] } })],
        `Container first ${escalates}`,
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
      [agent("kube-system", confined)],
    ],
    fails: [
      [[secured(confined)], `Container service ${nonRoot}`],
      [[agent("services", confined)], `Container service ${nonRoot}`],
      [
        [agent("kube-system", { ...confined, readOnlyRootFilesystem: false })],
        `Container service ${nonRoot}`,
      ],
      [[container({})], `Container service ${nonRoot}`],
      [[secured({ runAsNonRoot: true, runAsUser: 0 })], `Container service ${nonRoot}`],
    ],
  },
  "kubernetes-read-only-root-filesystem": {
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
        "Container service has no readiness probe: set readinessProbe.",
      ],
      [
        [container({ ports: [{ containerPort: 8080 }] })],
        "Container service has no readiness probe and no liveness probe: set readinessProbe and livenessProbe.",
      ],
    ],
  },
  "kubernetes-image-pinned": {
    passes: [
      [container({ image: `public.ecr.aws/nginx@sha256:${"0".repeat(64)}` })],
      [container({ image: "public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0" })],
    ],
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
      [container({ args: ["--greeting", "Hello"] })],
      [configMap({ "rules.json": "{}" })],
      [resource("kubernetes:core/v1:ConfigMap", {})],
    ],
    fails: [
      [
        [container({ args: ["--key", "AKIAABCDEFGHIJKLMNOP"] })],
        "Container service: args has a value that looks like a secret, readable by everybody who may describe it: store it in " +
          "a Kubernetes Secret and mount it as a file.",
      ],
      [
        [configMap({ "rules.json": "{}", "db.yaml": "-----BEGIN PRIVATE KEY-----" })],
        "db.yaml of the ConfigMap has a value that looks like a secret: store it in a Kubernetes Secret.",
      ],
      [
        [container({ env: [{ name: "TOKEN", value: "hunter2" }] })],
        "Container service: environment variable TOKEN has the name of a secret and a plain value, readable by everybody who " +
          "may describe it: store it in a Kubernetes Secret and mount it as a file.",
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
      [[container({})], evicted],
      [[container({}), budget({ app: "other" })], evicted],
    ],
  },
});
