import * as pulumi from "@pulumi/pulumi";
import type { Exposure } from "../../../components/service";
import type { StackContext } from "../../section";
import { withDefault } from "../../toolkit/defaults";
import { record, secretable, stringOrScalar } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Names of variables and of build arguments. */
export const variableName = {
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
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
    "Environment variables of the container, by name. Values can be secret (`secure:`).",
  ),
);

/** The variables as strings, secret ones as secret outputs. */
export function environmentSettings(
  at: Path,
  given: Readonly<Record<string, string | number | boolean>>,
  isSecret: StackContext["isSecret"],
): Record<string, pulumi.Input<string>> {
  const entries = Object.entries(given).map(([key, value]): [string, pulumi.Input<string>] => [
    key,
    isSecret([...at, "environment", key]) ? pulumi.secret(String(value)) : String(value),
  ]);
  return Object.fromEntries(entries);
}

/** Adds an error for the variable that the template sets itself where the service has a port. */
export function validateEnvironment(
  at: Path,
  given: object,
  exposure: Exposure | undefined,
  errors: ValidationErrors,
): void {
  if (Object.hasOwn(given, "PORT") && exposure !== "none") {
    errors.add([...at, "environment", "PORT"], "is set from the service's port: change that instead.");
  }
}
