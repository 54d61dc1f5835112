import { inProd, type Rule, securityHub } from "../rule";
import { at, number, unknown } from "../values";

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
];
