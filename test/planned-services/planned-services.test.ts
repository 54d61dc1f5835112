import assert from "node:assert/strict";
import type { ReadableResource } from "pulumi-offline-preview";
import { plannedServices } from "../../planned-services";

const resource = (
  type: string,
  name: string,
  inputs: ReadableResource["inputs"] = {},
  parent?: string,
): ReadableResource => ({ urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name, parent, inputs });

const onEcs = resource("aws-containers:ecs:FargateService", "web");
const scalingOnEcs = resource("aws-containers:ecs:ServiceScaling", "web", {}, onEcs.urn);
const ecs = [
  onEcs,
  scalingOnEcs,
  resource(
    "aws:ecs/taskDefinition:TaskDefinition",
    "web-task",
    {
      cpu: "256",
      memory: "512",
      runtimePlatform: { cpuArchitecture: "ARM64" },
      containerDefinitions: JSON.stringify([
        {
          name: "web",
          image: "‹registry-web.repositoryUrl›:1a2b",
          portMappings: [{ containerPort: 8080 }],
          environment: [{ name: "LOG_LEVEL", value: "debug" }],
          secrets: [{ name: "TOKEN", valueFrom: "arn:aws:ssm:…" }],
        },
      ]),
    },
    onEcs.urn,
  ),
  resource(
    "aws:ecs/service:Service",
    "web-service",
    {
      desiredCount: 1,
      capacityProviderStrategies: [
        { capacityProvider: "FARGATE", weight: 1, base: 2 },
        { capacityProvider: "FARGATE_SPOT", weight: 3 },
      ],
    },
    onEcs.urn,
  ),
  resource(
    "aws:appautoscaling/target:Target",
    "web-scaling",
    { minCapacity: 2, maxCapacity: 4 },
    scalingOnEcs.urn,
  ),
  resource("aws:cloudwatch/logGroup:LogGroup", "web-logs", { retentionInDays: 7 }, onEcs.urn),
  resource("aws:lb/targetGroup:TargetGroup", "web-target", { healthCheck: { path: "/healthz" } }, onEcs.urn),
];

const onEks = resource("aws-containers:eks:Workload", "web");
const deployment = (requests: ReadableResource["inputs"]) =>
  resource(
    "kubernetes:apps/v1:Deployment",
    "web-deployment",
    {
      spec: {
        template: {
          spec: {
            nodeSelector: { "kubernetes.io/arch": "arm64", "karpenter.sh/capacity-type": "spot" },
            containers: [
              {
                image: "public.ecr.aws/nginx/nginx:1.29",
                ports: [{ containerPort: 8080 }],
                env: [{ name: "LOG_LEVEL", value: "debug" }],
                readinessProbe: { httpGet: { path: "/healthz" } },
                resources: { requests },
              },
            ],
          },
        },
      },
    },
    onEks.urn,
  );
const autoscaler = resource(
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  "web-autoscaler",
  { spec: { minReplicas: 1, maxReplicas: 3 } },
  onEks.urn,
);

describe("planned services", () => {
  it("are read from a task definition, an ECS service and what scales it", () => {
    assert.deepEqual(plannedServices(ecs), [
      {
        name: "web",
        platform: "ECS",
        urn: onEcs.urn,
        settings: {
          image: "1a2b",
          cpu: "256",
          memory: "512",
          architecture: "arm64",
          port: 8080,
          capacity: "on-demand 1 (base 2), spot 3",
          exposure: "public",
          "scaling.min": 2,
          "scaling.max": 4,
          "health.path": "/healthz",
          "logs.retentionDays": 7,
        },
        environment: { LOG_LEVEL: "debug", TOKEN: "arn:aws:ssm:…" },
        calls: [],
      },
    ]);
  });

  it("are read from a Deployment and what scales it, in the units of the stack file", () => {
    assert.deepEqual(plannedServices([onEks, deployment({ cpu: "250m", memory: "512Mi" }), autoscaler]), [
      {
        name: "web",
        platform: "EKS",
        urn: onEks.urn,
        settings: {
          image: "public.ecr.aws/nginx/nginx:1.29",
          cpu: "256",
          memory: "512",
          architecture: "arm64",
          port: 8080,
          capacity: "spot",
          "scaling.min": 1,
          "scaling.max": 3,
          "health.path": "/healthz",
        },
        environment: { LOG_LEVEL: "debug" },
        calls: [],
      },
    ]);
  });

  for (const [cpu, expected] of [
    ["1000m", "1024"],
    ["2", "2048"],
    ["0.5", "0.5"],
  ] as const) {
    it(`have ${expected} CPU units where a pod requests ${cpu}`, () => {
      assert.equal(plannedServices([onEks, deployment({ cpu })])[0]?.settings.cpu, expected);
    });
  }

  it("have the protocol, unless it is HTTP/1.1", () => {
    const onPort = (portMapping: { name: string; appProtocol?: string }) => {
      const containerDefinitions = JSON.stringify([{ name: "web", portMappings: [portMapping] }]);
      const task = resource(
        "aws:ecs/taskDefinition:TaskDefinition",
        "task",
        { containerDefinitions },
        onEcs.urn,
      );
      return plannedServices([onEcs, task])[0]?.settings.protocol;
    };
    assert.deepEqual(
      [{ name: "http", appProtocol: "http" }, { name: "http", appProtocol: "grpc" }, { name: "tcp" }].map(
        onPort,
      ),
      [undefined, "grpc", "tcp"],
    );
    const labels = { "app.kubernetes.io/name": "web" };
    const behind = (port: string, version?: string) => {
      const annotations: Record<string, string> = version
        ? { "alb.ingress.kubernetes.io/backend-protocol-version": version }
        : {};
      const spec = { selector: labels, ports: [{ name: port }] };
      return plannedServices([
        onEks,
        resource(
          "kubernetes:apps/v1:Deployment",
          "web",
          { spec: { template: { metadata: { labels } } } },
          onEks.urn,
        ),
        resource("kubernetes:core/v1:Service", "web-service", { metadata: { annotations }, spec }),
      ])[0]?.settings.protocol;
    };
    assert.deepEqual([behind("http"), behind("http", "HTTP2"), behind("udp")], [undefined, "http2", "udp"]);
  });

  it("have what containers beside theirs, permissions and routes say, alike on both platforms", () => {
    const policy = (component: ReadableResource) =>
      resource(
        "aws:iam/rolePolicy:RolePolicy",
        "web-permissions",
        {
          policy: JSON.stringify({
            Statement: [{ Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:a" }],
          }),
        },
        component.urn,
      );
    const containers = [
      {
        name: "web",
        command: ["serve"],
        stopTimeout: 90,
        mountPoints: [{ containerPath: "/tmp" }, { containerPath: "/data" }],
        dependsOn: [{ containerName: "web-files", condition: "SUCCESS" }],
      },
      { name: "web-files" },
      { name: "proxy" },
    ];
    const rule = (name: string, target: string, conditions: Record<string, string>) =>
      resource("aws:lb/listenerRule:ListenerRule", name, {
        actions: [{ type: "forward", forward: { targetGroups: [{ arn: target }] } }],
        conditions: Object.entries(conditions).map(([field, value]) => ({ [field]: { values: [value] } })),
      });
    const [onEcsWith] = plannedServices([
      onEcs,
      policy(onEcs),
      resource(
        "aws:ecs/taskDefinition:TaskDefinition",
        "web-task",
        { cpu: "512", memory: "1024", containerDefinitions: JSON.stringify(containers) },
        onEcs.urn,
      ),
      resource("aws:lb/targetGroup:TargetGroup", "web-target", { deregistrationDelay: 60 }, onEcs.urn),
      rule("one", "‹web-target.arn›", { pathPattern: "/*", hostHeader: "shop.example.com" }),
      rule("two", "‹web-target.arn›", { pathPattern: "/api/*" }),
      rule("test-of-two", "‹web-target.arn›", { pathPattern: "/api/*", httpHeader: "yes" }),
      rule("other", "‹shop-web-target.arn›", { pathPattern: "/other/*" }),
    ]);

    const labels = { "app.kubernetes.io/name": "web" };
    const path = (name: string, path: string) => ({ path, backend: { service: { name } } });
    const requests = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } });
    const [onEksWith] = plannedServices([
      onEks,
      policy(onEks),
      resource("aws:cloudwatch/logGroup:LogGroup", "web-logs", { retentionInDays: 7 }, onEks.urn),
      resource(
        "kubernetes:apps/v1:Deployment",
        "web-deployment",
        {
          spec: {
            template: {
              metadata: { labels },
              spec: {
                terminationGracePeriodSeconds: 155,
                containers: [
                  {
                    ...requests("438m", "896Mi"),
                    args: ["serve"],
                    lifecycle: { preStop: { sleep: { seconds: 65 } } },
                    volumeMounts: [{ mountPath: "/tmp" }, { mountPath: "/data" }],
                  },
                ],
                initContainers: [
                  { name: "proxy", restartPolicy: "Always", ...requests("63m", "128Mi") },
                  { name: "web-before", ...requests("63m", "128Mi") },
                ],
              },
            },
          },
        },
        onEks.urn,
      ),
      resource("kubernetes:core/v1:Service", "other-service", { spec: { selector: {} } }),
      resource("kubernetes:core/v1:Service", "web-service", {
        metadata: {
          annotations: {
            "alb.ingress.kubernetes.io/target-group-attributes": "deregistration_delay.timeout_seconds=60",
          },
        },
        spec: { selector: labels },
      }),
      resource("kubernetes:networking.k8s.io/v1:Ingress", "eks-ingress", {
        spec: {
          rules: [
            { host: "shop.example.com", http: { paths: [path("web", "/*")] } },
            { http: { paths: [path("web", "/api/*"), path("other", "/other/*")] } },
          ],
        },
      }),
      resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", "web-route", {
        spec: {
          hostnames: ["app.example.com"],
          rules: [
            { matches: [{ path: { value: "/app" } }], backendRefs: [{ name: "web", port: 80 }] },
            { matches: [{ path: { value: "/other" } }], backendRefs: [{ name: "other", port: 80 }] },
            { filters: [{ type: "RequestRedirect" }] },
          ],
        },
      }),
      resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", "web-route-anywhere", {
        spec: {
          rules: [{ matches: [{ path: { value: "/v2" } }], backendRefs: [{ name: "web", port: 80 }] }],
        },
      }),
      resource("kubernetes:networking.k8s.io/v1:Ingress", "web-target-group", {
        spec: { rules: [{ http: { paths: [path("web", "/never")] } }] },
      }),
    ]);
    const alike = {
      cpu: "512",
      memory: "1024",
      routes: "/api/*, shop.example.com/*",
      permissions: "s3:GetObject s3:PutObject on arn:a",
      command: ["serve"],
      mounts: "/data, /tmp",
      sidecars: "proxy",
      stopSeconds: 90,
    };
    assert.deepEqual(onEcsWith?.settings, { ...alike, exposure: "public", drainSeconds: 60 });
    const routes = "/api/*, /v2, app.example.com/app, shop.example.com/*";
    assert.deepEqual(onEksWith?.settings, { ...alike, routes, drainSeconds: "60", "logs.retentionDays": 7 });
  });

  it("have no settings where their resources can't be read", () => {
    const hidden = resource(
      "aws:ecs/taskDefinition:TaskDefinition",
      "web-task",
      { containerDefinitions: "[secret]" },
      onEcs.urn,
    );
    assert.deepEqual(plannedServices([onEcs, hidden])[0]?.settings, {});
    assert.deepEqual(plannedServices([resource("aws:s3/bucket:Bucket", "files")]), []);
  });

  it("say who reaches them and whom they call, on ECS", () => {
    const task = (container: object) =>
      resource(
        "aws:ecs/taskDefinition:TaskDefinition",
        "web-task",
        { containerDefinitions: JSON.stringify([container]) },
        onEcs.urn,
      );
    const rule = (description: string) =>
      resource(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        description,
        { description },
        onEcs.urn,
      );
    const settingsOf = (...resources: ReadableResource[]) =>
      plannedServices([onEcs, ...resources])[0]?.settings;
    assert.deepEqual(
      settingsOf(
        task({ portMappings: [{}] }),
        rule("Calls of payments"),
        rule("Calls of orders"),
        rule("HTTPS"),
      ),
      { exposure: "internal", calls: "orders, payments" },
    );
    assert.deepEqual(settingsOf(task({})), { exposure: "none" });
    const [caller] = plannedServices([onEcs, rule("Calls of payments"), rule("Calls of orders")]);
    assert.deepEqual(caller?.calls, ["orders", "payments"]);
  });

  it("say who reaches them and whom they call, on EKS", () => {
    const podsOf = (name: string) => ({ podSelector: { matchLabels: { "app.kubernetes.io/name": name } } });
    const policy = (ingress: ReadableResource["inputs"][], egress: ReadableResource["inputs"][] = []) =>
      resource(
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        "web-network-policy",
        { spec: { ingress, egress } },
        onEks.urn,
      );
    const settingsOf = (resources: ReadableResource[]) => {
      const { exposure, calls } = plannedServices([onEks, ...resources])[0]?.settings ?? {};
      return { exposure, calls };
    };
    const pods = deployment({});
    assert.deepEqual(
      settingsOf([pods, policy([{ ports: [] }], [{ to: [podsOf("orders")] }, { ports: [] }])]),
      {
        exposure: "public",
        calls: "orders",
      },
    );
    assert.deepEqual(settingsOf([pods, policy([{ from: [podsOf("web")] }])]), {
      exposure: "internal",
      calls: undefined,
    });
    assert.deepEqual(settingsOf([pods, policy([])]), { exposure: "internal", calls: undefined });
    assert.deepEqual(settingsOf([policy([])]), { exposure: "none", calls: undefined });
  });
});
