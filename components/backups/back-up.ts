import type * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../data-source";
import type { Deployment } from "../deployment";
import { Backups } from "./backups";
import type { BackupsArgs } from "./backups-arguments";

/**
 * Creates the backups of a stack, if it has them: of its data and of what its platforms keep.
 *
 * @param args When and for how long; undefined where the stack has none.
 */
export function backUp(
  name: string,
  args: Omit<BackupsArgs, "resources"> | undefined,
  stack: { data: Readonly<Record<string, DataSource>>; deployments: readonly Deployment[] },
  options: pulumi.ComponentResourceOptions,
): Deployment {
  if (args === undefined) return { deployed: [], outputs: {} };
  const resources = [
    ...Object.values(stack.data).flatMap(({ backedUp }) => (backedUp ? [backedUp] : [])),
    ...stack.deployments.flatMap(({ backedUp = [] }) => backedUp),
  ];
  const { vault } = new Backups(name, { ...args, resources }, options);
  return { deployed: [], outputs: { backupVault: vault.name } };
}
