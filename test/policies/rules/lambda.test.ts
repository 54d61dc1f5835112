import { lambdaRules } from "../../../policies/rules/lambda";
import { resource, testRules } from "../states";

const lambda = (inputs: object) => resource("aws:lambda/function:Function", { ...inputs });

testRules("lambda", lambdaRules, {
  "lambda-supported-runtime": {
    passes: [
      [lambda({ runtime: "nodejs24.x" })],
      [lambda({ runtime: "nodejs22.x" })],
      [lambda({ runtime: "python3.14" })],
      [lambda({ packageType: "Image" })],
    ],
    fails: [
      [[lambda({ runtime: "nodejs20.x" })], "AWS no longer patches nodejs20.x: set runtime to nodejs24.x."],
      [[lambda({ runtime: "nodejs8.10" })], "AWS no longer patches nodejs8.10: set runtime to nodejs24.x."],
    ],
  },
});
