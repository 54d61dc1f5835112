import { architectures } from "../facts/architectures";
import { parseCidrBlock } from "../facts/cidr-blocks";
import { containerLimits, writablePathError } from "../facts/container-limits";
import { ephemeralStorageGib } from "../facts/ephemeral-storage";
import { isLinkLocal, linkLocalCidr } from "../facts/link-local";
import { serviceLimits } from "../facts/service-limits";
import type { CompleteContainer } from "./complete-container";
import { validateFiles } from "./container-files";
import { mustBe, validateOneOf, validateWholeNumber } from "./invalid-arguments";
import { validateLogs } from "./log-routing";
import { validatePermissions } from "./permissions";
import { validateVariables } from "./variable-validation";
import { validateVolumes } from "./volumes";

/**
 * What every platform requires of a container. Each adds what it alone requires, such as its size.
 *
 * @param at The argument that describes it, such as service.
 * @param container The container, complete.
 * @param variables Variables that it gets from elsewhere in that argument, each with what sets it.
 */
export function validateContainer(
  at: string,
  container: CompleteContainer,
  variables: Readonly<Record<string, string>> = {},
): string[] {
  const { architecture, permissions, logs, stopSeconds } = container;
  return [
    ...validateOneOf(`${at}.architecture`, architecture, architectures),
    ...validateWholeNumber(`${at}.ephemeralStorageGib`, container.ephemeralStorageGib, ephemeralStorageGib),
    ...validateVariables(at, container, variables),
    ...validateCommand(at, container),
    ...validateWritablePaths(at, container),
    ...validateFiles(at, container),
    ...validateVolumes(`${at}.volumes`, container),
    ...validatePermissions(`${at}.permissions`, permissions),
    ...validateLogs(`${at}.logs`, logs),
    ...validateWholeNumber(`${at}.stopSeconds`, stopSeconds, serviceLimits.stopSeconds),
    ...validateEgress(at, container),
  ];
}

function validateCommand(at: string, { command }: CompleteContainer): string[] {
  const { max } = containerLimits.commandArguments;
  return command === undefined || (command.length > 0 && command.length <= max)
    ? []
    : [`${at}.command has ${command.length} arguments: must have 1 to ${max}, or be left out`];
}

function validateWritablePaths(at: string, { writablePaths }: CompleteContainer): string[] {
  const { max } = containerLimits.writablePaths;
  return [
    ...(writablePaths.length <= max
      ? []
      : [`${at}.writablePaths has ${writablePaths.length} directories: must have at most ${max}`]),
    ...writablePaths.flatMap((path, index) => {
      const error = writablePathError(path, writablePaths.toSpliced(index, 1));
      return error === undefined ? [] : [mustBe(`${at}.writablePaths[${index}]`, path, error)];
    }),
  ];
}

function validateEgress(at: string, { egress }: CompleteContainer): string[] {
  if (typeof egress === "string") {
    return validateOneOf(`${at}.egress`, egress, ["any"]);
  }
  const { max } = serviceLimits.egressRules;
  const rules = egress.map(({ protocol, port, cidr }) => `${protocol} ${port} ${cidr}`);
  return [
    ...(egress.length <= max ? [] : [`${at}.egress has ${egress.length} rules: must have at most ${max}`]),
    ...egress.flatMap(({ port, cidr, protocol }, index) => {
      const argument = `${at}.egress[${index}]`;
      const first = rules.indexOf(rules[index] ?? "");
      return [
        ...validateWholeNumber(`${argument}.port`, port, serviceLimits.port),
        ...(parseCidrBlock(cidr) === undefined
          ? [mustBe(`${argument}.cidr`, cidr, "an IPv4 CIDR block, such as 10.1.0.0/16")]
          : []),
        ...(isLinkLocal(cidr)
          ? [
              mustBe(
                `${argument}.cidr`,
                cidr,
                `outside ${linkLocalCidr}, the link-local addresses of metadata and credentials, which no rule opens`,
              ),
            ]
          : []),
        ...validateOneOf(`${argument}.protocol`, protocol, ["tcp", "udp"]),
        ...(first < index
          ? [`${argument} is the same rule as ${at}.egress[${first}]: must be left out`]
          : []),
        ...(rules[index] === "tcp 443 0.0.0.0/0"
          ? [`${argument} is HTTPS to anywhere, which is always allowed: must be left out`]
          : []),
      ];
    }),
  ];
}
