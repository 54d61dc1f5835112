import assert from "node:assert/strict";
import { type FoundService, failureOf, type WantedService } from "../../../components/ecs/deployment-failure";

const remedies = { see: "SEE", deployAgain: "AGAIN" };
const wanted: WantedService = {
  taskDefinition: "arn:task:7",
  networkConfiguration: {
    subnets: ["subnet-a", "subnet-b"],
    securityGroups: ["sg-1"],
    assignPublicIp: false,
  },
  capacityProviderStrategies: [
    { capacityProvider: "FARGATE", base: 1, weight: 1 },
    { capacityProvider: "FARGATE_SPOT", weight: 3 },
  ],
  loadBalancers: [{ targetGroupArn: "arn:tg:1", containerName: "web", containerPort: 8080 }],
};
const running: FoundService = {
  taskDefinition: "arn:task:7",
  ...{ desiredCount: 3, runningCount: 3, pendingCount: 0 },
  // As AWS lists them: in an order of its own, with its defaults.
  networkConfigurations: [
    { subnets: ["subnet-b", "subnet-a"], securityGroups: ["sg-1"], assignPublicIp: false },
  ],
  capacityProviderStrategies: [
    { capacityProvider: "FARGATE_SPOT", base: 0, weight: 3 },
    { capacityProvider: "FARGATE", base: 1, weight: 1 },
  ],
  loadBalancers: [
    {
      targetGroupArn: "arn:tg:1",
      containerName: "web",
      containerPort: 8080,
      elbName: "",
      advancedConfigurations: [],
    },
  ],
  deployments: [deployment("ecs-svc/1", "2026-11-22T08:00:00Z")],
  events: [],
};

function deployment(id: string, createdAt: string, status = "PRIMARY"): FoundService["deployments"][number] {
  const counts = { desiredCount: 3, runningCount: 3, pendingCount: 0 };
  return { id, status, createdAt, updatedAt: createdAt, taskDefinition: "arn:task:7", ...counts };
}

/** Events, newest first, as AWS lists them. */
function events(...messages: [createdAt: string, message: string][]): FoundService["events"] {
  return messages.map(([createdAt, message], index) => ({ id: `${index}`, createdAt, message }));
}

const rolledBack = events(
  ["2026-11-22T09:02:00Z", "(service web) has reached a steady state."],
  ["2026-11-22T09:01:00Z", "(service web) rolling back to deployment ecs-svc/1."],
  ["2026-11-22T09:01:00Z", "(service web) (deployment ecs-svc/2) deployment failed: alarm detected."],
  ["2026-11-22T08:50:00Z", "(service web) has started 3 tasks: (task 1) (task 2) (task 3)."],
);
const rollback =
  "runs as before its latest deployment, which was rolled back: alarm detected. To see why: SEE. " +
  "To deploy it once more as it is: pulumi up --refresh, and, where that changes nothing: AGAIN";

describe("What ECS says of a deployment", () => {
  const failure = (found: Partial<FoundService>, stack: Partial<WantedService> = {}) =>
    failureOf({ ...running, ...found }, { ...wanted, ...stack }, remedies);

  it("is no failure where it runs the stack's, in whatever order AWS lists it, and scaled", () => {
    assert.equal(failure({}), undefined);
    assert.equal(failure({ desiredCount: 9, runningCount: 8, pendingCount: 1 }), undefined);
  });

  it("is a rollback where the task definition is the same, and subnets, capacity or target groups are the former ones", () => {
    const other = (what: string) =>
      `has other ${what} than the stack: its deployment was rolled back, because tasks didn't get healthy, an alarm went off or ` +
      "nobody approved it, or it was changed outside of Pulumi. To see why: SEE. To deploy it once more as it is: pulumi up --refresh";
    assert.equal(
      failure({
        networkConfigurations: [{ subnets: ["subnet-a"], securityGroups: ["sg-0"], assignPublicIp: false }],
      }),
      other("subnets and security groups"),
    );
    assert.equal(
      failure({ capacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }] }),
      other("capacity providers"),
    );
    const [loadBalancer] = running.loadBalancers;
    assert.ok(loadBalancer);
    const loadBalancers = [{ ...loadBalancer, targetGroupArn: "arn:tg:0" }];
    assert.equal(failure({ loadBalancers }), other("target groups"));
    assert.equal(failure({ loadBalancers }, { loadBalancers: undefined }), undefined);
    assert.equal(failure({ loadBalancers }, { loadBalancers: [] }), undefined);
  });

  it("leaves to AWS what the stack says nothing of", () => {
    assert.equal(
      failure(
        { networkConfigurations: [], capacityProviderStrategies: [] },
        { networkConfiguration: undefined, capacityProviderStrategies: [] },
      ),
      undefined,
    );
  });

  it("is a rollback by its events, whether ECS runs the former deployment or another one of it", () => {
    assert.equal(failure({ events: rolledBack }), rollback);
    const again = [deployment("ecs-svc/3", "2026-11-22T09:01:02Z")];
    assert.equal(failure({ events: rolledBack, deployments: again }), rollback);
    const [steady, back, failed] = rolledBack;
    assert.ok(steady && back && failed);
    assert.equal(failure({ events: [steady, failed, back] }), rollback);
    assert.equal(failure({ events: [back] }), rollback.replace("alarm detected.", "ECS doesn't say why."));
  });

  it("is none any more after another deployment, of the same task definition too", () => {
    const next = [deployment("ecs-svc/10", "2026-11-22T09:10:00Z")];
    assert.equal(failure({ events: rolledBack, deployments: next }), undefined);
    assert.equal(
      failure({ events: rolledBack, deployments: [...next, deployment("ecs-svc/1", "", "ACTIVE")] }),
      undefined,
    );
  });
});
