import { ecsServiceRules } from "../../../policies/rules/ecs-services";
import { resource, testRules } from "../states";

const service = (inputs: object) => resource("aws:ecs/service:Service", { ...inputs });
const cluster = (value: string) =>
  resource("aws:ecs/cluster:Cluster", { settings: [{ name: "containerInsights", value }] });
const scaling = (inputs: object) => resource("aws:appautoscaling/target:Target", { ...inputs });
const reached = (inputs: object) => service({ loadBalancers: [{ containerName: "web" }], ...inputs });
const worker = service({ desiredCount: 0, serviceConnectConfiguration: { enabled: true } });
const ofWorker = resource(
  "aws:appautoscaling/target:Target",
  { serviceNamespace: "ecs", minCapacity: 0 },
  { from: { resourceId: [worker] } },
);
const schedule = (minCapacity?: number, serviceNamespace = "ecs") =>
  resource("aws:appautoscaling/scheduledAction:ScheduledAction", {
    serviceNamespace,
    scalableTargetAction: { minCapacity },
  });
const subnets = (...ids: string[]) => ({ networkConfiguration: { subnets: ids } });
const rollback = (enable: boolean, rollback: boolean) =>
  service({ deploymentCircuitBreaker: { enable, rollback } });

const drain = (
  deregistrationDelay: number | undefined,
  stopTimeout: number | undefined,
  grace: number | undefined,
) => {
  const healthCheck = { interval: 5, unhealthyThreshold: 2 };
  const target = resource("aws:lb/targetGroup:TargetGroup", { deregistrationDelay, healthCheck });
  const containerDefinitions = JSON.stringify([
    { name: "hello", stopTimeout },
    { name: "sidecar", stopTimeout: 2 },
  ]);
  const task = resource("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions });
  const inputs = { loadBalancers: [{ containerName: "hello" }], healthCheckGracePeriodSeconds: grace };
  const from = { loadBalancers: [target], taskDefinition: [task] };
  return [target, task, resource("aws:ecs/service:Service", inputs, { from })];
};

const shifted =
  "A version whose tasks start but fail requests is not rolled back: set aws-containers:services.<name>.deployment.alarms (the service's alarms: { enable: true, rollback: true }).";

const started =
  "A deployment whose tasks never become healthy is retried forever: set deploymentCircuitBreaker: { enable: true, rollback: true }.";
const alone = "Only one task runs: set aws-containers:services.<name>.scaling.min: 2 or more.";

testRules("ecs services", ecsServiceRules, {
  "ecs-no-public-address": {
    passes: [[service({ networkConfiguration: { assignPublicIp: false } })], [service({})]],
    fails: [
      [
        [service({ networkConfiguration: { assignPublicIp: true } })],
        "Tasks have public IP addresses: set aws-containers:network.nat: single or per-zone.",
      ],
    ],
  },
  "ecs-platform-version": {
    passes: [[service({ platformVersion: "LATEST" })], [service({})]],
    fails: [
      [
        [service({ platformVersion: "1.3.0" })],
        "Tasks run on an old Fargate platform version, without its security updates: set platformVersion: LATEST.",
      ],
    ],
  },
  "ecs-volume-encryption": {
    passes: [
      [service({ volumeConfiguration: { managedEbsVolume: { encrypted: true } } })],
      [service({ volumeConfiguration: { managedEbsVolume: {} } })],
      [service({})],
    ],
    fails: [
      [
        [service({ volumeConfiguration: { managedEbsVolume: { encrypted: false } } })],
        "What tasks write to their volumes is not encrypted: set managedEbsVolume.encrypted: true.",
      ],
    ],
  },
  "ecs-container-insights": {
    passes: [[cluster("enabled")], [cluster("enhanced")]],
    fails: [
      [[cluster("disabled")], "Container Insights is disabled: set aws-containers:ecs.insights: enhanced."],
    ],
  },
  "ecs-high-availability": {
    passes: [
      [reached({ desiredCount: 3, ...subnets("a", "b") })],
      [reached({ schedulingStrategy: "DAEMON" })],
      [
        worker,
        ofWorker,
        resource(
          "aws:appautoscaling/scheduledAction:ScheduledAction",
          { serviceNamespace: "ecs", scalableTargetAction: { minCapacity: 0 } },
          { from: { resourceId: [ofWorker] } },
        ),
      ],
      [scaling({ serviceNamespace: "ecs", minCapacity: 2 })],
      [scaling({ serviceNamespace: "dynamodb", minCapacity: 1 })],
      [schedule(2)],
      [schedule()],
      [schedule(0, "rds")],
    ],
    fails: [
      [
        [reached({ desiredCount: 1, ...subnets("a") })],
        alone,
        "All tasks run in one Availability Zone: set aws-containers:network.availabilityZones: 2 or more.",
      ],
      [[reached({})], alone],
      [[service({ serviceConnectConfiguration: { services: [{ portName: "http" }] } })], alone],
      [
        [scaling({ serviceNamespace: "ecs", minCapacity: 1 })],
        "Scaling in can leave one task: set aws-containers:services.<name>.scaling.min: 2 or more.",
      ],
      [
        [schedule(1)],
        "A schedule leaves one task or none: set its min in aws-containers:services.<name>.scaling.schedules to 2 or more.",
      ],
    ],
  },
  "ecs-rollback": {
    passes: [
      [rollback(true, true)],
      [service({ deploymentController: { type: "CODE_DEPLOY" } })],
      [
        service({
          deploymentConfiguration: { strategy: "BLUE_GREEN" },
          alarms: { enable: true, rollback: true, alarmNames: ["errors"] },
        }),
      ],
    ],
    fails: [
      [[rollback(true, false)], started],
      [[rollback(false, true)], started],
      [[service({ deploymentConfiguration: { strategy: "BLUE_GREEN" } })], shifted],
      [
        [
          service({
            deploymentConfiguration: { strategy: "CANARY" },
            alarms: { enable: true, rollback: false, alarmNames: ["errors"] },
          }),
        ],
        shifted,
      ],
    ],
  },
  "ecs-connection-draining": {
    passes: [drain(5, 15, 10), drain(5, undefined, 30)],
    fails: [
      [
        drain(undefined, undefined, 10),
        "Requests can be interrupted: the target drains for 300 s, but the container is killed after 30 s: " +
          "set aws-containers:services.<name>.drainSeconds (the target group's deregistrationDelay) below stopSeconds (the container's stopTimeout).",
      ],
      [
        drain(15, 15, 10),
        "Requests can be interrupted: the target drains for 15 s, but the container is killed after 15 s: " +
          "set aws-containers:services.<name>.drainSeconds (the target group's deregistrationDelay) below stopSeconds (the container's stopTimeout).",
      ],
      [
        drain(5, 15, 9),
        "A slow start counts as a failure after 9 s: set healthCheckGracePeriodSeconds: 10 or more.",
      ],
      [
        drain(5, 15, undefined),
        "A slow start counts as a failure: set healthCheckGracePeriodSeconds: 10 or more.",
      ],
    ],
  },
});
