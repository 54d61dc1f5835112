import type { ClusterNetwork } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";

/** The subnets that tests place clusters in. */
export const network: ClusterNetwork = {
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-public-1", "subnet-public-2"],
  workloadSubnetIds: ["subnet-private-1", "subnet-private-2"],
};

/** A small service on Spot; `changes` say otherwise. */
export function described(changes: Partial<ServiceDescription> = {}): ServiceDescription {
  return {
    image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:content",
    port: 8080,
    cpu: 256,
    memory: 512,
    architecture: "arm64",
    health: { path: "/healthz", intervalSeconds: 5 },
    scaling: { min: 1, max: 1 },
    capacity: "spot",
    routes: [{ path: "/*", priority: 100 }],
    logs: { retentionDays: 7 },
    ...changes,
  };
}
