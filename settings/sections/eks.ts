import { Address4 } from "ip-address";
import { z } from "zod";
import type { ExistingClusterDescription } from "../../components/eks";
import { reservedRangeIn } from "../../facts/eks-control-plane";
import { leastCpus } from "../../facts/eks-node-cpus";
import {
  defaultKubernetesVersion,
  type SupportedKubernetesVersion,
  supportedKubernetesVersions,
} from "../../facts/kubernetes-versions";
import type { LogRetentionDays } from "../../facts/log-retention";
import { kubernetesSchedule } from "../../facts/schedule-expressions";
import type { Identity, PlatformSection } from "../section";
import { type Complete, complete, withDefault } from "../toolkit/defaults";
import { integer, list, object, string } from "../toolkit/kinds";
import { withMeta } from "../toolkit/meta";
import { formatPath } from "../toolkit/path";
import type { ValidationErrors } from "../toolkit/validation-errors";
import { oneOf } from "../toolkit/words";
import { validateAutoscaler } from "./autoscaler";
import {
  existingSchema,
  existingSettings,
  validateExisting,
  validateOnExisting,
  validateServiceOnExisting,
} from "./eks-existing";
import { validateSecretRegions } from "./eks-secrets";

const versions: readonly string[] = supportedKubernetesVersions;
const quotedVersions = oneOf(versions.map((version) => `"${version}"`));

const schema = object(
  {
    version: withDefault(
      defaultKubernetesVersion,
      withMeta(z.union([z.string(), z.number()]), {
        description:
          "Kubernetes version of the control plane, in quotes. $73 per month in standard support, $438 in extended support.",
        allowed: quotedVersions,
        values: versions.flatMap((version) => [version, Number(version)]),
      }),
    ),
    endpointCidrs: list(
      string(
        /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
        "an IPv4 range such as 203.0.113.0/24",
        "A range that can reach the cluster's API.",
      ),
      { min: 1, max: 40, allowed: "a list of 1 to 40 IPv4 ranges" },
      "Public IPv4 ranges that can reach the cluster's API. Whoever runs `pulumi up` must be inside one of them, or the " +
        "workloads can't be applied. Required in prod. In dev the API is open to the internet by default, with a warning " +
        "in every plan.",
    ),
    maxCpus: integer(
      { min: 1, max: 100_000 },
      "vCPUs that the nodes of the services may have together: a limit on cost, at about $25 a month for each On-Demand. At " +
        "least what the services request at their minimum while a deployment replaces them; replicas beyond it stay pending. " +
        "Default: 64, or what the services need at their maximum, with a node for each replica.",
    ),
    controlPlaneZones: integer(
      { min: 2, max: 6 },
      "Number of zones that the control plane's network interfaces are in, the first of the network's. EKS never changes it, " +
        "so that it stays while network.availabilityZones changes: set it only for a cluster that was created with more. " +
        "Default: 2; in an existing VPC, the zones of all its subnets.",
    ),
    admins: withDefault(
      [],
      list(
        withMeta(z.string(), { description: "An administrator.", allowed: "the ARN of an IAM role or user" }),
        { min: 0, max: 100, allowed: "a list of at most 100 ARNs of IAM roles and users" },
        "ARNs of IAM roles and users that administer the cluster, in addition to its creator.",
      ),
    ),
    existing: existingSchema,
  },
  "The EKS cluster.",
);

type ControlPlaneLog = "api" | "audit" | "authenticator" | "controllerManager" | "scheduler";
const allLogs: ControlPlaneLog[] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

type Given = z.output<typeof schema>;

/** The EKS cluster. */
export interface EksSettings extends Omit<Complete<typeof schema>, "version" | "existing"> {
  version: SupportedKubernetesVersion;
  secretsEncryption: boolean;
  deletionProtection: boolean;
  protect: boolean;
  logs: ControlPlaneLog[];
  logRetentionDays: LogRetentionDays;
  /** Whose credentials get the tokens for the cluster's API: the AWS provider's. Default: the environment's. */
  credentials?: Identity;
  /** A cluster that is there already; nothing but the credentials counts then. */
  existing?: ExistingClusterDescription;
}

/** Amazon EKS in Auto Mode. */
export const eks: PlatformSection<typeof schema, EksSettings> = {
  title: "EKS",
  schema,
  meaning:
    "The EKS cluster in Auto Mode, which runs services as Deployments, behind one Application Load Balancer. It is used " +
    "where platforms has eks.",
  example: `aws-containers:eks:
  version: "1.35"
  endpointCidrs: ["203.0.113.0/24"]
  admins: ["arn:aws:iam::210987654321:role/ops"]`,
  settings(given, { tier, protection, identity }) {
    const prod = tier === "prod";
    const { version, existing, ...settings } = complete(schema, given, tier);
    return {
      ...settings,
      version: supported(version),
      secretsEncryption: prod,
      deletionProtection: protection,
      protect: protection,
      logs: prod ? allLogs : ["audit", "authenticator"],
      logRetentionDays: prod ? 365 : 7,
      ...(Object.keys(identity).length > 0 && { credentials: identity }),
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
    validateEndpoint(given?.endpointCidrs, tier === "prod", errors);
    validateAdmins(given?.admins ?? [], errors);
    validateControlPlane(given?.controlPlaneZones, availabilityZones, errors);
  },
  hasLoadBalancers: ({ existing }) => existing === undefined,
  validateServices(services, { maxCpus }, errors) {
    const least = leastCpus(services);
    if (maxCpus !== undefined && maxCpus < least) {
      errors.add(
        ["eks", "maxCpus"],
        `is ${maxCpus}, but the services request ${least} vCPUs at their minimum while a deployment replaces them: replicas would stay pending.`,
      );
    }
  },
  validateService(name, service, stack, errors, { existing }) {
    const { routes, scaling } = service;
    const { region } = stack;
    validateHosts(name, routes, errors);
    validateAutoscaler(name, scaling, errors);
    if (existing) validateServiceOnExisting(["services", name], service, existing, stack, errors);
    if (region !== undefined) validateSecretRegions(["services", name], service, region, errors);
  },
  validateJob(name, job, stack, errors, { existing }) {
    const { schedule } = job;
    const { region } = stack;
    if (existing) validateOnExisting(["jobs", name], job, existing, stack, errors);
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
  warnings({ endpointCidrs, existing }) {
    if (existing) return [];
    const open = endpointCidrs === undefined || endpointCidrs.some((cidr) => cidr.endsWith("/0"));
    const path = formatPath(["eks", "endpointCidrs"]);
    return open
      ? [`The API of the EKS cluster is open to the internet: set the ranges that can reach it in ${path}.`]
      : [];
  },
};

/** The version that was given; the default one in place of one that `validateVersion` refuses. */
function supported(given: string | number): SupportedKubernetesVersion {
  return supportedKubernetesVersions.find((version) => version === String(given)) ?? defaultKubernetesVersion;
}

function validateVersion(given: Given["version"], errors: ValidationErrors): void {
  const path = ["eks", "version"];
  const version = String(given);
  if (given === undefined || errors.has(path) || versions.includes(version)) return;
  const advice =
    typeof given === "number" && /^1\.\d$/.test(version)
      ? ` Put it in quotes: YAML reads the number ${version}0 as ${version}.`
      : /^1\.\d\d$/.test(version) && version < (versions[0] ?? "")
        ? ` Standard support of ${version} has ended or ends soon; extended support costs six times as much.`
        : "";
  errors.add(path, `is ${errors.format(path, given)}, but must be ${quotedVersions}.${advice}`);
}

function validateEndpoint(cidrs: string[] | undefined, prod: boolean, errors: ValidationErrors): void {
  const path = ["eks", "endpointCidrs"];
  const inside = "Whoever runs `pulumi up` must be inside one of them, or the workloads can't be applied.";
  if (cidrs === undefined) {
    if (prod && !errors.has(path)) {
      errors.add(
        path,
        `is missing: in prod, set the IPv4 ranges that can reach the cluster's API. ${inside}`,
      );
    }
    return;
  }
  for (const [index, cidr] of cidrs.entries()) {
    const at = [...path, index];
    if (!Address4.isValid(cidr)) {
      errors.add(at, `is "${cidr}", but must be an IPv4 range such as 203.0.113.0/24.`);
      continue;
    }
    const range = new Address4(cidr);
    const start = `${range.startAddress().correctForm()}/${range.subnetMask}`;
    if (cidrs.indexOf(cidr) !== index) {
      errors.add(at, `is ${cidr}, which is already in the list.`);
    } else if (prod && range.subnetMask === 0) {
      errors.add(at, `is "${cidr}", the whole internet: in prod, set the ranges that need access. ${inside}`);
    } else if (start !== cidr) {
      errors.add(at, `is "${cidr}", an address inside of a range: the range is ${start}.`);
    } else if (reservedRangeIn(cidr) !== undefined) {
      errors.add(
        at,
        `is ${cidr}, which overlaps with the reserved range ${reservedRangeIn(cidr)}: EKS allows public addresses only, such as those of your NAT gateway or VPN exit.`,
      );
    }
  }
}

function validateControlPlane(
  zones: number | undefined,
  availabilityZones: number | undefined,
  errors: ValidationErrors,
): void {
  const path = ["eks", "controlPlaneZones"];
  if (zones === undefined || errors.has(path) || errors.has(["network"])) return;
  if (availabilityZones === undefined) {
    errors.add(path, `can't be combined with ${formatPath(["network", "existing"])}.`);
  } else if (zones > availabilityZones) {
    const network = formatPath(["network", "availabilityZones"]);
    errors.add(path, `is ${zones}, but must be at most ${network}, ${availabilityZones}.`);
  }
}

function validateAdmins(admins: string[], errors: ValidationErrors): void {
  for (const [index, arn] of admins.entries()) {
    const path = ["eks", "admins", index];
    const session = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(arn);
    if (session) {
      const [, partition, account, role] = session;
      errors.add(
        path,
        `is a role session, which expires: use the role, arn:${partition}:iam::${account}:role/${role}, with its path if it has one.`,
      );
    } else if (!/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/.test(arn)) {
      errors.add(
        path,
        `is ${errors.format(path, arn)}, but must be the ARN of an IAM role or user, such as arn:aws:iam::ACCOUNT:role/ops with the account's 12 digits.`,
      );
    } else if (admins.indexOf(arn) !== index) {
      errors.add(path, `is ${arn}, which is already in the list.`);
    }
  }
}

/** An Ingress allows DNS names and one kind of wildcard only, where a listener rule allows any pattern. */
function validateHosts(name: string, routes: readonly { host?: string }[], errors: ValidationErrors): void {
  for (const [index, { host }] of routes.entries()) {
    if (host !== undefined && !/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(host)) {
      errors.add(
        ["services", name, "routes", index, "host"],
        `is ${errors.format(["services", name], host)}, but on EKS must be a lowercase DNS name, with * only as its first label.`,
      );
    }
  }
}
