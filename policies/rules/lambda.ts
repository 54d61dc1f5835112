import { nodeRuntimes } from "../../facts/lambda-functions";
import { inProd, type Rule, securityHub } from "../rule";
import { at } from "../values";

const supported: readonly string[] = nodeRuntimes;

/** Rules for Lambda functions. */
export const lambdaRules: Rule[] = [
  {
    id: "lambda-supported-runtime",
    title: "Node.js functions have a supported runtime",
    controls: ["Lambda.2"],
    url: securityHub("Lambda.2"),
    severity: "medium",
    enforcement: inProd,
    types: ["aws:lambda/function:Function"],
    needs: "resource",
    check({ inputs }) {
      const runtime = at(inputs, "runtime");
      return typeof runtime === "string" && runtime.startsWith("nodejs") && !supported.includes(runtime)
        ? [`AWS no longer patches ${runtime}: set runtime to ${nodeRuntimes[0]}.`]
        : [];
    },
  },
];
