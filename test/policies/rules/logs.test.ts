import { logRules } from "../../../policies/rules/logs";
import { resource, testRules } from "../states";

const group = (inputs: object) => resource("aws:cloudwatch/logGroup:LogGroup", { ...inputs });
const forever =
  "Log events never expire: set aws-containers:services.<name>.logs.retentionDays (retentionInDays).";

testRules("logs", logRules, {
  "log-retention": {
    passes: [[group({ retentionInDays: 7 })]],
    fails: [
      [[group({})], forever],
      [[group({ retentionInDays: 0 })], forever],
    ],
  },
});
