import { Address4 } from "ip-address";
import { z } from "zod";
import { type SupportedKubernetesVersion, supportedKubernetesVersions } from "../facts/kubernetes-versions";
import type { LogRetentionDays } from "../facts/log-retention";
import { keys, list, oneOf, text } from "./kinds";
import type { PlatformContext, PlatformPart } from "./platform-part";
import type { Identity } from "./provider";
import { type Report, written } from "./report";
import type { ByTier } from "./tier";

/** Kubernetes versions in standard support, and the one that a stack gets. */
const versions: readonly string[] = supportedKubernetesVersions;
const defaultVersion = "1.35";

const schema = keys(
  {
    version: z.union([z.string(), z.number()]).meta({
      description:
        "Kubernetes version of the control plane ($73 a month in standard support, $438 after it). Write it in quotes.",
      allowed: oneOf(versions.map((version) => `"${version}"`)),
      values: versions.flatMap((version) => [version, Number(version)]),
    }),
    endpointCidrs: list(
      text(
        /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
        "an IPv4 range such as 198.18.0.0/24",
        "A range from which the cluster can be reached.",
      ),
      { min: 1, max: 40, allowed: "a list of 1 to 40 IPv4 ranges" },
      "IPv4 ranges from which the cluster's API can be reached. Whoever runs `pulumi up` must be inside one of them, or " +
        "the workloads can't be applied. Required in prod; in dev open to the world without them, and every plan says so.",
    ),
    admins: list(
      z.string().meta({ allowed: "the ARN of an IAM role or user" }),
      { min: 0, max: 100, allowed: "a list of at most 100 ARNs of IAM roles and users" },
      "ARNs of IAM roles and users that administer the cluster, besides whoever creates it.",
    ),
  },
  "The EKS cluster, in Auto Mode.",
);

type ControlPlaneLog = "api" | "audit" | "authenticator" | "controllerManager" | "scheduler";
const everyLog: ControlPlaneLog[] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

type Given = z.output<typeof schema>;

/** The EKS cluster. */
export interface EksSettings {
  version: SupportedKubernetesVersion;
  endpointCidrs?: string[];
  admins: string[];
  secretsEncryption: boolean;
  deletionProtection: boolean;
  protect: boolean;
  logs: ControlPlaneLog[];
  logRetentionDays: LogRetentionDays;
  /** Whose credentials get the tokens for the cluster's API: the AWS provider's. Not there: the environment's. */
  credentials?: Identity;
}

const defaults: ByTier<{ version: SupportedKubernetesVersion; admins: string[] }> = {
  dev: { version: defaultVersion, admins: [] },
  prod: { version: defaultVersion, admins: [] },
};

/** The platform EKS, with what Kubernetes asks of the services on it. */
export const eks: PlatformPart<typeof schema, EksSettings> = {
  schema,
  defaults,
  settings(given, { tier, identity }) {
    const prod = tier === "prod";
    return {
      ...defaults[tier],
      ...given,
      version: supportedKubernetesVersions.find((it) => it === String(given?.version)) ?? defaultVersion,
      secretsEncryption: prod,
      deletionProtection: prod,
      protect: prod,
      logs: prod ? everyLog : ["audit", "authenticator"],
      logRetentionDays: prod ? 365 : 7,
      ...(Object.keys(identity).length > 0 && { credentials: identity }),
    };
  },
  check(given, { tier, services }, report) {
    checkVersion(given?.version, report);
    checkEndpoint(given?.endpointCidrs, tier === "prod", report);
    checkAdmins(given?.admins ?? [], report);
    checkHosts(services, report);
  },
  warnings({ endpointCidrs }) {
    const open = endpointCidrs === undefined || endpointCidrs.some((cidr) => cidr.endsWith("/0"));
    const path = written(["eks", "endpointCidrs"]);
    return open
      ? [`The API of the EKS cluster is open to the world: name the ranges that may reach it in ${path}.`]
      : [];
  },
};

function checkVersion(given: Given["version"], report: Report): void {
  const path = ["eks", "version"];
  if (given === undefined || report.refused(path)) {
    return;
  }
  const version = String(given);
  if (versions.includes(version)) {
    return;
  }
  const told = `is ${typeof given === "number" ? given : JSON.stringify(given)}, but must be`;
  const allowed = oneOf(versions.map((other) => `"${other}"`));
  const advice =
    typeof given === "number" && /^1\.\d$/.test(version)
      ? ` Put it in quotes: YAML reads the number ${version}0 as ${version}.`
      : /^1\.\d\d$/.test(version) && version < (versions[0] ?? "")
        ? ` Standard support of ${version} has ended or ends soon; extended support costs six times as much.`
        : "";
  report.refuse(path, `${told} ${allowed}.${advice}`);
}

function checkEndpoint(cidrs: string[] | undefined, prod: boolean, report: Report): void {
  const path = ["eks", "endpointCidrs"];
  const inside = "Whoever runs `pulumi up` must be inside one of them, or the workloads can't be applied.";
  if (cidrs === undefined) {
    if (prod && !report.refused(path)) {
      report.refuse(
        path,
        `is missing: in prod, name the IPv4 ranges that may reach the cluster's API. ${inside}`,
      );
    }
    return;
  }
  for (const [index, cidr] of cidrs.entries()) {
    const at = [...path, index];
    if (!Address4.isValid(cidr)) {
      report.refuse(at, `is "${cidr}", but must be an IPv4 range such as 198.18.0.0/24.`);
      continue;
    }
    const range = new Address4(cidr);
    const start = `${range.startAddress().correctForm()}/${range.subnetMask}`;
    if (cidrs.indexOf(cidr) !== index) {
      report.refuse(at, `names ${cidr} a second time.`);
    } else if (prod && range.subnetMask === 0) {
      report.refuse(at, `is "${cidr}", the whole world: in prod, name the ranges that need it. ${inside}`);
    } else if (start !== cidr) {
      report.refuse(at, `is "${cidr}", which is an address inside of a range: the range is ${start}.`);
    }
  }
}

function checkAdmins(admins: string[], report: Report): void {
  for (const [index, arn] of admins.entries()) {
    const path = ["eks", "admins", index];
    const assumed = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(arn);
    if (assumed) {
      const [, partition, account, role] = assumed;
      report.refuse(
        path,
        `is a session of a role, which ends: name the role itself, arn:${partition}:iam::${account}:role/${role}, with the path before its name if it has one.`,
      );
    } else if (!/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/.test(arn)) {
      report.refuse(
        path,
        `is ${JSON.stringify(arn)}, but must be the ARN of an IAM role or user, such as arn:aws:iam::ACCOUNT:role/ops with the account's 12 digits.`,
      );
    } else if (admins.indexOf(arn) !== index) {
      report.refuse(path, `names ${arn} a second time.`);
    }
  }
}

/** Kubernetes takes DNS names and one kind of wildcard only, where a load balancer's rule takes any pattern. */
function checkHosts(services: PlatformContext["services"], report: Report): void {
  for (const [name, { routes }] of Object.entries(services)) {
    for (const [index, { host }] of routes.entries()) {
      if (
        host !== undefined &&
        !/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(host)
      ) {
        report.refuse(
          ["services", name, "routes", index, "host"],
          `is ${report.shown(["services", name], host)}, but on EKS must be a lowercase DNS name, with * as its first label at most.`,
        );
      }
    }
  }
}
