import type { DataSource } from "../data-source";
import type { DataContext } from "./data-context";
import { ExistingLustre } from "./existing-lustre";
import type { ExistingLustreArgs } from "./existing-lustre-arguments";

/** Takes an FSx for Lustre file system which exists. */
export function createLustre(
  name: string,
  described: ExistingLustreArgs,
  { options }: DataContext,
): DataSource {
  return new ExistingLustre(name, described, options);
}
