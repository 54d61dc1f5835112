import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { fluentBitImage } from "../../facts/fluent-bit";
import { logCollectorSize } from "../../facts/log-collector";
import { podLabels } from "./workload-metadata";

/** What the collector keeps on the node: how far it has read, and what isn't sent yet. */
const state = "/var/fluent-bit/state";

interface CollectorArgs {
  /** Namespace whose pods' logs it collects. */
  namespace: string;
  /** The log group of pods without a name; those of the others are below it. */
  group: string;
  region: pulumi.Input<string>;
  /** Its service account. */
  account: { namespace: string; serviceAccount: string };
}

/**
 * Creates Fluent Bit as a DaemonSet, on each node: it reads the log files of the containers, asks the Kubernetes API for the labels of
 * their pods, and writes each line, as it is, to the log group of its service or job; a stream for each container of a pod.
 *
 * It is root, since only root may read the files, but without capabilities and with a read-only root filesystem.
 */
export function createLogCollector(
  name: string,
  args: CollectorArgs,
  options: pulumi.CustomResourceOptions,
): k8s.apps.v1.DaemonSet {
  const { namespace, serviceAccount } = args.account;
  const labels = podLabels(serviceAccount);
  const account = new k8s.core.v1.ServiceAccount(
    name,
    { metadata: { name: serviceAccount, namespace, labels } },
    options,
  );
  const allowed = allowPods(name, account, options);
  // With a generated name: another configuration replaces the pods.
  const configuration = new k8s.core.v1.ConfigMap(
    name,
    {
      metadata: { namespace, labels },
      immutable: true,
      data: {
        "fluent-bit.conf": pulumi.output(args.region).apply((region) => configurationOf(args, region)),
      },
    },
    options,
  );
  return new k8s.apps.v1.DaemonSet(
    name,
    {
      metadata: { name: serviceAccount, namespace, labels },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: podSpec(account.metadata.name, configuration.metadata.name),
        },
      },
    },
    pulumi.mergeOptions(options, { dependsOn: allowed }),
  );
}

/** The labels of a pod come with the rest of it. */
function allowPods(
  name: string,
  account: k8s.core.v1.ServiceAccount,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const metadata = { name: "container-logs" };
  const role = new k8s.rbac.v1.ClusterRole(
    name,
    { metadata, rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] },
    options,
  );
  const { name: accountName, namespace } = account.metadata;
  const binding = new k8s.rbac.v1.ClusterRoleBinding(
    name,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: accountName, namespace }],
    },
    options,
  );
  return [binding];
}

function podSpec(
  serviceAccountName: pulumi.Input<string>,
  configuration: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
  const { cpu, memory, memoryLimit } = logCollectorSize;
  return {
    serviceAccountName,
    priorityClassName: "system-node-critical",
    nodeSelector: { "kubernetes.io/os": "linux" },
    tolerations: [{ operator: "Exists" }],
    terminationGracePeriodSeconds: 45,
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "fluent-bit",
        image: fluentBitImage,
        command: ["/fluent-bit/bin/fluent-bit"],
        args: ["-c", "/fluent-bit/custom/fluent-bit.conf"],
        resources: { requests: { cpu, memory }, limits: { memory: memoryLimit } },
        securityContext: {
          runAsUser: 0,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          { name: "logs", mountPath: "/var/log", readOnly: true },
          { name: "state", mountPath: state },
          { name: "configuration", mountPath: "/fluent-bit/custom", readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: "logs", hostPath: { path: "/var/log", type: "Directory" } },
      { name: "state", hostPath: { path: state, type: "DirectoryOrCreate" } },
      { name: "configuration", configMap: { name: configuration } },
    ],
  };
}

/** @see https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch (read 2026-11-21) */
function configurationOf({ namespace, group }: CollectorArgs, region: string): string {
  return `[SERVICE]
    Flush 5
    Grace 30
    Log_Level warn
    storage.path ${state}/buffer

[INPUT]
    Name tail
    Tag kube.*
    Path /var/log/containers/*_${namespace}_*.log
    multiline.parser cri
    DB ${state}/${namespace}.db
    Mem_Buf_Limit 25MB
    Skip_Long_Lines On
    Refresh_Interval 5
    Rotate_Wait 30
    Read_from_Head On
    storage.type filesystem

[FILTER]
    Name kubernetes
    Match kube.*
    Kube_Tag_Prefix kube.var.log.containers.
    Buffer_Size 0
    Labels On
    Annotations Off
    Merge_Log Off
    K8S-Logging.Parser Off
    K8S-Logging.Exclude Off

[OUTPUT]
    Name cloudwatch_logs
    Match kube.*
    region ${region}
    log_group_name ${group}
    log_group_template ${group}/$kubernetes['labels']['app.kubernetes.io/name']
    log_stream_prefix other-
    log_stream_template $kubernetes['pod_name'].$kubernetes['container_name']
    log_key log
    auto_create_group Off
    Retry_Limit 5
    storage.total_limit_size 500M
`;
}
