import { type DatabaseEngine, databaseEngines } from "../../../facts/databases";
import type { StackContext } from "../../section";
import { complete } from "../../toolkit/defaults";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { oneOf } from "../../toolkit/words";
import { dataType } from "./data-type";
import { databaseKeys } from "./database-keys";

/** PostgreSQL of Aurora Serverless v2. */
export const postgres = database("postgres", "PostgreSQL", ["postgresql", "aurora-postgresql", "pg", "rds"]);

/** MySQL of Aurora Serverless v2. */
export const mysql = database("mysql", "MySQL", ["aurora-mysql", "mariadb"]);

function database(engine: DatabaseEngine, title: string, synonyms: readonly string[]) {
  return dataType({
    title: `${title} database`,
    synonyms,
    keys: databaseKeys,
    described: (keys, protect) => {
      const { version, rotationDays, monitoringSeconds } = keys;
      const { database, scaling, instances, backupDays, finalSnapshot, ownKey, insights, logRetentionDays } =
        keys;
      const described = {
        ...(version !== undefined && { version: String(version) }),
        ...{ database, scaling, instances, backupDays, finalSnapshot, ownKey, insights, logRetentionDays },
        monitoringSeconds,
        ...(rotationDays !== undefined && { rotationDays }),
        protect,
      };
      return engine === "mysql" ? { type: "mysql", ...described } : { type: "postgres", ...described };
    },
    validate: validateDatabase,
  });
}

interface Given {
  type: string;
  version?: string | number | undefined;
  scaling?: { min?: number | undefined; max?: number | undefined } | undefined;
  existing?: unknown;
}

/** Adds errors for what RDS would refuse of a database, or no platform can reach. */
function validateDatabase(at: Path, given: Given, stack: StackContext, errors: ValidationErrors): void {
  const name = String(at.at(-1));
  if (given.existing !== undefined) {
    if (stack.availabilityZones !== undefined) {
      errors.add(
        [...at, "existing"],
        "is in no VPC of this stack: set aws-containers:network.existing to the database's VPC.",
      );
    }
    return;
  }
  if (name.includes("--")) {
    errors.add(at, "has two hyphens in a row in its name, which RDS refuses: name it with single ones.");
  }
  validateVersion(at, given, errors);
  validateScaling(at, given, stack, errors);
}

function validateVersion(at: Path, { type, version }: Given, errors: ValidationErrors): void {
  const versions: readonly string[] =
    type === "mysql" || type === "postgres" ? databaseEngines[type].versions : [];
  const path = [...at, "version"];
  if (version === undefined || errors.has(path) || versions.includes(String(version))) return;
  const quoted = versions.map((each) => `"${each}"`);
  const advice = typeof version === "number" ? " Put it in quotes: YAML reads 8.0 as 8." : "";
  errors.add(path, `is ${errors.format(path, version)}, but must be ${oneOf(quoted)} of ${type}.${advice}`);
}

/** The maximum that the stack gets, which may be the tier's, has to be at least the minimum. */
function validateScaling(
  at: Path,
  { scaling = {} }: Given,
  { tier }: StackContext,
  errors: ValidationErrors,
): void {
  const path = [...at, "scaling"];
  if (errors.has(path) || errors.has([...path, "min"]) || errors.has([...path, "max"])) return;
  const { min, max } = complete(databaseKeys.scaling, scaling, tier);
  if (max < min) errors.add([...path, "max"], `is ${max}, but must be at least min, which is ${min}.`);
}
