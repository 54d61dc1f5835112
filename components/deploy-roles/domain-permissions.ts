import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/** Reads certificates, and the records of the stacks' zones. Route 53 is global. */
export function readDomains(scope: Scope): aws.iam.PolicyStatement[] {
  if (scope.hostedZoneIds.length === 0) return [];
  return [
    {
      Sid: "ReadCertificates",
      Effect: "Allow",
      Action: ["acm:DescribeCertificate", "acm:ListTagsForCertificate"],
      Resource: regional(scope, "acm", "certificate/*"),
      Condition: { StringEquals: inRegions(scope) },
    },
    {
      Sid: "ReadRecords",
      Effect: "Allow",
      Action: ["route53:GetHostedZone", "route53:ListResourceRecordSets"],
      Resource: zonesOf(scope),
    },
  ];
}

/** Certificates have random ids, and are the stack's by their tags from creation on; a zone's records have no tags. */
export function changeDomains(scope: Scope): aws.iam.PolicyStatement[] {
  if (scope.hostedZoneIds.length === 0) return [];
  return [
    {
      Sid: "RequestCertificates",
      Effect: "Allow",
      // Tags of a request are authorized as tags of a certificate that has none yet.
      Action: ["acm:AddTagsToCertificate", "acm:RequestCertificate"],
      Resource: "*",
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
      Sid: "ChangeCertificates",
      Effect: "Allow",
      // A change of tags requests those that change alone.
      Action: ["acm:AddTagsToCertificate", "acm:DeleteCertificate", "acm:RemoveTagsFromCertificate"],
      Resource: regional(scope, "acm", "certificate/*"),
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
    },
    {
      Sid: "ChangeRecords",
      Effect: "Allow",
      Action: "route53:ChangeResourceRecordSets",
      Resource: zonesOf(scope),
    },
    {
      Sid: "WaitForRecords",
      Effect: "Allow",
      Action: "route53:GetChange",
      Resource: pulumi.interpolate`arn:${scope.partition}:route53:::change/*`,
    },
  ];
}

function zonesOf({ partition, hostedZoneIds }: Scope): pulumi.Output<string>[] {
  return hostedZoneIds.map((id) => pulumi.interpolate`arn:${partition}:route53:::hostedzone/${id}`);
}
