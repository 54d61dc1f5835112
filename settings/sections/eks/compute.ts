import { eksComputes } from "../../../facts/eks-computes";
import { withDefault } from "../../toolkit/defaults";
import { choice } from "../../toolkit/kinds";

/** What pods run on. */
export const computeSchema = withDefault(
  "auto",
  choice(
    eksComputes,
    "What pods run on. auto: EC2 instances that EKS Auto Mode starts, patches and terminates, for 12 % on top of their price.",
  ),
);
