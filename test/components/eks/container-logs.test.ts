import assert from "node:assert/strict";
import { createEksJobs, EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const logKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";

/** A service called web and a job called report. */
function planned(containerLogs?: boolean, changes: Partial<ServiceDescription> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described({ logs: { retentionDays: 30 }, ...changes });
    const cluster = new EksCluster("eks", {
      network,
      services: [service],
      logRetentionDays: 14,
      logKeyArn,
      ...(containerLogs !== undefined && { containerLogs }),
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { web: service } });
    new Workload("web", { cluster, loadBalancer, service });
    createEksJobs(
      "eks",
      { cluster, jobs: { report: { image: "report:1", cpu: 256, memory: 512, logs: { retentionDays: 3 } } } },
      {},
    );
  });
}

const group = "/aws/eks/aws-containers-dev-eks/services";

describe("The logs of containers on EKS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planned(undefined, { before: { command: ["migrate"], timeoutMinutes: 5 } });
  });

  it("are in a log group of each service, job and command before a deployment, with its retention and the stack's key", () => {
    const groups = plan
      .ofType("LogGroup")
      .filter(({ name }) => name !== "eks-logs")
      .map(({ name, inputs }) => [name, inputs])
      .sort();
    const of = (name: string, retentionInDays: number) => ({ name, retentionInDays, kmsKeyId: logKeyArn });
    assert.deepEqual(groups, [
      ["eks-container-logs", of(group, 14)],
      ["report-logs", of(`${group}/report`, 3)],
      ["web-before-logs", of(`${group}/web.before`, 30)],
      ["web-logs", of(`${group}/web`, 30)],
    ]);
  });

  it("have their group before a pod writes to it", () => {
    for (const [name, logs] of [
      ["web-deployment", "web-logs"],
      ["report-job", "report-logs"],
    ] as const) {
      assert.ok(plan.resource(name).dependencies.includes(plan.resource(logs).urn), name);
    }
    const before = plan.resource("batch/v1:Job", "web-before");
    assert.ok(before.dependencies.includes(plan.resource("web-before-logs").urn));
  });

  it("are written by a role that may write to these groups alone", () => {
    const { inputs } = plan.resource("RolePolicy", "eks-container-logs");
    const arn = `arn:aws:logs:us-east-1:000000000000:log-group:${group}`;
    const allowed = { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"] };
    assert.deepEqual(json(inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        { Sid: "WriteLogsOfServices", ...allowed, Resource: `${arn}/*:*` },
        { Sid: "WriteOtherLogs", ...allowed, Resource: `${arn}:*` },
      ],
    });
    const { clusterName, namespace, serviceAccount } = plan.resource(
      "eks-container-logs-pod-identity",
    ).inputs;
    assert.deepEqual(
      [clusterName, namespace, serviceAccount],
      ["aws-containers-dev-eks", "kube-system", "container-logs"],
    );
  });

  it("are read on each node by a collector that is root without capabilities, once it has its role", () => {
    const collector = plan.resource("DaemonSet", "eks-container-logs");
    const { metadata, spec } = collector.inputs as {
      metadata: object;
      spec: { selector: object; template: { metadata: object; spec: Record<string, unknown> } };
    };
    const labels = { "app.kubernetes.io/name": "container-logs" };
    assert.deepEqual(metadata, { name: "container-logs", namespace: "kube-system", labels });
    assert.deepEqual(spec.selector, { matchLabels: labels });
    assert.deepEqual(spec.template.metadata, { labels });
    const configuration = plan.resource("core/v1:ConfigMap", "eks-container-logs");
    assert.deepEqual(spec.template.spec, {
      serviceAccountName: "container-logs",
      priorityClassName: "system-node-critical",
      nodeSelector: { "kubernetes.io/os": "linux" },
      tolerations: [{ operator: "Exists" }],
      terminationGracePeriodSeconds: 45,
      securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "fluent-bit",
          image:
            "public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15@sha256:88e1b56cedb230486afeca6eeb26c5f6bd59c48879d0054d1674d5a58838c607",
          command: ["/fluent-bit/bin/fluent-bit"],
          args: ["-c", "/fluent-bit/custom/fluent-bit.conf"],
          resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
          securityContext: {
            runAsUser: 0,
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [
            { name: "logs", mountPath: "/var/log", readOnly: true },
            { name: "state", mountPath: "/var/fluent-bit/state" },
            { name: "configuration", mountPath: "/fluent-bit/custom", readOnly: true },
          ],
        },
      ],
      volumes: [
        { name: "logs", hostPath: { path: "/var/log", type: "Directory" } },
        { name: "state", hostPath: { path: "/var/fluent-bit/state", type: "DirectoryOrCreate" } },
        {
          name: "configuration",
          configMap: { name: (configuration.outputs.metadata as { name: string }).name },
        },
      ],
    });
    for (const needed of [
      "eks-node-pool",
      "eks-container-logs-pod-identity",
      plan.resource("RolePolicy", "eks-container-logs"),
    ]) {
      const { urn } = typeof needed === "string" ? plan.resource(needed) : needed;
      assert.ok(collector.dependencies.includes(urn), urn);
    }
  });

  it("go line by line to the group that the label of their pod names, and nowhere else", () => {
    const { inputs } = plan.resource("core/v1:ConfigMap", "eks-container-logs");
    assert.equal(inputs.immutable, true);
    const text = (inputs.data as Record<string, string>)["fluent-bit.conf"] ?? "";
    for (const line of [
      "Path /var/log/containers/*_services_*.log",
      "region us-east-1",
      `log_group_name ${group}`,
      `log_group_template ${group}/$kubernetes['labels']['app.kubernetes.io/name']`,
      "log_stream_template $kubernetes['pod_name'].$kubernetes['container_name']",
      "log_key log",
      "auto_create_group Off",
    ]) {
      assert.ok(text.includes(`    ${line}\n`), line);
    }
    assert.deepEqual(plan.resource("ClusterRole", "eks-container-logs").inputs.rules, [
      { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
    ]);
  });

  it("aren't collected where the cluster says so", async () => {
    const without = await planned(false);
    assert.deepEqual(
      without.resources.filter(({ name }) => /container-logs|(web|report)-logs/.test(name)),
      [],
    );
  });
});
