import * as pulumi from "@pulumi/pulumi";
import type { Exposure } from "../../../components/service";
import { parseSecretReference, secretReferenceForms } from "../../../facts/secret-references";
import { variableName as pattern } from "../../../facts/variable-names";
import type { StackContext } from "../../section";
import { withDefault } from "../../toolkit/defaults";
import { record, secretable, string, stringOrScalar } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Names of variables and of build arguments. */
export const variableName = {
  pattern,
  allowed: "letters, digits and _, not starting with a digit",
};

/** Any value of a variable or of a build argument. */
export const variableValue = (description: string) =>
  stringOrScalar(
    /^/,
    "a string, or a whole number, true or false that is passed on as a string",
    description,
  );

/** A service's environment variables. */
export const environmentSchema = withDefault(
  {},
  record(
    variableName,
    secretable(variableValue("Value of a variable. It can be secret.")),
    "Environment variables of the container, by name. A value that is secret in the stack file (`secure:`) goes into a secret of the service's own: in Secrets Manager on ECS and Batch, $0.40 per month, in a Kubernetes Secret on EKS.",
  ),
);

/** Variables whose values are in Secrets Manager or Parameter Store. */
export const secretsSchema = withDefault(
  {},
  record(
    variableName,
    string(/^\S{1,2048}$/, secretReferenceForms, "Where the value is."),
    "Variables whose values are in Secrets Manager (the ARN of a secret, with :KEY behind it for one key of its JSON; on EKS " +
      "in the stack's region) or in Parameter Store (the name of a parameter), by name. A replica gets them as it starts; they are in no plan, state or " +
      "manifest. Free, but for the requests.",
  ),
);

/** Adds errors for references that are none, and for variables that are there twice. */
export function validateSecrets(
  at: Path,
  given: Readonly<Record<string, string>>,
  environment: object,
  errors: ValidationErrors,
): void {
  for (const [name, reference] of Object.entries(given)) {
    const path = [...at, "secrets", name];
    if (Object.hasOwn(environment, name)) {
      errors.add(path, "is in environment too: leave it out of one of them.");
    } else if (parseSecretReference(reference) === undefined && !errors.has(path)) {
      errors.add(path, `is ${errors.format(path, reference)}, but must be ${secretReferenceForms}.`);
    }
  }
}

/** The variables as strings, and those that are secret in the stack file as secret outputs. They win over those of files. */
export function environmentSettings(
  at: Path,
  given: Readonly<Record<string, string | number | boolean>>,
  isSecret: StackContext["isSecret"],
  ofFiles: Readonly<Record<string, string>>,
): { environment: Record<string, string>; secretEnvironment: Record<string, pulumi.Output<string>> } {
  const secret = (key: string) => isSecret([...at, "environment", key]);
  const entries = Object.entries(given).map(([key, value]): [string, string] => [key, String(value)]);
  return {
    environment: Object.fromEntries([
      ...Object.entries(ofFiles).filter(([key]) => !Object.hasOwn(given, key)),
      ...entries.filter(([key]) => !secret(key)),
    ]),
    secretEnvironment: Object.fromEntries(
      entries.filter(([key]) => secret(key)).map(([key, value]) => [key, pulumi.secret(value)]),
    ),
  };
}

/** Adds an error for the variable that the template sets itself where the service has a port. */
export function validateEnvironment(
  at: Path,
  { environment = {}, secrets = {} }: { environment?: object | undefined; secrets?: object | undefined },
  exposure: Exposure | undefined,
  errors: ValidationErrors,
): void {
  if (exposure === "none") return;
  for (const [key, variables] of Object.entries({ environment, secrets })) {
    if (Object.hasOwn(variables, "PORT")) {
      errors.add([...at, key, "PORT"], "is set from the service's port: change that instead.");
    }
  }
}

/** Adds errors where a description sets a variable that the template sets from something else in it. */
export function refuseVariable(
  at: Path,
  variable: string,
  given: Readonly<Record<string, object>>,
  source: string,
  errors: ValidationErrors,
): void {
  for (const [key, variables] of Object.entries(given)) {
    if (Object.hasOwn(variables, variable)) {
      errors.add([...at, key, variable], `is set from ${source}: remove one of them.`);
    }
  }
}
