import type { ExistingClusterDescription, NodeGroupArgs, NodesArgs } from "../../../components/eks";
import { hasNodeGroups } from "../../../facts/eks-computes";
import { eksInsights } from "../../../facts/eks-insights";
import { leastCpus } from "../../../facts/eks-node-cpus";
import type { SupportedKubernetesVersion } from "../../../facts/kubernetes-versions";
import { defaultRetentionDays, type LogRetentionDays } from "../../../facts/log-retention";
import { clusterCpus } from "../../../facts/pod-sizes";
import { kubernetesSchedule } from "../../../facts/schedule-expressions";
import { warningsAboutGpus } from "../../gpu-quotas";
import type { Identity, JobOnPlatform, PlatformSection } from "../../section";
import { type Complete, complete, withDefault } from "../../toolkit/defaults";
import { boolean, choice, integer, object } from "../../toolkit/kinds";
import { validateAutoscaler } from "../autoscaler";
import { validateUsedBuckets } from "../services/bucket-volumes";
import { validateNotRouted } from "../services/logs";
import { accessSchema, validateAccess } from "./access";
import { addonVersionsSchema, validateAddonVersions } from "./addon-versions";
import { adminsSchema, validateAdmins } from "./admins";
import { validateCalledApi, validateEvent, validateScaledWorker } from "./called-api";
import { computeSchema, validateCompute } from "./compute";
import { controlPlaneLogsSchema } from "./control-plane-logs";
import { controlPlaneZonesSchema, validateControlPlane } from "./control-plane-zones";
import { deployRoleSchema, validateDeployRole } from "./deploy-role";
import { endpointCidrsSchema, endpointSchema, validateEndpoint, warningsAboutEndpoint } from "./endpoint";
import { existingSchema, existingSettings, validateExisting } from "./existing";
import { validateTogetherOnGateway } from "./existing-gateway";
import { validateOnFargate, warningsAboutFargate } from "./fargate";
import { validateGpus } from "./gpus";
import { warningsAboutUnheardJobs } from "./job-failures";
import { namespacesSchema, validateNamespaceNames } from "./namespaces";
import { nodeGroupsSchema, nodeGroupsSettings, validateNodeGroups, validateOnNodeGroup } from "./node-groups";
import { nodesSchema, nodesSettings, validateNodes, validateRoom } from "./nodes";
import { validateOnExisting, validateServiceOnExisting } from "./on-existing";
import { validateSecretRegions } from "./secrets";
import { validateOnSelfManaged, validateSelfManaged } from "./self-managed";
import { validateHosts } from "./services";
import { supportedVersion, validateVersion, versionSchema } from "./version";

const schema = object(
  {
    version: versionSchema,
    addonVersions: addonVersionsSchema,
    compute: computeSchema,
    nodes: nodesSchema,
    nodeGroups: nodeGroupsSchema,
    endpoint: endpointSchema,
    endpointCidrs: endpointCidrsSchema,
    logs: controlPlaneLogsSchema,
    containerLogs: withDefault(
      true,
      boolean(
        "Whether the log lines of containers are written to CloudWatch Logs, as on ECS: a log group for each service and job. $0.50 " +
          "per GB, and the room of one small pod on each node. Without it, kubectl logs shows what a node still has.",
      ),
    ),
    insights: withDefault(
      "disabled",
      choice(
        eksInsights,
        "Container Insights with enhanced observability: metrics of nodes, pods and containers in CloudWatch, $0.21 per million " +
          "observations, and the room of an agent on each node. Container logs are written by containerLogs, never twice.",
      ),
    ),
    volumeSnapshots: withDefault(
      false,
      boolean(
        "Whether kubectl can take snapshots of the volumes of single replicas and restore them: the cluster gets the snapshot " +
          "controller and a VolumeSnapshotClass, `volumes`. In prod a snapshot stays in the account when its object is deleted. $0.05 " +
          "per GB-month of what snapshots hold.",
      ),
    ),
    maxCpus: integer(
      clusterCpus,
      "vCPUs that the nodes of Auto Mode may have together for services: a limit on cost, at about $25 a month for each On-Demand. At " +
        "least what the services request at their minimum while a deployment replaces them; replicas beyond it stay pending. Nodes " +
        "with GPUs may have as many again. " +
        "Default: 64, or what the services need at their maximum, with a node for each replica.",
    ),
    controlPlaneZones: controlPlaneZonesSchema,
    deployRole: deployRoleSchema,
    admins: adminsSchema,
    access: accessSchema,
    namespaces: namespacesSchema,
    existing: existingSchema,
  },
  "The EKS cluster.",
);

/** The EKS cluster. */
export interface EksSettings
  extends Omit<Complete<typeof schema>, "version" | "existing" | "nodes" | "nodeGroups"> {
  version: SupportedKubernetesVersion;
  secretsEncryption: boolean;
  deletionProtection: boolean;
  protect: boolean;
  retainVolumes: boolean;
  logRetentionDays: LogRetentionDays;
  /** Whether GuardDuty monitors the cluster: guardDuty.runtimeMonitoring. */
  runtimeMonitoring?: boolean;
  /** Whose credentials get the tokens for the cluster's API: the AWS provider's. Default: the environment's. */
  credentials?: Identity;
  /** The nodes of node groups. */
  nodes?: NodesArgs;
  /** The node groups that services and jobs name. */
  nodeGroups?: Readonly<Record<string, NodeGroupArgs>>;
  /** A cluster that is there already; nothing but the credentials counts then. */
  existing?: ExistingClusterDescription;
}

/** Why no log router is on EKS. */
const notRouted =
  "is of FireLens, which EKS doesn't have: there Fluent Bit writes to CloudWatch Logs alone. Remove it, or run on ECS alone.";

/** Amazon EKS. */
export const eks: PlatformSection<typeof schema, EksSettings> = {
  title: "EKS",
  schema,
  meaning:
    "The EKS cluster, in Auto Mode unless compute says otherwise, which runs services as Deployments, behind one Application Load Balancer. It is used " +
    "where platforms has eks.",
  example: `aws-containers:eks:
  version: "1.35"
  endpointCidrs: ["203.0.113.0/24"]
  admins: ["arn:aws:iam::210987654321:role/ops"]`,
  settings(given, { tier, protection, identity, runtimeMonitoring }) {
    const prod = tier === "prod";
    const { version, existing, nodes, nodeGroups, ...settings } = complete(schema, given, tier);
    return {
      ...settings,
      version: supportedVersion(version),
      // Of all tiers: another tier later would replace the cluster, whose key can't be taken away.
      secretsEncryption: true,
      deletionProtection: protection,
      protect: protection,
      retainVolumes: prod,
      logRetentionDays: defaultRetentionDays,
      ...(runtimeMonitoring && { runtimeMonitoring }),
      ...(Object.keys(identity).length > 0 && { credentials: identity }),
      ...(hasNodeGroups(settings.compute) && { nodes: nodesSettings(nodes, tier) }),
      ...(nodeGroups && { nodeGroups: nodeGroupsSettings(nodeGroups) }),
      ...(existing && { existing: existingSettings(existing) }),
    };
  },
  validate(given, stack, errors) {
    const { tier, availabilityZones } = stack;
    if (given?.existing) {
      validateExisting({ ...given, existing: given.existing }, stack, errors);
      return;
    }
    validateVersion(given?.version, errors);
    validateAddonVersions(given ?? {}, errors);
    validateEndpoint(given ?? {}, tier === "prod", errors);
    validateAdmins(given?.admins ?? [], errors);
    validateAccess(given?.access ?? {}, given?.admins ?? [], errors);
    const others = [...(given?.admins ?? []), ...Object.keys(given?.access ?? {})];
    validateDeployRole(given?.deployRole, others, errors);
    validateNamespaceNames(Object.keys(given?.namespaces ?? {}), errors);
    validateCompute(given ?? {}, stack, errors);
    if (given?.compute === "self-managed") validateSelfManaged(given, errors);
    validateNodes(given?.nodes, errors);
    validateNodeGroups(given?.nodeGroups, given ?? {}, errors);
    validateControlPlane(given?.controlPlaneZones, availabilityZones, errors);
  },
  ignores(given) {
    const { existing, compute = "auto", containerLogs = true } = given ?? {};
    if (existing) return ["capacity", "logs", "staticAddresses", "tokens"];
    const withoutSpot = compute === "fargate" || compute === "self-managed";
    return [
      ...(containerLogs ? [] : (["logs"] as const)),
      ...(withoutSpot ? (["spot"] as const) : []),
      ...(compute === "auto" ? (["staticAddresses", "tokens"] as const) : []),
    ];
  },
  hasLoadBalancers: ({ existing }) => existing === undefined,
  validateServices(services, { maxCpus }, errors) {
    const least = leastCpus(services.filter(({ nodeGroup }) => nodeGroup === undefined));
    if (maxCpus !== undefined && maxCpus < least) {
      errors.add(
        ["eks", "maxCpus"],
        `is ${maxCpus}, but the services and jobs request ${least} vCPUs at their minimum while a deployment replaces them: replicas would stay pending.`,
      );
    }
  },
  validateService(name, service, stack, errors, { existing, compute, maxCpus, nodes, nodeGroups }) {
    if (service.nodePort && !existing && !nodes) {
      errors.add(
        ["services", name, "nodePort"],
        "needs nodes that stay: set eks.compute: managed, or leave it out. Those of Auto Mode come and go with the pods.",
      );
    }
    const { routes, scaling } = service;
    const { region } = stack;
    validateHosts(name, routes, errors);
    validateAutoscaler(name, scaling, errors);
    if (service.restartOnRotation) {
      const path = ["services", name, "restartOnRotation"];
      const instead = "Leave it out, and restart the service after a rotation as docs/operations.md says.";
      validateCalledApi(path, existing, instead, errors);
    }
    if (compute === "fargate") validateOnFargate(["services", name], service, stack, errors);
    if (compute === "self-managed") validateOnSelfManaged(["services", name], service, errors);
    validateGpus(["services", name], service, service, { maxCpus, data: stack.data }, errors);
    validateOnNodeGroup(["services", name], service, nodeGroups, errors);
    validateNotRouted(["services", name], service.logs, notRouted, errors);
    validateUsedBuckets(["services", name], service, stack.data, errors);
    if (existing) validateServiceOnExisting(["services", name], service, existing, stack, errors);
    if (nodes && service.nodeGroup === undefined) validateRoom(["services", name], service, nodes, errors);
    if (region !== undefined) validateSecretRegions(["services", name], service, region, errors);
  },
  validateJob(name, job, stack, errors, { existing, compute, logs, maxCpus, nodes, nodeGroups }) {
    const { schedule } = job;
    const { region } = stack;
    validateUsedBuckets(["jobs", name], job, stack.data, errors);
    if (existing) validateOnExisting(["jobs", name], job, existing, stack, errors);
    if (nodes && job.nodeGroup === undefined) validateRoom(["jobs", name], job, nodes, errors);
    validateOnNodeGroup(["jobs", name], job, nodeGroups, errors);
    const demand = { ...job, scaling: { min: 1, max: 1 }, maximumPercent: 100 };
    if (compute === "fargate") validateOnFargate(["jobs", name], job, stack, errors);
    if (compute === "self-managed") validateOnSelfManaged(["jobs", name], job, errors);
    validateGpus(["jobs", name], job, demand, { maxCpus, data: stack.data }, errors);
    validateNotRouted(["jobs", name], job.logs, notRouted, errors);
    validateEvent(["jobs", name, "on"], job.on, { existing, logs }, errors);
    validateScaledWorker(["jobs", name, "queue"], job.worker, existing, errors);
    const path = ["jobs", name, "schedule"];
    const translated = schedule === undefined || errors.has(path) ? undefined : kubernetesSchedule(schedule);
    if (translated && "refused" in translated) {
      errors.add(
        path,
        `${translated.refused}. It runs on EKS: change it, or run the job on another platform.`,
      );
    }
    if (region !== undefined) validateSecretRegions(["jobs", name], job, region, errors);
  },
  validateRoutes(services, { existing }, errors) {
    if (existing) validateTogetherOnGateway(services, existing, errors);
  },
  warningsAboutServices: (services) =>
    warningsAboutGpus("services", services, "its replicas don't start, and the deployment fails"),
  warningsAboutJobs: (jobs: Readonly<Record<string, JobOnPlatform>>, settings) => [
    ...warningsAboutGpus("jobs", jobs, "its pods stay pending"),
    ...warningsAboutUnheardJobs(jobs, settings),
  ],
  warnings: ({ existing, ...settings }) =>
    existing
      ? []
      : [
          ...warningsAboutEndpoint(settings),
          ...(settings.compute === "fargate" ? warningsAboutFargate() : []),
        ],
};
