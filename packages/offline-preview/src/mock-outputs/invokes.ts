import { parseAllDocuments } from "yaml";
import { type PropertyMap, Secret, unknown, type Value } from "../engine/value";
import { account, partitionOf } from "./template";

/** What a function is asked, and where. */
export interface Question {
  region: string;
  args: PropertyMap;
  /** Hex digits that belong to this function with these arguments alone. */
  hex: (length: number) => string;
}

/** Answers to the functions of providers. */
export const invokeTable: { [token: string]: (question: Question) => PropertyMap } = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ region }) => ({
    accountId: account,
    arn: `arn:${partitionOf(region)}:sts::${account}:assumed-role/preview/preview`,
    id: account,
    userId: "AROAPREVIEWPREVIEW00:preview",
  }),
  "aws:index/getRegion:getRegion": ({ region }) => ({
    name: region,
    region,
    id: region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  "aws:index/getPartition:getPartition": ({ region }) => ({
    partition: partitionOf(region),
    id: partitionOf(region),
    dnsSuffix: region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com",
    reverseDnsPrefix: region.startsWith("cn-") ? "cn.com.amazonaws" : "com.amazonaws",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ region }) => ({
    id: region,
    names: zoneLetters.map((letter) => `${region}${letter}`),
    zoneIds: zoneLetters.map((_, index) => `${region}-az${index + 1}`),
    groupNames: [region],
  }),
  "aws:ec2/getSubnet:getSubnet": ({ region, args, hex }) => ({
    id: args.id ?? `subnet-${hex(17)}`,
    // Whose zone it is, nobody knows: another one for another subnet, mostly.
    availabilityZone: `${region}${zoneLetters[Number.parseInt(hex(8), 16) % zoneLetters.length]}`,
  }),
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": ({ region }) => ({
    id: region,
    userName: "AWS",
    password: new Secret("mock-ecr-password"),
    authorizationToken: new Secret("mock-ecr-token"),
    proxyEndpoint: `https://${account}.dkr.ecr.${region}.amazonaws.com`,
    expiresAt: "2000-01-01T00:00:00Z",
  }),
  "aws:elb/getServiceAccount:getServiceAccount": ({ region }) => ({
    id: account,
    arn: `arn:${partitionOf(region)}:iam::${account}:root`,
  }),
  "aws:lb/getLoadBalancer:getLoadBalancer": ({ region, args, hex }) => {
    const name = typeof args.name === "string" ? args.name : `lb-${hex(8)}`;
    const arnSuffix = `app/${name}/${hex(16)}`;
    const arn = `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${account}:loadbalancer/${arnSuffix}`;
    return {
      name,
      arn,
      arnSuffix,
      id: arn,
      dnsName: `${name}-${hex(10)}.${region}.elb.amazonaws.com`,
      zoneId: `Z${hex(13).toUpperCase()}`,
    };
  },
  "aws:lb/getHostedZoneId:getHostedZoneId": ({ region, hex }) => ({
    id: `Z${hex(13).toUpperCase()}`,
    region,
  }),
  // What runs there now is nobody's to guess: programs compare it with what they deploy.
  "aws:ecs/getService:getService": () => ({ taskDefinition: unknown, desiredCount: unknown }),
  "aws:ec2/getPrefixList:getPrefixList": ({ hex }) => ({ id: `pl-${hex(17)}`, cidrBlocks: [] }),
  "kubernetes:yaml:decode": ({ args }) => ({ result: objectsIn(String(args.text)) }),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ hex }) => ({ id: `pl-${hex(17)}`, entries: [] }),
};

/** The Kubernetes objects of a YAML text, as their provider reads them. */
function objectsIn(text: string): Value[] {
  const documents = parseAllDocuments(text, { merge: true });
  const objects: Value[] = JSON.parse(JSON.stringify(documents.map((document) => document.toJS())));
  return objects.filter((object) => object !== null);
}

const zoneLetters = ["a", "b", "c"];
