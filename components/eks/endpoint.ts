import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Address4 } from "ip-address";
import { endpointAccess, publicAccessCidrs, reservedRangeIn } from "../../facts/eks-control-plane";
import { mustBe, validateOneOf } from "../invalid-arguments";
import type { EksClusterArgs } from "./cluster-arguments";

type EndpointArgs = Pick<EksClusterArgs, "endpoint" | "endpointCidrs" | "network">;

/** The arguments of a cluster that say from where its API can be reached. */
export function endpointArguments({ endpoint = "both", endpointCidrs, network }: EndpointArgs): {
  endpointPrivateAccess: boolean;
  endpointPublicAccess: boolean;
  publicAccessCidrs?: pulumi.Input<string[]>;
} {
  const endpointPrivateAccess = endpoint !== "public";
  if (endpoint === "private") return { endpointPrivateAccess, endpointPublicAccess: false };
  const cidrs = endpointCidrs ?? ["0.0.0.0/0"];
  const { natAddresses } = network;
  return {
    endpointPrivateAccess,
    endpointPublicAccess: true,
    publicAccessCidrs:
      endpointPrivateAccess || endpointCidrs === undefined || natAddresses === undefined
        ? cidrs
        : natAddresses.apply((addresses) => [...cidrs, ...addresses.map((address) => `${address}/32`)]),
  };
}

/** Creates the security group rules that let ranges through to a private endpoint; a public one has ranges of its own. */
export function createEndpointRules(
  name: string,
  { endpoint, endpointCidrs = [] }: EndpointArgs,
  securityGroupId: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (endpoint !== "private") return [];
  return endpointCidrs.map(
    (cidrIpv4) =>
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-endpoint-${cidrIpv4.replaceAll(/[./]/g, "-")}`,
        {
          securityGroupId,
          cidrIpv4,
          description: `API of ${name} from ${cidrIpv4}`,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
        },
        options,
      ),
  );
}

/** Validates from where a cluster's API can be reached. */
export function validateEndpoint({ endpoint, endpointCidrs: cidrs, network }: EndpointArgs): string[] {
  const errors = validateOneOf("endpoint", endpoint, endpointAccess);
  if (cidrs === undefined) return errors;
  const { min, max } = publicAccessCidrs;
  if (cidrs.length < min || cidrs.length > max) {
    return [...errors, `endpointCidrs has ${cidrs.length} ranges: must have ${min} to ${max}`];
  }
  return [
    ...errors,
    ...(endpoint === "public" && network.assignPublicIp
      ? [
          mustBe(
            "endpoint",
            endpoint,
            "both, since nodes have public addresses of their own, which aren't among endpointCidrs",
          ),
        ]
      : []),
    ...cidrs.flatMap((cidr, index) => validateRange(`endpointCidrs[${index}]`, cidr, endpoint !== "private")),
  ];
}

function validateRange(argument: string, cidr: string, isPublic: boolean): string[] {
  const error = mustBe(argument, cidr, "an IPv4 CIDR block whose host bits are zero, such as 203.0.113.0/24");
  if (!/\/\d+$/.test(cidr) || !Address4.isValid(cidr)) return [error];
  const address = new Address4(cidr);
  const range = `${address.startAddress().correctForm()}/${address.subnetMask}`;
  if (range !== cidr) return [`${error}; did you mean ${range}?`];
  const reserved = isPublic ? reservedRangeIn(cidr) : undefined;
  return reserved === undefined
    ? []
    : [mustBe(argument, cidr, `public, as EKS requires: it overlaps with ${reserved}, which is reserved`)];
}
