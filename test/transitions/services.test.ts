import { connectionTransitions } from "./connections";
import { deploymentTransitions } from "./deployments";
import { describeTransitions, type Transition } from "./section";
import { type StackSettings, web, webWith } from "./stack";

const { source } = web;
const image =
  "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000";

const domain = { name: "shop.example.org", zoneId: "Z0123456789ABCDEFGHIJ" };

/** A public service web and an internal one, orders. */
const shop = (web: object, orders: object = {}): StackSettings => ({
  services: { web: { source, ...web }, orders: { image, exposure: "internal", ...orders } },
});

const issuer = "https://idp.example.org";

/** A service web with a domain whose one route has `auth`. */
const withAuth = (auth: object): StackSettings => ({
  domain,
  services: webWith({ routes: [{ path: "/*", auth }] }),
});

const login = {
  oidc: {
    issuer,
    authorizationEndpoint: `${issuer}/authorize`,
    tokenEndpoint: `${issuer}/token`,
    userInfoEndpoint: `${issuer}/userinfo`,
    clientId: "shop",
    clientSecret: { secure: "hunter2" },
  },
};

const token = { jwt: { issuer, jwksEndpoint: `${issuer}/keys` } };

const claim = { name: "scope", format: "space-separated-values", values: ["orders"] };

const transitions: Transition[] = [
  ...deploymentTransitions,
  {
    title: "a command",
    from: {},
    to: { services: webWith({ command: ["node", "server.js"] }) },
    there: { does: ["TaskDefinition new revision"] },
  },
  {
    title: "a command before the deployment on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: { platforms: ["ecs", "eks"], services: webWith({ before: { command: ["npm", "run", "migrate"] } }) },
    there: {
      does: ["Function create", "Invocation create", "Job create", "NetworkPolicy create"],
      not: ["Deployment update", "Service update", "TaskDefinition new revision"],
    },
    back: {
      does: ["Function delete", "Invocation delete", "Job delete", "NetworkPolicy delete"],
      costs: ["LogGroup: its logs"],
      not: ["Deployment update", "Service update", "TaskDefinition new revision"],
    },
  },
  {
    title: "another command before the deployment on both platforms",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ before: { command: ["npm", "run", "migrate"] } }),
    },
    to: { platforms: ["ecs", "eks"], services: webWith({ before: { command: ["npm", "run", "seed"] } }) },
    there: { does: ["Invocation replace", "Job replace"], not: ["Function replace", "Function update"] },
  },
  {
    title: "a longer command before the deployment on both platforms, which doesn't run again",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ before: { command: ["npm", "run", "migrate"] } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({ before: { command: ["npm", "run", "migrate"], timeoutMinutes: 14 } }),
    },
    there: { does: ["Function update", "Job update"], not: ["Invocation replace", "Job replace"] },
  },
  {
    title: "other variables of a service with a command before the deployment on both platforms",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ before: { command: ["npm", "run", "migrate"] } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        before: { command: ["npm", "run", "migrate"] },
        environment: { GREETING: "Hello" },
      }),
    },
    there: {
      does: ["Deployment update", "Invocation replace", "Job replace", "TaskDefinition new revision"],
      not: ["Function replace", "Function update"],
    },
  },
  {
    title: "other writable directories",
    from: {},
    to: {
      services: webWith({ writablePaths: ["/tmp", "/var/cache"] }),
    },
    there: { does: ["TaskDefinition new revision"] },
  },
  {
    title: "the first sidecar, on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        sidecars: {
          proxy: {
            image,
            command: ["--verbose"],
            port: 9000,
            cpu: 32,
            memory: 64,
            environment: { LEVEL: "info" },
            writablePaths: ["/tmp", "/cache"],
            user: 101,
            essential: true,
            health: { command: ["/healthy"], intervalSeconds: 10, graceSeconds: 20, unhealthyThreshold: 3 },
          },
        },
      }),
    },
    there: { does: ["Deployment update", "TaskDefinition new revision"], not: ["Service replace"] },
  },
  {
    title: "the first secrets and files of a sidecar, on both platforms",
    from: { platforms: ["ecs", "eks"], services: webWith({ sidecars: { proxy: { image } } }) },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        sidecars: {
          proxy: {
            image,
            secrets: { TOKEN: "/shop/token" },
            files: { "/etc/proxy/a": { from: "test/transitions/fixtures/app/index.html" } },
          },
        },
      }),
    },
    there: {
      does: [
        "ConfigMap create",
        "Deployment update",
        "SecretProviderClass create",
        "TaskDefinition new revision",
      ],
      not: ["Service replace"],
    },
    back: {
      does: [
        "ConfigMap delete",
        "Deployment update",
        "SecretProviderClass delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "a sidecar that a replica can do without",
    from: { services: webWith({ sidecars: { proxy: { image } } }) },
    to: { services: webWith({ sidecars: { proxy: { image, essential: false } } }) },
    there: { does: ["TaskDefinition new revision"] },
  },
  {
    title: "the first files, on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({ files: { "/etc/web/config.yaml": "greeting: hello" } }),
    },
    there: { does: ["ConfigMap create", "Deployment update", "TaskDefinition new revision"] },
    back: { does: ["ConfigMap delete", "Deployment update", "TaskDefinition new revision"] },
  },
  {
    title: "a file of the project instead of another text",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ files: { "/etc/web/config.yaml": "greeting: hello" } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        files: { "/etc/web/config.yaml": { from: "test/transitions/fixtures/app/index.html" } },
      }),
    },
    there: { does: ["ConfigMap replace", "Deployment update", "TaskDefinition new revision"] },
  },
  {
    title: "files with variables, on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({ environmentFiles: ["test/transitions/fixtures/web.env"] }),
    },
    there: { does: ["Deployment update", "TaskDefinition new revision"] },
  },
  {
    title: "the first secrets on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        secrets: { TOKEN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf" },
      }),
    },
    there: {
      does: [
        "Addon create",
        "ClusterRoleBinding create",
        "Deployment update",
        "PodIdentityAssociation create",
        "RolePolicy update",
        "SecretProviderClass create",
        "TaskDefinition new revision",
      ],
    },
    back: {
      does: [
        "Addon delete",
        "ClusterRoleBinding delete",
        "Deployment update",
        "PodIdentityAssociation delete",
        "RolePolicy update",
        "SecretProviderClass delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "secrets from elsewhere on both platforms",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ secrets: { TOKEN: "/one" } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({ secrets: { TOKEN: "/other" } }),
    },
    there: {
      does: [
        "Deployment update",
        "RolePolicy update",
        "SecretProviderClass replace",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "the first permissions on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        permissions: [
          "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
          {
            actions: ["dynamodb:GetItem"],
            resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/orders"],
            conditions: { StringEquals: { "dynamodb:LeadingKeys": "shop" } },
          },
        ],
      }),
    },
    there: {
      does: [
        "Deployment update",
        "PodIdentityAssociation create",
        "Role create",
        "RolePolicy create",
        "RolePolicyAttachment create",
      ],
    },
    back: {
      does: [
        "Deployment update",
        "PodIdentityAssociation delete",
        "Role delete",
        "RolePolicy delete",
        "RolePolicyAttachment delete",
      ],
    },
  },
  {
    title: "the first use of data on both platforms",
    from: { platforms: ["ecs", "eks"], data: { orders: { type: "table" } } },
    to: {
      platforms: ["ecs", "eks"],
      data: { orders: { type: "table" } },
      services: webWith({ uses: ["orders"] }),
    },
    there: {
      does: [
        "Deployment update",
        "PodIdentityAssociation create",
        "RolePolicy create",
        "TaskDefinition new revision",
      ],
      not: ["Table update"],
    },
    back: {
      does: [
        "Deployment update",
        "PodIdentityAssociation delete",
        "RolePolicy delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "the first volume on both platforms",
    from: { platforms: ["ecs", "eks"], data: { shared: { type: "filesystem" } } },
    to: {
      platforms: ["ecs", "eks"],
      data: { shared: { type: "filesystem" } },
      services: webWith({ volumes: { "/data": "shared" } }),
    },
    there: {
      does: [
        "Addon create",
        "Deployment update",
        "PersistentVolume create",
        "PersistentVolumeClaim create",
        "TaskDefinition new revision",
      ],
      not: ["FileSystem update", "AccessPoint update"],
    },
    back: {
      does: [
        "Addon delete",
        "Deployment update",
        "PersistentVolume delete",
        "PersistentVolumeClaim delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "another file system in the same directory",
    from: {
      platforms: ["ecs", "eks"],
      data: { shared: { type: "filesystem" }, shelf: { type: "filesystem" } },
      services: webWith({ volumes: { "/data": "shared" } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      data: { shared: { type: "filesystem" }, shelf: { type: "filesystem" } },
      services: webWith({ volumes: { "/data": "shelf" } }),
    },
    there: {
      does: ["Deployment update", "PersistentVolumeClaim create", "PersistentVolumeClaim delete"],
      not: ["FileSystem update", "Addon replace"],
    },
  },
  {
    title: "the use of data in prod",
    from: { tier: "prod", data: { uploads: { type: "bucket" } } },
    to: {
      tier: "prod",
      data: { uploads: { type: "bucket" } },
      services: webWith({ uses: ["uploads"] }),
    },
    there: { does: ["RolePolicy create", "TaskDefinition new revision"] },
    back: { does: ["RolePolicy delete", "TaskDefinition new revision"] },
  },
  {
    title: "another permission on both platforms",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({
        permissions: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::one/*"] }],
      }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        permissions: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::other/*"] }],
      }),
    },
    there: { does: ["RolePolicy update"] },
  },
  {
    title: "another port",
    from: {},
    to: {
      services: webWith({
        port: 9090,
      }),
    },
    there: {
      does: [
        "SecurityGroupEgressRule create",
        "SecurityGroupEgressRule delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "a size",
    from: {},
    to: {
      services: webWith({
        cpu: 512,
        memory: 2048,
      }),
    },
    there: {
      does: ["TaskDefinition new revision"],
    },
  },
  {
    title: "a size in prod",
    from: {
      tier: "prod",
    },
    to: {
      services: webWith({
        cpu: 512,
        memory: 2048,
      }),
      tier: "prod",
    },
    there: {
      does: ["TaskDefinition new revision"],
    },
  },
  {
    title: "an architecture",
    from: {},
    to: {
      services: webWith({
        architecture: "x86_64",
      }),
    },
    there: {
      does: ["LifecyclePolicy update", "TaskDefinition new revision"],
    },
  },
  {
    title: "a Dockerfile",
    from: {},
    to: {
      services: webWith({
        dockerfile: "other.Dockerfile",
      }),
    },
    there: {
      does: ["LifecyclePolicy update", "TaskDefinition new revision"],
    },
  },
  {
    title: "a stage",
    from: {},
    to: {
      services: webWith({
        target: "site",
      }),
    },
    there: {
      does: ["LifecyclePolicy update", "TaskDefinition new revision"],
    },
  },
  {
    title: "how replicas are replaced",
    from: {
      tier: "prod",
    },
    to: {
      services: webWith({
        drainSeconds: 60,
        stopSeconds: 60,
        minimumHealthyPercent: 50,
        maximumPercent: 150,
      }),
      tier: "prod",
    },
    there: {
      does: ["TargetGroup update", "TaskDefinition new revision"],
    },
  },
  {
    title: "another number of failed checks",
    from: {},
    to: {
      services: webWith({
        health: {
          graceSeconds: 120,
          unhealthyThreshold: 5,
        },
      }),
    },
    there: {
      does: ["TargetGroup update"],
    },
  },
  {
    title: "egress to anywhere",
    from: {},
    to: {
      services: webWith({
        egress: "any",
      }),
    },
    there: {
      does: ["SecurityGroupEgressRule create", "SecurityGroupEgressRule delete"],
    },
  },
  {
    title: "egress to a port",
    from: {},
    to: {
      services: webWith({
        egress: [
          {
            port: 5432,
            cidr: "10.9.0.0/16",
            protocol: "udp",
          },
        ],
      }),
    },
    there: {
      does: ["SecurityGroupEgressRule create"],
    },
    back: {
      does: ["SecurityGroupEgressRule delete"],
    },
  },
  {
    title: "a build argument",
    from: {},
    to: {
      services: webWith({
        buildArgs: {
          COLOUR: "red",
        },
      }),
    },
    there: {
      does: ["LifecyclePolicy update", "TaskDefinition new revision"],
    },
  },
  {
    title: "a larger source",
    from: {},
    to: {
      services: webWith({
        maxSourceMegabytes: 600,
      }),
    },
    there: {},
  },
  {
    title: "an existing image",
    from: {},
    to: {
      services: {
        web: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        },
      },
    },
    there: {
      does: ["LifecyclePolicy delete", "Repository delete", "TaskDefinition new revision"],
      costs: ["Repository: its images"],
    },
    back: {
      does: ["LifecyclePolicy create", "Repository create", "TaskDefinition new revision"],
    },
  },
  {
    title: "another stack's image",
    from: {},
    to: {
      services: {
        web: {
          imageFrom: {
            stack: "acme/shop/dev",
            service: "web",
          },
        },
      },
    },
    there: {
      does: ["LifecyclePolicy delete", "Repository delete", "TaskDefinition new revision"],
      costs: ["Repository: its images"],
    },
    back: {
      does: ["LifecyclePolicy create", "Repository create", "TaskDefinition new revision"],
    },
  },
  {
    title: "variables",
    from: {},
    to: {
      services: webWith({
        environment: {
          COLOUR: "red",
        },
      }),
    },
    there: {
      does: ["TaskDefinition new revision"],
    },
  },
  {
    title: "a health check",
    from: {},
    to: {
      services: webWith({
        health: {
          path: "/ready",
          intervalSeconds: 30,
        },
      }),
    },
    there: {
      does: ["TargetGroup update"],
    },
  },
  {
    title: "scaling",
    from: {},
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 6,
          cpuPercent: 50,
          memoryPercent: 70,
          requestsPerTask: 100,
        },
      }),
    },
    there: {
      does: ["Policy create", "Policy update", "Target update"],
    },
    back: {
      does: ["Policy delete", "Policy update", "Target update"],
    },
  },
  {
    title: "schedules of scaling, whose bounds the next update leaves alone",
    from: {},
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 6,
          schedules: [
            { at: "cron(0 20 ? * MON-FRI *)", min: 0, max: 0, timezone: "Europe/Berlin" },
            { at: "cron(0 7 ? * MON-FRI *)", min: 2, max: 6, timezone: "Europe/Berlin" },
          ],
        },
      }),
    },
    there: {
      does: ["ScheduledAction create"],
      not: ["Target update", "Service update"],
    },
    back: {
      does: ["ScheduledAction delete", "Target update"],
    },
  },
  {
    title: "other bounds beside schedules, which alone set them",
    from: {
      services: webWith({
        scaling: { min: 2, max: 6, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2, max: 6 }] },
      }),
    },
    to: {
      services: webWith({
        scaling: { min: 3, max: 9, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 3, max: 9 }] },
      }),
    },
    there: {
      does: ["ScheduledAction update"],
      not: ["Target update"],
    },
  },
  {
    title: "the maximum beside schedules of the minimum",
    from: {
      services: webWith({
        scaling: { min: 2, max: 6, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2 }] },
      }),
    },
    to: {
      services: webWith({
        scaling: { min: 2, max: 9, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2 }] },
      }),
    },
    there: {
      does: ["Target update"],
      not: ["ScheduledAction update"],
    },
  },
  {
    title: "the time zone of a schedule, which is another schedule then",
    from: {
      services: webWith({
        scaling: { min: 2, max: 6, schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2 }] },
      }),
    },
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 6,
          schedules: [{ at: "cron(0 7 ? * MON-FRI *)", min: 2, timezone: "Asia/Tokyo" }],
        },
      }),
    },
    there: {
      does: ["ScheduledAction create", "ScheduledAction delete"],
    },
  },
  {
    title: "steps, a forecast and cooldowns",
    from: {},
    to: {
      services: webWith({
        scaling: {
          steps: [
            { metric: "cpu", above: 80, add: 2 },
            { metric: "memory", below: 20, add: -1 },
          ],
          predictive: "forecast",
          scaleInCooldownSeconds: 600,
          scaleOutCooldownSeconds: 30,
        },
      }),
    },
    there: {
      does: ["MetricAlarm create", "Policy create", "Policy update"],
      not: ["Service update"],
    },
    back: {
      does: ["MetricAlarm delete", "Policy delete", "Policy update"],
    },
  },
  {
    title: "a fixed number of replicas",
    from: {},
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 2,
        },
      }),
    },
    there: {},
  },
  {
    title: "capacity",
    from: {},
    to: {
      services: webWith({
        capacity: "on-demand",
      }),
    },
    there: {
      does: ["Service update"],
    },
  },
  {
    title: "a mix of capacity",
    from: {},
    to: {
      services: webWith({
        capacity: {
          base: 1,
          onDemand: 1,
          spot: 1,
        },
      }),
    },
    there: {
      does: ["Service update"],
    },
  },
  {
    title: "logs for a month",
    from: {},
    to: {
      services: webWith({
        logs: {
          retentionDays: 30,
        },
      }),
    },
    there: {
      does: ["LogGroup update"],
    },
  },
  {
    title: "another path",
    from: {},
    to: {
      services: webWith({
        routes: [
          {
            path: "/shop/*",
          },
        ],
      }),
    },
    there: {
      does: ["ListenerRule create", "ListenerRule delete"],
    },
  },
  {
    title: "a host",
    from: {},
    to: {
      services: webWith({
        routes: [
          {
            path: "/*",
            host: "shop.example.org",
          },
        ],
      }),
    },
    there: {
      does: ["ListenerRule create", "ListenerRule delete"],
    },
  },
  {
    title: "a priority",
    from: {},
    to: {
      services: webWith({
        routes: [
          {
            path: "/*",
            priority: 10,
          },
        ],
      }),
    },
    there: {
      does: ["ListenerRule create", "ListenerRule delete"],
    },
  },
  {
    title: "a second route",
    from: {},
    to: {
      services: webWith({
        routes: [
          {
            path: "/*",
          },
          {
            path: "/shop/*",
          },
        ],
      }),
    },
    there: {
      does: ["ListenerRule create"],
    },
    back: {
      does: ["ListenerRule delete"],
    },
  },
  {
    title: "a second service",
    from: {
      services: webWith({
        routes: [
          {
            path: "/*",
          },
        ],
      }),
    },
    to: {
      services: {
        web: {
          source,
          routes: [
            {
              path: "/*",
            },
          ],
        },
        api: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/api/*",
            },
          ],
        },
      },
    },
    there: {
      does: ["ListenerRule create", "TaskDefinition create"],
    },
    back: {
      does: ["ListenerRule delete", "TaskDefinition delete"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "a second service in prod",
    from: {
      services: webWith({
        routes: [
          {
            path: "/*",
          },
        ],
      }),
      tier: "prod",
    },
    to: {
      tier: "prod",
      services: {
        web: {
          source,
          routes: [
            {
              path: "/*",
            },
          ],
        },
        api: {
          source,
          routes: [
            {
              path: "/api/*",
            },
          ],
        },
      },
    },
    there: {
      does: ["ListenerRule create", "Repository create", "TaskDefinition create"],
    },
    back: {
      does: ["ListenerRule delete", "Repository delete", "TaskDefinition delete"],
      costs: ["LogGroup: its logs", "Repository: its images"],
      refused: ["delete Repository: cannot be deleted because it is protected"],
      way: [
        {
          tier: "prod",
          services: {
            web: {
              source,
              routes: [
                {
                  path: "/*",
                },
              ],
            },
            api: {
              source,
              routes: [
                {
                  path: "/api/*",
                },
              ],
            },
          },
          protection: false,
        },
      ],
    },
  },
  {
    title: "another name",
    from: {},
    to: {
      services: {
        shop: {
          source,
        },
      },
    },
    there: {
      does: [
        "ListenerRule update",
        "Repository create",
        "Repository delete",
        "TaskDefinition create",
        "TaskDefinition delete",
      ],
      costs: ["LogGroup: its logs", "Repository: its images"],
    },
  },
  {
    title: "swapped routes",
    from: {
      services: {
        a: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/a",
            },
          ],
        },
        b: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/b",
            },
          ],
        },
      },
    },
    to: {
      services: {
        a: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/b",
            },
          ],
        },
        b: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/a",
            },
          ],
        },
      },
    },
    there: {
      does: ["ListenerRule update"],
    },
  },
  {
    title: "one platform of two",
    from: {
      platforms: ["ecs", "eks"],
      services: {
        a: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/a",
            },
          ],
        },
        b: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/b",
            },
          ],
        },
      },
    },
    to: {
      platforms: ["ecs", "eks"],
      services: {
        a: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/a",
            },
          ],
        },
        b: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/b",
            },
          ],
          platforms: ["ecs"],
        },
      },
    },
    there: {
      does: ["Deployment delete"],
    },
    back: {
      does: ["Deployment create"],
    },
  },
  {
    title: "an internal service",
    from: {},
    to: { services: webWith({ exposure: "internal" }) },
    there: {
      does: [
        "ListenerRule delete",
        "LoadBalancer delete",
        "Service update",
        "SecurityGroupIngressRule delete",
        "TargetGroup delete",
      ],
    },
    back: { does: ["LoadBalancer create", "Service update", "TargetGroup create"] },
  },
  {
    title: "an internal service in prod",
    from: { tier: "prod" },
    to: { tier: "prod", services: webWith({ exposure: "internal" }) },
    there: {
      does: ["Service update", "TargetGroup delete"],
      costs: ["Bucket: its objects", "LogGroup: its logs"],
      refused: [
        "delete Bucket: BucketNotEmpty",
        "delete LoadBalancer: cannot be deleted because it is protected",
      ],
      way: [{ tier: "prod", protection: false }],
    },
    back: { does: ["LoadBalancer create", "Service update", "TargetGroup create"] },
  },
  {
    title: "a worker",
    from: {},
    to: { services: webWith({ exposure: "none" }) },
    there: { does: ["TargetGroup delete", "TaskDefinition new revision"] },
    back: { does: ["TargetGroup create", "TaskDefinition new revision"] },
  },
  {
    title: "a worker of an internal service",
    from: shop({ calls: ["orders"] }),
    to: shop({}, { exposure: "none" }),
    there: {
      does: ["HttpNamespace delete", "SecurityGroupIngressRule delete", "TaskDefinition new revision"],
    },
    back: {
      does: ["HttpNamespace create", "SecurityGroupIngressRule create", "TaskDefinition new revision"],
    },
  },
  {
    title: "a call",
    from: shop({}),
    to: shop({ calls: ["orders"] }),
    there: {
      does: [
        "HttpNamespace create",
        "SecurityGroupEgressRule create",
        "SecurityGroupIngressRule create",
        "TaskDefinition new revision",
      ],
    },
    back: {
      does: [
        "HttpNamespace delete",
        "SecurityGroupEgressRule delete",
        "SecurityGroupIngressRule delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "a call in prod",
    from: { tier: "prod", ...shop({}) },
    to: { tier: "prod", ...shop({ calls: ["orders"] }) },
    there: { does: ["HttpNamespace create", "TaskDefinition new revision"] },
    back: { does: ["HttpNamespace delete", "TaskDefinition new revision"] },
  },
  {
    title: "a call back",
    from: shop({ calls: ["orders"] }),
    to: shop({ calls: ["orders"] }, { calls: ["web"] }),
    there: { does: ["SecurityGroupEgressRule create", "TaskDefinition new revision"] },
    back: { does: ["SecurityGroupEgressRule delete", "TaskDefinition new revision"] },
  },
  {
    title: "the direction of a call",
    from: shop({ calls: ["orders"] }),
    to: shop({}, { calls: ["web"] }),
    there: { does: ["SecurityGroupIngressRule create", "SecurityGroupIngressRule delete"] },
  },
  {
    title: "another port of a called service",
    from: shop({ calls: ["orders"] }),
    to: shop({ calls: ["orders"] }, { port: 9000 }),
    there: {
      does: [
        "SecurityGroupEgressRule create",
        "SecurityGroupEgressRule delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "another name of a called service",
    from: shop({ calls: ["orders"] }),
    to: { services: { web: { source, calls: ["sales"] }, sales: { image, exposure: "internal" } } },
    there: {
      does: ["TaskDefinition create", "TaskDefinition delete", "TaskDefinition new revision"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "a called service and its calls",
    from: { services: { web } },
    to: shop({ calls: ["orders"] }),
    there: { does: ["HttpNamespace create", "TaskDefinition create", "TaskDefinition new revision"] },
    back: {
      does: ["HttpNamespace delete", "TaskDefinition delete", "TaskDefinition new revision"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "calls on both platforms",
    from: { platforms: ["ecs", "eks"], ...shop({}) },
    to: { platforms: ["ecs", "eks"], ...shop({ calls: ["orders"] }) },
    there: { does: ["Deployment update", "NetworkPolicy update", "TaskDefinition new revision"] },
  },
  {
    title: "an internal service on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: { platforms: ["ecs", "eks"], services: webWith({ exposure: "internal" }) },
    there: { does: ["Ingress delete", "LoadBalancer delete", "NetworkPolicy update", "Service update"] },
    back: { does: ["Ingress create", "LoadBalancer create", "NetworkPolicy update", "Service update"] },
  },
  {
    title: "a worker on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: { platforms: ["ecs", "eks"], services: webWith({ exposure: "none" }) },
    there: { does: ["Deployment update", "Ingress delete", "Service delete"] },
    back: { does: ["Deployment update", "Ingress create", "Service create"] },
  },
  ...connectionTransitions,
  {
    title: "another protocol of an internal service",
    from: { platforms: ["ecs", "eks"], ...shop({}) },
    to: { platforms: ["ecs", "eks"], ...shop({}, { protocol: "grpc" }) },
    there: { does: ["Deployment update", "TaskDefinition new revision"] },
  },
  {
    title: "another protocol of a public service",
    from: { platforms: ["ecs", "eks"], domain },
    to: { platforms: ["ecs", "eks"], domain, services: webWith({ protocol: "http2" }) },
    there: {
      does: [
        "Deployment update",
        "ListenerRule update",
        "Service update",
        "TargetGroup replace",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "a login",
    from: { domain },
    to: withAuth(login),
    there: { does: ["ListenerRule update", "SecurityGroupEgressRule create"], not: ["ListenerRule replace"] },
    back: { does: ["ListenerRule update", "SecurityGroupEgressRule delete"], not: ["ListenerRule replace"] },
  },
  {
    title: "another client secret",
    from: withAuth(login),
    to: withAuth({ oidc: { ...login.oidc, clientSecret: { secure: "correct horse" } } }),
    there: {
      does: ["ListenerRule update"],
      not: ["ListenerRule replace", "SecurityGroupEgressRule replace"],
    },
  },
  {
    title: "other logins",
    from: withAuth(login),
    to: withAuth({
      oidc: {
        ...login.oidc,
        scope: "openid email",
        sessionTimeoutSeconds: 3600,
        onUnauthenticatedRequest: "deny",
      },
    }),
    there: { does: ["ListenerRule update"], not: ["ListenerRule replace"] },
  },
  {
    title: "tokens in place of a login",
    from: withAuth(login),
    to: withAuth(token),
    there: { does: ["ListenerRule update"], not: ["ListenerRule replace", "SecurityGroupEgressRule delete"] },
  },
  {
    title: "a claim that tokens must have",
    from: withAuth(token),
    to: withAuth({ jwt: { ...token.jwt, claims: [claim] } }),
    there: { does: ["ListenerRule update"], not: ["ListenerRule replace"] },
  },
  {
    title: "auth and HTTPS at once",
    from: {},
    to: withAuth(token),
    there: { does: ["Listener create", "ListenerRule replace", "SecurityGroupEgressRule create"] },
    back: { does: ["Listener delete", "ListenerRule replace", "SecurityGroupEgressRule delete"] },
  },
];

describeTransitions("services", transitions);
