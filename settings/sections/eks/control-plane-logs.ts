import { controlPlaneLogs } from "../../../facts/eks-control-plane";
import { withDefault } from "../../toolkit/defaults";
import { choice, list } from "../../toolkit/kinds";
import { oneOf } from "../../toolkit/words";

/** Logs of the control plane. */
export const controlPlaneLogsSchema = withDefault(
  { dev: ["audit", "authenticator"], prod: [...controlPlaneLogs] },
  list(
    choice(controlPlaneLogs, "A type of log."),
    { min: 1, max: controlPlaneLogs.length, allowed: `a list of ${oneOf(controlPlaneLogs)}` },
    "Logs of the control plane, in a log group of the cluster's own, for 7 days in dev and 365 in prod; $0.50 per GB.",
  ),
);
