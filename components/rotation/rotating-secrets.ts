import type * as pulumi from "@pulumi/pulumi";
import { eventLimits } from "../../facts/event-limits";
import { parseSecretReference } from "../../facts/secret-references";
import { dataSecrets } from "../data-source";
import { mustBe } from "../invalid-arguments";

import { secretReferences, type WithSidecars } from "../sidecar";
import { type RotatingSecrets, rotationPatterns } from "./rotation-events";

/** Characters of arn:aws:secretsmanager:REGION:ACCOUNT:secret:rds!cluster-ID-SUFFIX, in the region with the longest name. */
const passwordArnLength = 120;

/**
 * What a service and its sidecars read that may rotate: `secrets`, and the passwords of the data that it uses. Not what stays as it
 * is: a certain version of a secret, and secret variables, which change by an update of the stack alone.
 */
export function rotatingSecrets(service: WithSidecars): RotatingSecrets {
  const references = secretReferences(service).flatMap((reference) => parseSecretReference(reference) ?? []);
  const given = references.flatMap((each) =>
    each.store === "secretsmanager" && each.version === undefined ? [each.arn] : [],
  );
  const parameters = references.flatMap((each) => (each.store === "ssm" ? [each.name] : []));
  const ofData = Object.values(dataSecrets(service.uses)).map(({ secretArn }) => secretArn);
  return {
    arns: [...[...new Set(given)].sort(), ...new Set(ofData)],
    parameters: [...new Set(parameters)].sort(),
  };
}

/** An ARN that isn't known yet counts as one of a password that RDS manages. */
function assumedArn(arn: pulumi.Input<string>): string {
  return typeof arn === "string" ? arn : "-".repeat(passwordArnLength);
}

/** Validates that a service which restarts on rotation reads something that rotates. */
export function validateRestartOnRotation(service: WithSidecars & { restartOnRotation: boolean }): string[] {
  if (!service.restartOnRotation) return [];
  const { arns, parameters } = rotatingSecrets(service);
  if (arns.length + parameters.length === 0) {
    const allowed =
      "left out, for the service reads no secret that rotates: no secrets, and no data with a password";
    return [mustBe("service.restartOnRotation", true, allowed)];
  }
  return Object.values(rotationPatterns({ arns: arns.map(assumedArn), parameters }))
    .map((pattern) => JSON.stringify(pattern).length)
    .filter((length) => length > eventLimits.pattern)
    .map(
      (length) =>
        `service.restartOnRotation has a rule with a pattern of ${length} characters, for all secrets: must have at most ` +
        `${eventLimits.pattern}, so that the service has to read fewer secrets, such as several keys of one`,
    );
}
