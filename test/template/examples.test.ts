import assert from "node:assert/strict";
import type { PreviewOfStack } from "../support/stack-preview";
import { findingsIn, planOf } from "./examples/plan-of-example";

const inputsOf = ({ steps }: PreviewOfStack, type: string) =>
  steps.filter(({ newState }) => newState.type === type).map(({ newState }) => newState.inputs);

const images = (plan: PreviewOfStack): string[] =>
  inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition").map(
    ({ containerDefinitions }) => JSON.parse(String(containerDefinitions))[0].image,
  );

describe("the example of promotion", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("promotion");
  });

  it("runs the digest of another stack, and never touches Docker", () => {
    const [image] = images(plan);
    assert.match(
      String(image),
      /^000000000000\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/.+@sha256:[0-9a-f]{64}$/,
    );
    assert.deepEqual(
      plan.steps.filter(({ urn }) => /docker|:ecr/.test(urn)),
      [],
    );
    assert.ok(!JSON.stringify(plan).includes("mock-ecr-password"));
  });

  it("tells what it runs by the references of the stack that built it", () => {
    const { imageUris } = plan.outputs as { imageUris: { hello: { tag: string; digest: string } } };
    assert.equal(imageUris.hello.digest, images(plan)[0]);
    assert.match(imageUris.hello.tag, /:[0-9a-f]{20}$/);
  });

  it("may pull from that repository alone", () => {
    const policies = inputsOf(plan, "aws:iam/rolePolicy:RolePolicy").map(({ policy }) => String(policy));
    const repository = /amazonaws\.com\/(.+)@/.exec(images(plan)[0] ?? "")?.[1];
    const arn = `arn:aws:ecr:eu-central-1:000000000000:repository/${repository}`;
    assert.equal(policies.filter((policy) => policy.includes(`"Resource":"${arn}"`)).length, 1);
  });
});

describe("the example of a registry for others", () => {
  it("has what ECR knows, and its service from a cache may fill it", async () => {
    const plan = await planOf("registry");
    const types = plan.steps.map(({ newState }) => newState.type).filter((type) => /^aws:ecr/.test(type));
    assert.deepEqual([...new Set(types)].sort(), [
      "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
      "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
      "aws:ecr/replicationConfiguration:ReplicationConfiguration",
      "aws:ecr/repository:Repository",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
      "aws:ecr/repositoryPolicy:RepositoryPolicy",
      "aws:ecrpublic/repository:Repository",
    ]);
    const cached = "arn:aws:ecr:eu-central-1:000000000000:repository/docker-hub/traefik/whoami";
    const policies = inputsOf(plan, "aws:iam/rolePolicy:RolePolicy").map(({ policy }) => String(policy));
    const [filling, ...others] = policies.filter((policy) => policy.includes("FillCache"));
    assert.deepEqual(others, []);
    assert.deepEqual(JSON.parse(filling ?? "{}").Statement.at(-1), {
      Sid: "FillCache",
      Effect: "Allow",
      Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
      Resource: cached,
    });
  });
});

describe("the example of a monorepo", () => {
  it("builds two services from one folder, each for its platform", async () => {
    const plan = await planOf("monorepo");
    const builds = inputsOf(plan, "docker:index/image:Image").map(({ build }) => build);
    assert.deepEqual(builds, [
      {
        context: "examples/monorepo",
        dockerfile: "examples/monorepo/services/web/Dockerfile",
        platform: "linux/arm64",
        args: { GREETING: "Welcome", SOURCE_DATE_EPOCH: "0" },
        builderVersion: "BuilderBuildKit",
      },
      {
        context: "examples/monorepo",
        dockerfile: "examples/monorepo/services/worker/Dockerfile",
        platform: "linux/amd64",
        target: "release",
        args: { SOURCE_DATE_EPOCH: "0" },
        builderVersion: "BuilderBuildKit",
      },
    ]);
  });
});

describe("the example of an account that images are replicated to", () => {
  it("lets them in, runs one by its digest, and never touches Docker", async () => {
    const plan = await planOf("replica");
    const types = plan.steps
      .map(({ newState }) => newState.type)
      .filter((type) => /^(aws:ecr|docker)/.test(type));
    assert.deepEqual(types.sort(), [
      "aws:ecr/registryPolicy:RegistryPolicy",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
    ]);
    const policies = inputsOf(plan, "aws:iam/rolePolicy:RolePolicy").map(({ policy }) => String(policy));
    const copy = "arn:aws:ecr:eu-central-1:444455556666:repository/acme/shop/hello";
    assert.ok(policies.some((policy) => policy.includes(`"Resource":"${copy}"`)));
  });
});

describe("the example of HTTPS", () => {
  it("gives both platforms one certificate, and each its names", async () => {
    const plan = await planOf("https");
    const [certificate, ...others] = inputsOf(plan, "aws:acm/certificate:Certificate");
    assert.deepEqual(others, []);
    assert.deepEqual(certificate, {
      domainName: "shop.example.com",
      subjectAlternativeNames: ["*.shop.example.com", "*.eks.shop.example.com"],
      validationMethod: "DNS",
    });
    const aliases = inputsOf(plan, "aws:route53/record:Record").filter(({ type }) => type === "A");
    const names = (lb: RegExp) =>
      aliases.filter((record) => lb.test(JSON.stringify(record.aliases))).map(({ name }) => name);
    assert.deepEqual(names(/"ecs-load-balancer-/), ["app.shop.example.com", "shop.example.com"]);
    assert.deepEqual(names(/"k8s-/), ["app.eks.shop.example.com", "eks.shop.example.com"]);
    assert.deepEqual(
      inputsOf(plan, "aws:lb/listener:Listener").map(({ port, protocol }) => [port, protocol]),
      [
        [80, "HTTP"],
        [443, "HTTPS"],
      ],
    );
    const { ecsUrls, eksUrls } = plan.outputs;
    assert.deepEqual(
      [ecsUrls, eksUrls],
      [{ hello: "https://shop.example.com/" }, { hello: "https://eks.shop.example.com/" }],
    );
  });
});

describe("the example of deployments", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("canary");
  });

  it("shifts the requests of one service, rolls the others, and leaves the task definition of one to a pipeline", () => {
    const services = plan.steps.filter(({ newState }) => newState.type === "aws:ecs/service:Service");
    assert.deepEqual(
      services
        .map(({ urn, newState: { inputs = {} } }) => [
          urn.split("::").at(-1),
          inputs.deploymentConfiguration,
          inputs.alarms,
        ])
        .map(([name, configuration, alarms]) => {
          const { strategy } = configuration as { strategy: string };
          const { enable, alarmNames } = alarms as { enable: boolean; alarmNames: string[] };
          return [name, strategy, enable, alarmNames.length];
        })
        .sort(),
      [
        ["api-service", "ROLLING", true, 2],
        ["search-service", "ROLLING", false, 0],
        ["web-service", "CANARY", true, 2],
      ],
    );
  });

  it("has the command that approves", () => {
    const { approvals } = plan.outputs as { approvals: Record<string, string> };
    assert.deepEqual(Object.keys(approvals), ["web"]);
    assert.match(String(approvals.web), /--action CONTINUE$/);
  });

  it("violates no policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });
});

describe("the example of CloudFront", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("cloudfront");
  });

  it("answers by HTTPS without a domain, without a public address of the load balancer", () => {
    const [distribution] = inputsOf(plan, "aws:cloudfront/distribution:Distribution");
    const [loadBalancer, ...others] = inputsOf(plan, "aws:lb/loadBalancer:LoadBalancer");
    assert.deepEqual(others, []);
    assert.equal(loadBalancer?.internal, true);
    assert.deepEqual(distribution?.viewerCertificate, { cloudfrontDefaultCertificate: true });
    const { ecsUrls, ecsLoadBalancer } = plan.outputs as { ecsUrls: object; ecsLoadBalancer: string };
    assert.match(ecsLoadBalancer, /^d[0-9a-f]{13}\.cloudfront\.net$/);
    assert.deepEqual(ecsUrls, { hello: `https://${ecsLoadBalancer}/` });
  });

  it("has web ACL, its logs and the delivery of access logs in us-east-1, and all else in the stack's region", () => {
    const inUsEast1 = plan.steps
      .filter(({ newState }) => newState.inputs?.region === "us-east-1" && newState.type.startsWith("aws:"))
      .map(({ newState }) => newState.type.split(":").at(-1));
    assert.deepEqual(inUsEast1.sort(), [
      "LogDelivery",
      "LogDeliveryDestination",
      "LogDeliverySource",
      "LogGroup",
      "WebAcl",
      "WebAclLoggingConfiguration",
    ]);
    const [webAcl] = inputsOf(plan, "aws:wafv2/webAcl:WebAcl");
    assert.equal(webAcl?.scope, "CLOUDFRONT");
  });
});

describe("the example of services that call one another", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("services");
  });

  const one = (type: string, name: string) => {
    const steps = plan.steps.filter(
      ({ newState, urn }) => newState.type === type && urn.endsWith(`::${name}`),
    );
    assert.equal(steps.length, 1, `${type} ${name}`);
    return steps[0]?.newState.inputs ?? {};
  };
  const names = ["mail", "orders", "payments", "web"];

  /** The variables, the port and the callers of each service on ECS. */
  const onEcs = () => {
    const rules = plan.steps.flatMap(({ newState: { type, inputs } }) =>
      type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" ? [inputs] : [],
    );
    const groupId = new Map(
      names.map((name) => {
        const { networkConfiguration } = one("aws:ecs/service:Service", `${name}-service`);
        return [name, (networkConfiguration as { securityGroups: string[] }).securityGroups[0]];
      }),
    );
    return names.map((name) => {
      const { containerDefinitions } = one("aws:ecs/taskDefinition:TaskDefinition", `${name}-task`);
      const [{ environment, secrets = [], portMappings = [] }] = JSON.parse(String(containerDefinitions));
      const into = rules.filter(({ securityGroupId }) => securityGroupId === groupId.get(name));
      return {
        name,
        environment: environment.filter((variable: { name: string }) => variable.name !== "PLATFORM"),
        secrets: secrets.map((variable: { name: string }) => variable.name),
        ports: portMappings.map(({ containerPort }: { containerPort: number }) => containerPort),
        isPublic: into.some(({ description }) => description === "Requests from the load balancer"),
        callers: names.filter((caller) =>
          into.some(({ referencedSecurityGroupId }) => referencedSecurityGroupId === groupId.get(caller)),
        ),
      };
    });
  };

  /** The same on EKS. */
  const onEks = () => {
    const ingress = JSON.stringify(one("kubernetes:networking.k8s.io/v1:Ingress", "eks-ingress"));
    return names.map((name) => {
      const { spec } = one("kubernetes:apps/v1:Deployment", `${name}-deployment`) as unknown as Deployment;
      const [container] = spec.template.spec.containers;
      const policy = JSON.stringify(
        (
          one("kubernetes:networking.k8s.io/v1:NetworkPolicy", `${name}-network-policy`) as {
            spec: { ingress: object };
          }
        ).spec.ingress,
      );
      return {
        name,
        environment: container?.env.filter(({ name, value }) => name !== "PLATFORM" && value !== undefined),
        secrets: container?.env.flatMap(({ name, value }) => (value === undefined ? [name] : [])),
        ports: (container?.ports ?? []).map(({ containerPort }) => containerPort),
        isPublic: ingress.includes(`"name":"${name}"`),
        callers: names.filter((caller) => policy.includes(`"app.kubernetes.io/name":"${caller}"`)),
      };
    });
  };

  interface Deployment {
    spec: {
      template: {
        spec: {
          containers: { env: { name: string; value?: string }[]; ports?: { containerPort: number }[] }[];
        };
      };
    };
  }

  it("means the same on both platforms: variables, ports, and who reaches whom", () => {
    const port = (value: string) => ({ name: "PORT", value });
    const expected = [
      { name: "mail", environment: [], secrets: [], ports: [], isPublic: false, callers: [] },
      {
        name: "orders",
        environment: [{ name: "PAYMENTS_URL", value: "http://payments" }, port("9000")],
        secrets: ["API_KEY", "DB_PASSWORD"],
        ports: [9000],
        isPublic: false,
        callers: ["web"],
      },
      {
        name: "payments",
        environment: [port("8080")],
        secrets: [],
        ports: [8080],
        isPublic: false,
        callers: ["orders"],
      },
      {
        name: "web",
        environment: [{ name: "ORDERS_URL", value: "http://orders" }, port("8080")],
        secrets: [],
        ports: [8080],
        isPublic: true,
        callers: [],
      },
    ];
    assert.deepEqual(onEcs(), expected);
    assert.deepEqual(onEks(), expected);
  });

  it("has the address of the public service alone", () => {
    const { ecsUrls, eksUrls } = plan.outputs as { ecsUrls: object; eksUrls: object };
    assert.deepEqual([Object.keys(ecsUrls), Object.keys(eksUrls)], [["web"], ["web"]]);
  });
});

describe("the example of what a container gets", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("containers");
  });

  const inputs = (type: string, name: string) =>
    plan.steps.find(({ urn }) => urn.endsWith(`${type}::${name}`))?.newState.inputs ?? {};

  interface Container {
    env: { name: string; value: string }[];
    volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
  }

  interface Pod {
    containers: Container[];
    volumes: { name: string; configMap?: { items: { key: string; path: string }[] } }[];
  }

  const onEcs = () => {
    const { containerDefinitions } = inputs("TaskDefinition", "web-task");
    const [service, writer] = JSON.parse(String(containerDefinitions)) as {
      environment: Container["env"];
      command: string[];
      mountPoints: { containerPath: string; readOnly: boolean }[];
    }[];
    const written = writer?.command ?? [];
    return {
      variables: service?.environment.filter(({ name }) => name !== "PLATFORM"),
      files: Object.fromEntries(
        written.flatMap((path, index) => (index % 2 === 0 ? [[path, written[index + 1]]] : [])),
      ),
      readOnly: service?.mountPoints.flatMap(({ containerPath, readOnly }) =>
        readOnly ? [containerPath] : [],
      ),
    };
  };

  const onEks = () => {
    const { spec } = inputs("Deployment", "web-deployment") as { spec: { template: { spec: Pod } } };
    const { data } = inputs("ConfigMap", "web-files") as { data: Record<string, string> };
    const { containers, volumes } = spec.template.spec;
    const mounts = containers[0]?.volumeMounts ?? [];
    return {
      variables: containers[0]?.env.filter(({ name }) => name !== "PLATFORM"),
      files: Object.fromEntries(
        mounts.flatMap(({ name, mountPath }) =>
          (volumes.find((volume) => volume.name === name)?.configMap?.items ?? []).map(({ key, path }) => [
            `${mountPath}/${path}`,
            data[key],
          ]),
        ),
      ),
      readOnly: mounts.flatMap(({ mountPath, readOnly }) => (readOnly ? [mountPath] : [])),
    };
  };

  interface Sidecar {
    name: string;
    image: string;
    essential: boolean;
    command?: string[];
    environment: Container["env"];
    cpu: number;
    memory: number;
    user: string;
    mountPoints: { sourceVolume: string; containerPath: string }[];
    healthCheck?: { command: string[]; interval: number; timeout: number; retries: number };
    dependsOn: { containerName: string; condition: string }[];
  }

  const ofEcs = () => {
    const [service, ...others] = JSON.parse(
      String(inputs("TaskDefinition", "web-task").containerDefinitions),
    ) as Sidecar[];
    const waitsFor = (name: string) =>
      service?.dependsOn.find(({ containerName }) => containerName === name)?.condition;
    return others
      .filter(({ name }) => name !== "web-files")
      .map((sidecar) => ({
        name: sidecar.name,
        image: sidecar.image,
        command: sidecar.command,
        variables: sidecar.environment.filter(({ name }) => name !== "PLATFORM"),
        milliCpus: Math.round((sidecar.cpu * 1000) / 1024),
        memory: sidecar.memory,
        user: sidecar.user,
        writable: sidecar.mountPoints.map(({ sourceVolume, containerPath }) => [sourceVolume, containerPath]),
        health: sidecar.healthCheck && {
          command: sidecar.healthCheck.command.slice(1),
          interval: sidecar.healthCheck.interval,
          timeout: sidecar.healthCheck.timeout,
          failures: sidecar.healthCheck.retries,
        },
        isAwaited: waitsFor(sidecar.name) === "HEALTHY",
      }));
  };

  interface InitContainer {
    name: string;
    image: string;
    args?: string[];
    env: Container["env"];
    resources: { requests: { cpu: string }; limits: { memory: string } };
    securityContext: { runAsUser: number; runAsGroup: number };
    volumeMounts: Container["volumeMounts"];
    readinessProbe?: {
      exec: { command: string[] };
      periodSeconds: number;
      timeoutSeconds: number;
      failureThreshold: number;
    };
    startupProbe?: object;
  }

  const ofEks = () => {
    const { spec } = inputs("Deployment", "web-deployment") as {
      spec: { template: { spec: { initContainers: InitContainer[] } } };
    };
    return spec.template.spec.initContainers.map(
      ({ name, image, args, env, readinessProbe, ...sidecar }) => ({
        name,
        image,
        command: args,
        variables: env.filter(({ name }) => name !== "PLATFORM"),
        milliCpus: Number.parseInt(sidecar.resources.requests.cpu, 10),
        memory: Number.parseInt(sidecar.resources.limits.memory, 10),
        user: `${sidecar.securityContext.runAsUser}:${sidecar.securityContext.runAsGroup}`,
        writable: sidecar.volumeMounts.map(({ name, mountPath }) => [name, mountPath]),
        health: readinessProbe && {
          command: readinessProbe.exec.command,
          interval: readinessProbe.periodSeconds,
          timeout: readinessProbe.timeoutSeconds,
          failures: readinessProbe.failureThreshold,
        },
        isAwaited: sidecar.startupProbe !== undefined,
      }),
    );
  };

  it("means the same on both platforms: sidecars, their size, health and order", () => {
    const sidecars = ofEcs();
    assert.deepEqual(
      sidecars.map(({ name, isAwaited, variables }) => ({ name, isAwaited, variables })),
      [
        { name: "cache", isAwaited: true, variables: [{ name: "PORT", value: "6379" }] },
        { name: "metrics", isAwaited: false, variables: [{ name: "OTEL_LOG_LEVEL", value: "warn" }] },
      ],
    );
    assert.deepEqual(ofEks(), sidecars);
  });

  it("means the same on both platforms: variables, and files that can only be read", () => {
    const expected = {
      variables: [
        { name: "GREETING", value: "Hello" },
        { name: "LOG_LEVEL", value: "info" },
        { name: "PORT", value: "8080" },
      ],
      files: {
        "/etc/web/config.yaml": "greeting: hello\n",
        "/etc/web/rules/items.json": '{ "maximumItems": 20 }\n',
      },
      readOnly: ["/etc/web"],
    };
    assert.deepEqual(onEcs(), expected);
    assert.deepEqual(onEks(), expected);
  });
});

describe("the example of data", () => {
  it("gives each service what it uses and nothing else, the same on both platforms", async () => {
    const plan = await planOf("data");
    const inputs = (type: string, name: string) =>
      plan.steps
        .filter(({ urn }) => urn.endsWith(`${type}::${name}`))
        .map(({ newState }) => newState.inputs as Record<string, unknown>);
    const variables = (environment: { name: string; value: string }[] = []) =>
      environment
        .filter(({ name }) => !["AWS_REGION", "PLATFORM"].includes(name))
        .map(({ name, value }) => `${name}=${value}`);
    type Statement = { Action: string[] };
    const [driver] = inputs("RolePolicy", "eks-file-systems-permissions");
    const { Statement: ofDriver } = JSON.parse(String(driver?.policy)) as { Statement: Statement[] };
    const onBoth = (name: string) => {
      const [task] = inputs("TaskDefinition", `${name}-task`);
      const [deployment] = inputs("Deployment", `${name}-deployment`) as unknown as {
        spec: {
          template: {
            spec: {
              containers: {
                env: { name: string; value: string }[];
                volumeMounts: { name: string; mountPath: string }[];
              }[];
            };
          };
        };
      }[];
      const [ofTaskRole = [], ...ofPods] = inputs("RolePolicy", `${name}-permissions`).map(
        ({ policy }) => (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement,
      );
      const mounting = ofTaskRole.filter(({ Action }) => Action[0]?.startsWith("elasticfilesystem:"));
      const statements = ofTaskRole.filter((statement) => !mounting.includes(statement));
      assert.deepEqual(ofPods, [statements], "the task role and the pods' role may do the same");
      assert.deepEqual(ofDriver, mounting, "on EKS the driver mounts");
      const ofTask = variables(JSON.parse(String(task?.containerDefinitions))[0].environment);
      assert.deepEqual(variables(deployment?.spec.template.spec.containers[0]?.env), ofTask);
      const mounts = (
        JSON.parse(String(task?.containerDefinitions))[0].mountPoints as {
          sourceVolume: string;
          containerPath: string;
        }[]
      ).map(({ sourceVolume, containerPath }) => `${sourceVolume} at ${containerPath}`);
      const ofPod = deployment?.spec.template.spec.containers[0]?.volumeMounts ?? [];
      assert.deepEqual(
        ofPod.map(({ name, mountPath }) => `${name} at ${mountPath}`),
        mounts,
      );
      return {
        variables: ofTask.map((text) => text.replace(/=.*/, "")),
        services: statements.map(({ Action }) => Action[0]?.split(":")[0]),
        mounts,
      };
    };
    assert.deepEqual(onBoth("web"), {
      variables: ["ORDERS_TABLE", "PORT", "SESSIONS_HOST", "SESSIONS_PORT", "SESSIONS_URL", "UPLOADS_BUCKET"],
      services: ["s3", "s3", "dynamodb"],
      mounts: ["tmp at /tmp", "file-system-shared at /data"],
    });
    assert.deepEqual(onBoth("resize"), {
      variables: ["UPLOADS_BUCKET", "UPLOADS_EVENTS_QUEUE_URL"],
      services: ["s3", "s3", "sqs"],
      mounts: ["tmp at /tmp", "file-system-shared at /data"],
    });
  });

  it("runs a command before the deployment, once on each platform, with no violation of a policy", async () => {
    const plan = await planOf("data");
    const inputs = (type: string) =>
      plan.steps.filter(({ urn }) => urn.includes(`${type}::`)).map(({ newState }) => newState.inputs);
    const command = ["node", "src/migrate.js"];
    const [invocation, ...others] = inputs("lambda/invocation:Invocation");
    assert.deepEqual([JSON.parse(String(invocation?.input)).command, others], [command, []]);
    const jobs = inputs("batch/v1:Job") as {
      spec: { template: { spec: { containers: { args: string[] }[] } } };
    }[];
    assert.deepEqual(
      jobs.map(({ spec }) => spec.template.spec.containers.map(({ args }) => args)),
      [[command]],
    );
    assert.deepEqual(findingsIn(plan), []);
  });
});

describe("the example of connections", () => {
  it("publishes each service on its port, the same on both platforms", async () => {
    const plan = await planOf("tcp");
    const { ecsUrls, eksUrls, ...outputs } = plan.outputs as Record<string, Record<string, string>>;
    assert.deepEqual(ecsUrls, {
      metrics: "udp://metrics.shop.example.com:9125",
      mqtt: "tls://mqtt.shop.example.com:8883",
      relay: "tcp://relay.shop.example.com:2525",
      web: "https://shop.example.com/",
    });
    const below = Object.entries(ecsUrls ?? {}).map(([name, url]) => [
      name,
      url.replace("shop.example.com", "eks.shop.example.com"),
    ]);
    assert.deepEqual(eksUrls, Object.fromEntries(below));
    for (const platform of ["ecs", "eks"]) {
      const endpoints = outputs[`${platform}NetworkLoadBalancers`] ?? {};
      assert.deepEqual(Object.keys(endpoints).sort(), ["metrics", "mqtt", "relay"], platform);
    }
  });

  it("checks and drains each alike on both platforms, and encrypts what the load balancer encrypts", async () => {
    const plan = await planOf("tcp");
    const listeners = inputsOf(plan, "aws:lb/listener:Listener").filter(({ port }) => Number(port) > 443);
    const groups = plan.steps.filter(({ newState }) => newState.type === "aws:lb/targetGroup:TargetGroup");
    const onEcs = listeners
      .map(({ port, protocol, sslPolicy = "none" }) => `${port} ${protocol} ${sslPolicy}`)
      .sort();
    const services = plan.steps
      .filter(({ newState }) => newState.type === "kubernetes:core/v1:Service")
      .map(({ newState }) => newState.inputs as unknown as KubernetesService)
      .filter(({ spec }) => spec?.type === "LoadBalancer");
    const prefix = "service.beta.kubernetes.io/aws-load-balancer";
    const onEks = services
      .map(({ metadata: { annotations }, spec: { ports = [] } = {} }) => {
        const encrypted = annotations[`${prefix}-ssl-ports`] !== undefined;
        const policy = annotations[`${prefix}-ssl-negotiation-policy`] ?? "none";
        return `${ports[0]?.port} ${encrypted ? "TLS" : ports[0]?.protocol} ${policy}`;
      })
      .sort();
    assert.deepEqual(onEcs, [
      "2525 TCP none",
      "8883 TLS ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      "9125 UDP none",
    ]);
    assert.deepEqual(onEks, onEcs);
    const checksOnEks = services.map(({ metadata: { name, annotations } }) =>
      [name, ...["protocol", "port", "path"].map((key) => annotations[`${prefix}-healthcheck-${key}`])].join(
        " ",
      ),
    );
    const checksOnEcs = groups
      .filter(({ newState }) => newState.inputs.protocol !== "HTTP")
      .map(({ urn, newState }) => {
        const { protocol, port, path } = newState.inputs.healthCheck as Record<string, unknown>;
        return [urn.split("::").at(-1)?.replace("-target", ""), protocol, port, path].join(" ");
      });
    assert.deepEqual(checksOnEcs.sort(), checksOnEks.sort());
  });

  interface KubernetesService {
    metadata: { name: string; annotations: Record<string, string> };
    spec?: { type?: string; ports?: { port: number; protocol: string }[] };
  }
});

describe("the example of jobs", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("jobs");
  });

  it("has a schedule on each platform, and starts the others by hand", () => {
    assert.deepEqual(
      inputsOf(plan, "aws:scheduler/schedule:Schedule").map((schedule) => schedule.scheduleExpression),
      ["cron(0 2 * * ? *)"],
    );
    const cronJobs = inputsOf(plan, "kubernetes:batch/v1:CronJob").map(({ spec }) => spec as object);
    assert.deepEqual(
      cronJobs.map((spec) => "schedule" in spec && "suspend" in spec && [spec.schedule, spec.suspend]).sort(),
      [
        ["*/15 * * * *", false],
        ["0 0 1 1 *", true],
      ],
    );
    assert.equal(inputsOf(plan, "aws:sfn/stateMachine:StateMachine").length, 2);
  });

  it("builds one image for the service and its jobs, and lets it expire after all of them", () => {
    assert.equal(inputsOf(plan, "docker:index/image:Image").length, 1);
    const [service, report] = images(plan).filter((image) => image.includes("registry-web"));
    assert.equal(service, report);
    const retention = plan.steps.find(({ urn }) => urn.endsWith("ImageRetention::web"));
    const needed = (retention?.newState.dependencies ?? []).map((urn) => urn.split("::").at(-1));
    for (const name of ["web-service", "report-schedule", "index-job", "render-job", "resize-service"]) {
      assert.ok(needed.includes(name), `${name} is not among ${needed.join(", ")}`);
    }
  });

  it("says what starts each by hand", () => {
    const { jobs, jobFailures } = plan.outputs as { jobs: Record<string, object>; jobFailures: string };
    assert.match(jobFailures, /^arn:aws:sns:us-east-1:000000000000:ecs-job-failures-[0-9a-f]{7}$/);
    assert.deepEqual(Object.keys(jobs).sort(), ["cleanup", "index", "render", "report"]);
    assert.deepEqual(jobs.render, {
      platform: "eks",
      namespace: "services",
      cronJob: "render",
      container: "job",
    });
  });
});

describe("the example of AWS Batch", () => {
  it("has a queue for each kind of compute and submits the array on schedule", async () => {
    const plan = await planOf("batch");
    const named = (type: string) =>
      plan.steps
        .filter(({ newState }) => newState.type === type)
        .map(({ urn }) => urn.split("::").at(-1))
        .sort();
    assert.deepEqual(named("aws:batch/jobQueue:JobQueue"), [
      "batch-fargate-on-demand",
      "batch-fargate-spot",
      "batch-gpu-spot",
    ]);
    assert.deepEqual(named("aws:batch/computeEnvironment:ComputeEnvironment"), [
      "batch-fargate-on-demand",
      "batch-fargate-spot",
      "batch-gpu-on-demand",
      "batch-gpu-spot",
    ]);
    const [schedule] = inputsOf(plan, "aws:scheduler/schedule:Schedule") as { target: { input: string } }[];
    const { ArrayProperties } = JSON.parse(schedule?.target.input ?? "{}") as { ArrayProperties?: object };
    assert.deepEqual(ArrayProperties, { Size: 50 });
    const { jobs } = plan.outputs as { jobs: Record<string, { platform: string }> };
    assert.deepEqual(
      Object.entries(jobs)
        .map(([name, { platform }]) => `${name} ${platform}`)
        .sort(),
      ["compact batch", "train batch", "transform batch"],
    );
  });
});

describe("the example of scaling", () => {
  it("moves the bounds of each service at its times, and leaves them to the schedules", async () => {
    const plan = await planOf("scaling");
    assert.deepEqual(
      inputsOf(plan, "aws:appautoscaling/scheduledAction:ScheduledAction").map(
        ({ schedule, timezone, scalableTargetAction }) => [schedule, timezone, scalableTargetAction],
      ),
      [
        ["cron(0 20 ? * MON-FRI *)", "Europe/Berlin", { minCapacity: 2, maxCapacity: 6 }],
        ["cron(0 8 ? * MON-FRI *)", "Europe/Berlin", { minCapacity: 4, maxCapacity: 20 }],
        ["cron(0 19 ? * * *)", "Europe/Berlin", { minCapacity: 0, maxCapacity: 0 }],
        ["cron(0 7 ? * MON-FRI *)", "Europe/Berlin", { minCapacity: 1, maxCapacity: 2 }],
      ],
    );
    const targets = plan.steps.filter(({ newState }) => newState.type === "aws:appautoscaling/target:Target");
    assert.deepEqual(
      targets.map(({ newState }) => newState.ignoreChanges),
      [
        ["minCapacity", "maxCapacity"],
        ["minCapacity", "maxCapacity"],
      ],
    );
    assert.deepEqual(
      inputsOf(plan, "aws:appautoscaling/policy:Policy")
        .map(({ policyType }) => policyType)
        .sort(),
      [
        "PredictiveScaling",
        "StepScaling",
        "TargetTrackingScaling",
        "TargetTrackingScaling",
        "TargetTrackingScaling",
      ],
    );
  });
});

describe("the example of a database", () => {
  it("tells a service where each database is, and where its password is, the same on both platforms", async () => {
    const plan = await planOf("database");
    const named = (type: string, name: string) =>
      plan.steps.find(({ urn }) => urn.endsWith(`${type}::${name}`))?.newState.inputs as Record<
        string,
        unknown
      >;
    const [container] = JSON.parse(String(named("TaskDefinition", "web-task").containerDefinitions)) as {
      environment: { name: string; value: string }[];
      secrets: { name: string; valueFrom: string }[];
    }[];
    const { spec } = named("Deployment", "web-deployment") as unknown as {
      spec: {
        template: {
          spec: { containers: { env: { name: string; value?: string; valueFrom?: object }[] }[] };
        };
      };
    };
    const env = spec.template.spec.containers[0]?.env ?? [];
    const ofData = ({ name }: { name: string }) => /^(DB|REPORTS)_/.test(name);
    const plain = env.filter(({ valueFrom }) => valueFrom === undefined).filter(ofData);
    assert.deepEqual(plain, container?.environment.filter(ofData));
    assert.deepEqual(
      plain.map(({ name }) => name),
      ["DB", "REPORTS"].flatMap((data) =>
        ["HOST", "NAME", "PORT", "READER_HOST"].map((each) => `${data}_${each}`),
      ),
    );
    assert.deepEqual(
      env
        .flatMap(({ name, valueFrom }) => (valueFrom === undefined ? [] : [name]))
        .filter((name) => ofData({ name })),
      container?.secrets.map(({ name }) => name),
    );
    for (const { name, valueFrom } of container?.secrets ?? []) {
      const key = name.endsWith("_USER") ? "username" : "password";
      assert.match(valueFrom, new RegExp(`^arn:aws:secretsmanager:.*:secret:rds!cluster-.*:${key}::$`), name);
    }
  });
});

describe("the example of alarms", () => {
  it("reports everything to one encrypted topic, and has as many metrics as its page says", async () => {
    const plan = await planOf("alarms");
    const [topic, ...others] = inputsOf(plan, "aws:sns/topic:Topic");
    assert.deepEqual(others, []);
    assert.match(String(topic?.kmsMasterKeyId), /^arn:aws:kms:eu-central-1:000000000000:key\//);
    const notified = inputsOf(plan, "aws:cloudwatch/metricAlarm:MetricAlarm").map(
      ({ alarmActions }) => alarmActions,
    );
    const topics = notified.flat().filter((arn) => String(arn).startsWith("arn:aws:sns:"));
    // Six of the service, three of the worker, two of the queue, and that of the job's schedule.
    assert.deepEqual([topics.length, new Set(topics).size], [12, 1]);
    assert.deepEqual(
      inputsOf(plan, "aws:cloudwatch/eventTarget:EventTarget").map(({ arn }) => arn),
      [topics[0], topics[0], topics[0]],
    );
    const ofWeb = plan.steps.filter(({ urn }) => /Alarms\$aws:cloudwatch.*::web-/.test(urn));
    const metrics = ofWeb.map(({ newState: { inputs } }) => {
      const queries = (inputs?.metricQueries ?? []) as { metric?: object }[];
      return Math.max(1, queries.filter(({ metric }) => metric).length);
    });
    assert.equal(
      metrics.reduce((one, other) => one + other),
      8,
    );
  });
});
