import { Address4 } from "ip-address";
import { refuse } from "../refusal";
import type { EksClusterArgs } from "./cluster";

/** What the control plane can write logs about. */
export const controlPlaneLogs = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

/**
 * Days that CloudWatch Logs can keep a log.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Refuses arguments of an EksCluster that AWS would refuse, or accept and do something else with, before
 * anything is registered.
 */
export function refuseWrongClusterArguments(name: string, args: EksClusterArgs, clusterName: string): void {
  refuse("EksCluster", name, [
    ...clusterNameMistakes(clusterName),
    ...versionMistakes(args.version),
    ...endpointMistakes(args.endpointCidrs),
    ...administratorMistakes(args.admins ?? []),
    ...logMistakes(args),
    ...nodeMistakes(args),
    ...namespaceMistakes(args.namespace),
  ]);
}

function clusterNameMistakes(clusterName: string): string[] {
  if (/^[0-9A-Za-z][\w-]{0,99}$/.test(clusterName)) return [];
  return [
    `clusterName is "${clusterName}": must be 1–100 letters, digits, hyphens and underscores, beginning with a letter or digit`,
  ];
}

function versionMistakes(version: string | undefined): string[] {
  if (version === undefined || /^1\.\d{2}$/.test(version)) return [];
  return [`version is "${version}": must be a Kubernetes version that EKS offers, as "1.35"`];
}

function endpointMistakes(cidrs: string[] | undefined): string[] {
  if (cidrs === undefined) return [];
  if (cidrs.length === 0 || cidrs.length > 40) {
    return [`endpointCidrs has ${cidrs.length} entries: must be 1–40 CIDR blocks`];
  }
  return cidrs.flatMap((cidr, index) => {
    const example = "must be an IPv4 CIDR block whose host bits are zero, as 203.0.113.0/24";
    if (!/\/\d+$/.test(cidr) || !Address4.isValid(cidr)) {
      return [`endpointCidrs[${index}] is "${cidr}": ${example}`];
    }
    const address = new Address4(cidr);
    const network = `${address.startAddress().correctForm()}/${address.subnetMask}`;
    return network === cidr
      ? []
      : [`endpointCidrs[${index}] is "${cidr}": ${example}; did you mean ${network}?`];
  });
}

function administratorMistakes(admins: string[]): string[] {
  const wrong = admins.flatMap((arn, index) =>
    /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/.test(arn)
      ? []
      : [
          `admins[${index}] is "${arn}": must be the ARN of an IAM role or user, as arn:aws:iam::111122223333:role/ops (not of a session, group or root)`,
        ],
  );
  const twice = admins.flatMap((arn, index) =>
    admins.indexOf(arn) < index
      ? [`admins[${index}] is "${arn}": must be named once, but is admins[${admins.indexOf(arn)}] too`]
      : [],
  );
  return [...wrong, ...twice];
}

function logMistakes({ logs = [], logRetentionDays }: EksClusterArgs): string[] {
  const wrong = logs.flatMap((log, index) =>
    controlPlaneLogs.includes(log)
      ? []
      : [`logs[${index}] is "${log}": must be one of ${controlPlaneLogs.join(", ")}`],
  );
  if (logRetentionDays !== undefined && !retentions.includes(logRetentionDays)) {
    wrong.push(`logRetentionDays is ${logRetentionDays}: must be one of ${retentions.join(", ")}`);
  }
  return wrong;
}

function nodeMistakes({ services, maxCpus }: EksClusterArgs): string[] {
  const mistakes =
    services.length > 0 ? [] : ["services is empty: must have at least one service, which decides the nodes"];
  if (maxCpus !== undefined && (!Number.isInteger(maxCpus) || maxCpus < 1)) {
    mistakes.push(`maxCpus is ${maxCpus}: must be a whole number of vCPUs, at least 1`);
  }
  return mistakes;
}

function namespaceMistakes(namespace: string | undefined): string[] {
  if (namespace === undefined) return [];
  if (/^(default|kube-.*)$/.test(namespace)) {
    return [`namespace is "${namespace}": must be one of its own, not one of Kubernetes'`];
  }
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)) return [];
  return [
    `namespace is "${namespace}": must be a DNS label: 1–63 lower-case letters, digits and hyphens, with a letter or digit at both ends`,
  ];
}
