import { inProd, type Rule, securityHub } from "../rule";
import { at, isMissing, number, unknown } from "../values";

/** Rules for log groups. */
export const logRules: Rule[] = [
  {
    id: "log-retention",
    title: "Log groups have a retention period",
    controls: ["CloudWatch.16"],
    url: securityHub("CloudWatch.16"),
    severity: "medium",
    enforcement: inProd,
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    needs: "resource",
    check({ inputs }) {
      const days = at(inputs, "retentionInDays");
      return days !== unknown && (number(days) ?? 0) === 0
        ? [
            "Log events never expire: set aws-containers:services.<name>.logs.retentionDays (retentionInDays).",
          ]
        : [];
    },
  },
  {
    id: "log-encryption",
    title: "Log groups are encrypted with a customer managed key",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    severity: "medium",
    enforcement: inProd,
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    needs: "resource",
    check: ({ inputs }) =>
      isMissing(inputs, "kmsKeyId")
        ? [
            "Log events are not encrypted with a customer managed key: set kmsKeyId (aws-containers:tier: prod does).",
          ]
        : [],
  },
];
