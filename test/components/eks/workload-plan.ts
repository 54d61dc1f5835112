import * as pulumi from "@pulumi/pulumi";
import type { ServiceDescription } from "../../../components/service";
import type { RecordedPlan } from "../../support/plan";
import { described } from "./described";

/** All in one stack, by their names; hello is the service as described. */
export const describedServices = (): Record<string, ServiceDescription> =>
  Object.fromEntries(
    Object.entries(distinct()).map(([name, service], index) => [
      name,
      { ...service, routes: [{ path: `/${name}`, priority: index + 1 }] },
    ]),
  );

export const distinct = (): Record<string, ServiceDescription> => ({
  hello: described(),
  scaled: described({ scaling: { min: 2, max: 6, cpuPercent: 60, memoryPercent: 80 } }),
  remembering: described({
    scaling: { min: 1, max: 2, memoryPercent: 70, scaleInCooldownSeconds: 600, scaleOutCooldownSeconds: 30 },
  }),
  available: described({ scaling: { min: 2, max: 2 } }),
  mixed: described({
    architecture: "x86_64",
    scaling: { min: 2, max: 2, scaleInCooldownSeconds: 0 },
    capacity: { base: 1, onDemand: 1, spot: 3 },
  }),
  open: described({ egress: "any" }),
  calling: described({
    egress: [
      { port: 5432, cidr: "10.1.0.0/16" },
      { port: 53, cidr: "128.0.0.0/1", protocol: "udp" },
      { port: 53, cidr: "169.253.0.0/16" },
    ],
  }),
  low: described({ port: 80 }),
  patient: described({
    drainSeconds: 60,
    stopSeconds: 90,
    minimumHealthyPercent: 50,
    maximumPercent: 150,
    health: { intervalSeconds: 30, graceSeconds: 200, unhealthyThreshold: 3 },
  }),
  large: described({ cpu: 1024, memory: 2048, port: 3000, health: { path: "/ready", intervalSeconds: 30 } }),
  secretive: described({
    environment: {
      GREETING: "Hello $$(USER)$",
      PLATFORM: "here",
      TOKEN: pulumi.secret("hunter2$$"),
      ADDRESS: pulumi.output("10.0.0.1"),
    },
  }),
});

export const labelsOf = (name: string) => ({ "app.kubernetes.io/name": name });
export const metadataOf = (name: string) => ({ name, namespace: "services", labels: labelsOf(name) });

export const spread = (name: string, topologyKey: string, whenUnsatisfiable: string) => ({
  topologyKey,
  maxSkew: 1,
  whenUnsatisfiable,
  labelSelector: { matchLabels: labelsOf(name) },
  matchLabelKeys: ["pod-template-hash"],
  nodeTaintsPolicy: "Honor",
});

export const labels = labelsOf("hello");
export const metadata = metadataOf("hello");

export const pod = {
  serviceAccountName: "hello",
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: 40,
  nodeSelector: { "kubernetes.io/arch": "arm64", "karpenter.sh/capacity-type": "spot" },
  topologySpreadConstraints: [spread("hello", "topology.kubernetes.io/zone", "ScheduleAnyway")],
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 65532,
    runAsGroup: 65532,
    seccompProfile: { type: "RuntimeDefault" },
  },
  containers: [
    {
      name: "service",
      image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:content",
      ports: [{ name: "http", containerPort: 8080 }],
      env: [
        { name: "PLATFORM", value: "eks" },
        { name: "PORT", value: "8080" },
      ],
      resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "512Mi" } },
      startupProbe: {
        httpGet: { path: "/healthz", port: "http" },
        periodSeconds: 1,
        timeoutSeconds: 4,
        failureThreshold: 40,
      },
      readinessProbe: {
        httpGet: { path: "/healthz", port: "http" },
        periodSeconds: 5,
        timeoutSeconds: 4,
        failureThreshold: 2,
      },
      livenessProbe: {
        httpGet: { path: "/healthz", port: "http" },
        periodSeconds: 10,
        timeoutSeconds: 5,
        failureThreshold: 6,
      },
      lifecycle: { preStop: { sleep: { seconds: 10 } } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    },
  ],
  volumes: [{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }],
};

export type PodInputs = { containers: Record<string, unknown>[] } & Record<string, unknown>;

export function podOf(plan: RecordedPlan, name: string): PodInputs {
  const { spec } = plan.resource(`${name}-deployment`).inputs as { spec: { template: { spec: unknown } } };
  return spec.template.spec as PodInputs;
}
