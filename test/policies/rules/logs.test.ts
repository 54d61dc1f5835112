import { logRules } from "../../../policies/rules/logs";
import { resource, testRules } from "../states";

const group = (inputs: object) => resource("aws:cloudwatch/logGroup:LogGroup", { ...inputs });
const forever =
  "Log events never expire: set aws-containers:services.<name>.logs.retentionDays (retentionInDays).";

const unencrypted =
  "Log events are not encrypted with a customer managed key: set kmsKeyId (aws-containers:tier: prod does).";

testRules("logs", logRules, {
  "log-retention": {
    passes: [[group({ retentionInDays: 7 })]],
    fails: [
      [[group({})], forever],
      [[group({ retentionInDays: 0 })], forever],
    ],
  },
  "log-encryption": {
    passes: [[group({ kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/0a1b" })]],
    fails: [[[group({})], unencrypted]],
  },
});
