import { logRules } from "../../../policies/rules/logs";
import { resource, testRules } from "../states";

const group = (inputs: object) => resource("aws:cloudwatch/logGroup:LogGroup", { ...inputs });
const forever =
  "Log lines are kept and paid for forever: set retentionInDays (aws-containers:services.<name>.logs.retentionDays).";

testRules("logs", logRules, {
  "log-retention": {
    passes: [[group({ retentionInDays: 7 })]],
    fails: [
      [[group({})], forever],
      [[group({ retentionInDays: 0 })], forever],
    ],
  },
});
