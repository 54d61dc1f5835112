import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Registry, type RegistryArgs } from "../../../components/registry";
import { planOf } from "../../support/plan";

/** The plan of a registry with the repository hello. */
export const planOfRegistry = (args: Partial<RegistryArgs> = {}) =>
  planOf(() => new Registry("registry", { repositories: ["hello"], ...args }));

/** The lines of the one refusal that creating a registry ends with. */
export function refusals(args: Partial<RegistryArgs>): string[] {
  try {
    new Registry("registry", { repositories: ["hello"], ...args });
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), "must print without a stack trace");
    return error.message.split("\n  - ").slice(1);
  }
  return assert.fail("nothing was refused");
}

/** What a namespace must be. */
export const namespace = "must be lowercase letters, digits and inner . _ - /, at most 30 characters";

/** What a scan filter must be. */
export const scanFilter =
  "must be part of a repository's name (lowercase letters, digits and inner . _ - /), with * for any characters";
