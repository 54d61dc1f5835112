import type { EksCompute } from "../../../facts/eks-computes";
import { auto } from "./auto";
import type { Compute } from "./compute";
import { fargate } from "./fargate";
import { managed } from "./managed";
import { selfManaged } from "./self-managed";

/** What pods can run on, by its name. */
export const computes: Readonly<Record<EksCompute, Compute>> = {
  auto,
  managed,
  "self-managed": selfManaged,
  fargate,
};
