import assert from "node:assert/strict";
import { createEksJobs, EksCluster, type EksClusterArgs, ExistingCluster } from "../../../components/eks";
import { failedJobsPattern } from "../../../components/eks/job-failures";
import { AlarmTopic } from "../../../components/monitoring";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const job = { image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab" };

/**
 * The conditions of each update of a Job's status, in the order and with the fields that kube-apiserver 1.35.4 wrote them to its
 * audit log, by the rules for the group batch that EKS has.
 */
const updates: Record<string, string[][]> = {
  "report-1": [[], [], [], [], ["FailureTarget"], ["FailureTarget", "Failed"]],
  "report-2": [[], ["SuccessCriteriaMet"], ["SuccessCriteriaMet", "Complete"]],
  "index-1": [[], ["FailureTarget"], ["FailureTarget", "Failed"]],
  "paused-1": [
    ["Suspended"],
    ["Suspended"],
    ["Suspended", "FailureTarget"],
    ["Suspended", "FailureTarget", "Failed"],
  ],
};

interface AuditRecord {
  objectRef: { resource: string; subresource?: string; namespace: string; name: string };
  responseObject: {
    metadata?: { ownerReferences: { name: string }[] };
    status: { conditions: { type: string }[] } | string;
  };
}

function recordsIn(namespace: string): AuditRecord[] {
  return Object.entries(updates).flatMap(([name, conditions]) =>
    conditions.map((types) => ({
      objectRef: { resource: "jobs", subresource: "status", namespace, name },
      responseObject: {
        metadata: { ownerReferences: [{ name: name.replace(/-\d+$/, "") }] },
        status: { conditions: types.map((type) => ({ type })) },
      },
    })),
  );
}

/** What a selector such as `$.a.b[1]` selects. */
function select(record: unknown, selector: string): unknown {
  const path = selector.replace("$.", "").replaceAll("[", ".").replaceAll("]", "").split(".");
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === "object" ? Object(value)[key] : undefined),
    record,
  );
}

/** Whether a record matches a filter pattern of terms, `&&`, `||` and parentheses. */
function matches(pattern: string, record: unknown): boolean {
  const tokens = pattern.match(/\(|\)|&&|\|\||\$[^ ]+ = "[^"]*"/g) ?? [];
  const group = (): boolean => {
    let result = term();
    while (tokens[0] === "&&" || tokens[0] === "||") {
      const isAnd = tokens.shift() === "&&";
      const next = term();
      result = isAnd ? result && next : result || next;
    }
    return result;
  };
  const term = (): boolean => {
    const token = tokens.shift() ?? "";
    if (token !== "(") {
      const [selector = "", value] = token.split(" = ");
      return JSON.stringify(select(record, selector)) === value;
    }
    const result = group();
    assert.equal(tokens.shift(), ")");
    return result;
  };
  const result = group();
  assert.deepEqual(tokens, []);
  return result;
}

function planWith(
  args: Partial<EksClusterArgs> = {},
  topic: () => AlarmTopic | undefined = () => undefined,
): Promise<RecordedPlan> {
  return planOf(() => {
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      network,
      services: [described()],
      containerLogs: false,
      ...args,
    });
    const jobs = { report: { ...job, schedule: "cron(0 2 * * ? *)" }, index: job };
    return createEksJobs("eks", { cluster, jobs, topic: topic() }, {}).outputs;
  });
}

describe("Failed jobs on EKS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planWith();
  });

  it("are counted by their jobs in the audit log, once each", () => {
    const { inputs } = plan.resource("LogMetricFilter", "eks-failed-jobs");
    assert.deepEqual(
      { ...inputs, name: undefined },
      {
        name: undefined,
        logGroupName: "/aws/eks/shop/cluster",
        pattern: failedJobsPattern("services"),
        metricTransformation: {
          namespace: "shop/jobs",
          name: "FailedJobs",
          value: "1",
          unit: "Count",
          dimensions: { Job: "$.responseObject.metadata.ownerReferences[0].name" },
        },
      },
    );
    assert.equal(
      inputs.pattern,
      '{ ($.objectRef.resource = "jobs") && ($.objectRef.subresource = "status") && ($.objectRef.namespace = "services") && ' +
        '(($.responseObject.status.conditions[1].type = "Failed") || ($.responseObject.status.conditions[2].type = "Failed")) }',
    );
  });

  it("are matched in the updates of their status that Kubernetes makes, and nothing else is", () => {
    const pattern = failedJobsPattern("services");
    const counted = recordsIn("services").filter((record) => matches(pattern, record));
    assert.deepEqual(
      counted.map((record) => select(record, "$.responseObject.metadata.ownerReferences[0].name")),
      ["report", "index", "paused"],
    );
    assert.deepEqual(
      recordsIn("team").filter((record) => matches(pattern, record)),
      [],
    );
    const [last] = counted;
    assert.ok(last);
    const { subresource: _, ...itself } = last.objectRef;
    assert.equal(matches(pattern, { ...last, objectRef: itself }), false);
    // Of a conflict the response is a Status.
    assert.equal(matches(pattern, { ...last, responseObject: { status: "Failure" } }), false);
  });

  it("raise the alarm of their job, which tells a topic", () => {
    const { arn } = plan.resource("sns/topic:Topic", "eks-job-failures").outputs;
    const { inputs } = plan.resource("MetricAlarm", "report-failed");
    assert.deepEqual(
      { ...inputs, name: undefined },
      {
        name: undefined,
        alarmDescription:
          "A run of the job report failed on EKS: kubectl get jobs -n services -l app.kubernetes.io/name=report",
        namespace: "shop/jobs",
        metricName: "FailedJobs",
        dimensions: { Job: "report" },
        statistic: "Sum",
        period: 60,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        treatMissingData: "notBreaching",
        alarmActions: [arn],
      },
    );
    assert.deepEqual(plan.resource("MetricAlarm", "index-failed").inputs.dimensions, { Job: "index" });
    assert.equal(plan.ofType("MetricAlarm").length, 2);
  });

  it("tell the topic of the stack's alarms, where it has one", async () => {
    const withAlarms = await planWith({}, () => new AlarmTopic("alarms", { email: "on-call@example.com" }));
    const { arn } = withAlarms.resource("sns/topic:Topic", "alarms-topic").outputs;
    assert.deepEqual(withAlarms.resource("MetricAlarm", "report-failed").inputs.alarmActions, [arn]);
    assert.equal(withAlarms.ofType("sns/topic:Topic").length, 1);
  });

  it("are unheard without an audit log, and in a cluster whose control plane isn't the stack's", async () => {
    const types = ["LogMetricFilter", "MetricAlarm", "sns/topic:Topic"];
    const unheard = await planWith({ logs: ["authenticator"] });
    const existing = await planOf(() => {
      const cluster = new ExistingCluster("eks", { existing: { name: "shop" }, services: [described()] });
      createEksJobs("eks", { cluster, jobs: { report: job } }, {});
    });
    for (const each of [unheard, existing]) {
      assert.equal(each.ofType("CronJob").length > 0, true);
      assert.deepEqual(
        types.flatMap((type) => each.ofType(type)),
        [],
      );
    }
  });

  it("aren't looked for where there are no jobs", async () => {
    const without = await planOf(() => {
      const cluster = new EksCluster("eks", { network, services: [described()], containerLogs: false });
      return createEksJobs("eks", { cluster, jobs: {} }, {}).outputs;
    });
    assert.deepEqual(without.ofType("LogMetricFilter"), []);
  });
});
