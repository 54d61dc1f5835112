import assert from "node:assert/strict";
import { RecordedPlan } from "pulumi-offline-preview";
import { usage } from "../../commands/doctor/command-line";
import { needsOf } from "../../commands/doctor/planned-needs";
import { runDoctor } from "../../commands/doctor/run-doctor";
import { describeWithPrograms, Programs } from "./a-command";
import { type Answers, answering, type FakeServer, startServer } from "./fake-server";

type Resource = RecordedPlan["resources"][number];

function resource(type: string, name: string, inputs: Resource["inputs"], parent?: string): Resource {
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    name,
    parent,
    custom: true,
    remote: false,
    external: false,
    protect: false,
    retainOnDelete: false,
    inputs,
    outputs: inputs,
    dependencies: [],
    propertyDependencies: {},
    providers: {},
    replaceWith: [],
    ignoreChanges: [],
    replaceOnChanges: [],
    hideDiffs: [],
    additionalSecretOutputs: [],
    aliases: [],
  };
}

function service(name: string, cpu: string, most: number, provider: string): Resource[] {
  const parent = `urn:pulumi:dev::shop::FargateService::${name}`;
  return [
    resource("aws:ecs/taskDefinition:TaskDefinition", `${name}-task`, { cpu }, parent),
    resource(
      "aws:ecs/service:Service",
      `${name}-service`,
      { desiredCount: 1, capacityProviderStrategies: [{ capacityProvider: provider, weight: 1 }] },
      parent,
    ),
    resource("aws:appautoscaling/target:Target", `${name}-scaling`, {
      resourceId: `service/shop-1234567/${name}-service-0123abc`,
      maxCapacity: most,
    }),
  ];
}

const provider = resource("pulumi:providers:aws", "aws", { region: "eu-central-1" });
const vpc = resource("awsx:ec2:Vpc", "network", {
  numberOfAvailabilityZones: 2,
  natGateways: { strategy: "OnePerAz" },
});
const rule = (name: string) =>
  resource("aws:lb/listenerRule:ListenerRule", name, { listenerArn: "arn:listener" });
const path = (text: string, name: string) => ({ path: text, backend: { service: { name } } });
const resources: Resource[] = [
  provider,
  vpc,
  ...service("web", "512", 10, "FARGATE"),
  ...service("worker", "1024", 3, "FARGATE_SPOT"),
  resource("aws:lb/loadBalancer:LoadBalancer", "front", { loadBalancerType: "application" }),
  rule("a"),
  rule("b"),
  resource("docker:index/image:Image", "web", {}),
  resource("eks:index:Cluster", "eks", { endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] }),
];

const member = (tag: string, count: number, inner = "") =>
  `<${tag}>${`<item>${inner}</item>`.repeat(count)}</${tag}>`;
const ec2 = (action: string, inner: string) => `<${action}Response>${inner}</${action}Response>`;
const query = (action: string, inner: string) =>
  `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`;
const noRole = {
  status: 404,
  body: "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>no role</Message></Error></ErrorResponse>",
};

const usual: Answers = {
  GetCallerIdentity: query(
    "GetCallerIdentity",
    "<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/ann</Arn>",
  ),
  DescribeRegions: ec2(
    "DescribeRegions",
    member(
      "regionInfo",
      1,
      "<regionName>eu-central-1</regionName><optInStatus>opt-in-not-required</optInStatus>",
    ),
  ),
  DescribeAvailabilityZones: ec2("DescribeAvailabilityZones", member("availabilityZoneInfo", 3)),
  DescribeAddresses: ec2("DescribeAddresses", member("addressesSet", 1)),
  DescribeVpcs: ec2("DescribeVpcs", member("vpcSet", 2)),
  DescribeNatGateways: ec2(
    "DescribeNatGateways",
    member("natGatewaySet", 2, "<subnetId>subnet-1</subnetId>"),
  ),
  DescribeSubnets: ec2(
    "DescribeSubnets",
    member("subnetSet", 1, "<subnetId>subnet-1</subnetId><availabilityZone>eu-central-1a</availabilityZone>"),
  ),
  DescribeLoadBalancers: query(
    "DescribeLoadBalancers",
    "<LoadBalancers><member><Type>network</Type></member><member><Type>application</Type></member></LoadBalancers>",
  ),
  DescribeAccountLimits: query(
    "DescribeAccountLimits",
    "<Limits><member><Name>rules-per-application-load-balancer</Name><Max>100</Max></member></Limits>",
  ),
  "GET /clusters": { clusters: ["one"] },
  GetServiceQuota: { Quota: { Value: 5 } },
  GetRole: query("GetRole", "<Role><RoleName>r</RoleName></Role>"),
  "GET /address": "203.0.113.7\n",
};

describeWithPrograms("npm run doctor", () => {
  let server: FakeServer;
  let programs: Programs;

  async function look(
    answers: Answers = {},
    { args = [] as string[], plan = resources, tools = {} as Record<string, string[]> } = {},
  ): Promise<{ status: number; lines: string[]; notes: string[] }> {
    server = await startServer(answering({ ...usual, ...answers }));
    programs = new Programs(server.url);
    const installed = {
      pulumi: ['[ "$1" = version ] && echo v3.265.0 || echo ann'],
      docker: ["echo 28.3.1"],
      aws: ["echo aws-cli/2.30.1 Python/3.13"],
    };
    for (const [name, lines] of Object.entries({ ...installed, ...tools })) programs.write(name, lines);
    const lines: string[] = [];
    const notes: string[] = [];
    const status = await programs.using(() =>
      runDoctor(args, {
        print: (line) => lines.push(line),
        note: (text) => notes.push(text),
        plan: async () => new RecordedPlan(plan, {}, []),
        addressService: `${server.url}/address`,
      }),
    );
    return { status, lines, notes };
  }

  afterEach(() => {
    server?.close();
    programs?.remove();
  });

  const notOk = (lines: readonly string[]) => lines.filter((line) => !line.startsWith("ok"));

  it("says what it has found in order, of tools, account, region, quotas and roles", async () => {
    assert.deepEqual(await look(), {
      status: 0,
      lines: [
        "ok       credentials: arn:aws:iam::111122223333:user/ann",
        "ok       Pulumi CLI: v3.265.0",
        "ok       Pulumi's backend: ann",
        "ok       Docker with BuildKit: 28.3.1",
        "ok       aws CLI: aws-cli/2.30.1 Python/3.13",
        "ok       the way to the API of the EKS cluster: 203.0.113.7 is in eks.endpointCidrs",
        "ok       region eu-central-1: enabled, with 3 zones",
        "ok       quota of Elastic IP addresses: 5; 1 in use, the plan needs 2",
        "ok       quota of VPCs: 5; 2 in use, the plan needs 1",
        "ok       quota of NAT gateways in a zone: 5; 2 in use, the plan needs 1",
        "ok       quota of Fargate On-Demand vCPU: 5; the plan needs 5",
        "ok       quota of Fargate Spot vCPU: 5; the plan needs 3",
        "ok       quota of EKS clusters: 5; 1 in use, the plan needs 1",
        "ok       quota of Application Load Balancers: 5; 1 in use, the plan needs 1",
        "ok       quota of Rules per Application Load Balancer: 100; the plan needs 2",
        "ok       service-linked role AWSServiceRoleForECS: is there",
        "ok       service-linked role AWSServiceRoleForElasticLoadBalancing: is there",
        "ok       service-linked role AWSServiceRoleForApplicationAutoScaling_ECSService: is there",
        "ok       service-linked role AWSServiceRoleForAmazonEKS: is there",
        "Nothing stands in the way of the first `up` of dev: 19 ok",
      ],
      notes: [],
    });
    const signed = server.requests.flatMap(({ headers }) => headers.authorization ?? []);
    assert.ok(signed.length > 10);
    for (const each of signed) assert.match(each, /\/(eu-central-1|us-east-1)\/[a-z0-9-]+\/aws4_request/);
  });

  it("counts tasks, gateways and rules of a plan", () => {
    const { quotas, linkedServices, ofLoadBalancer, zones } = needsOf(
      new RecordedPlan(
        [
          provider,
          resource("awsx:ec2:Vpc", "network", {
            availabilityZoneNames: ["a", "b", "c"],
            natGateways: { strategy: "Single" },
          }),
          resource("aws:lb/loadBalancer:LoadBalancer", "tcp", { loadBalancerType: "network" }),
          resource("kubernetes:core/v1:Service", "udp", { spec: { type: "LoadBalancer" } }),
          resource("kubernetes:networking.k8s.io/v1:Ingress", "services", {
            spec: {
              rules: [
                { http: { paths: [path("/a", "web"), path("/b", "shop")] } },
                { http: { paths: [path("/", "web")] } },
              ],
            },
          }),
          // Of the same class and load balancer, with a target group of its own.
          resource("kubernetes:networking.k8s.io/v1:Ingress", "services.00010.0a1b2c3d", {
            spec: { rules: [{ http: { paths: [path("/api", "shop")] } }] },
          }),
          ...["web", "shop", "worker"].map((name, index) =>
            resource("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", name, {
              metadata: { name },
              spec: { maxReplicas: 10 ** index },
            }),
          ),
          resource("kubernetes:networking.k8s.io/v1:Ingress", "without paths", {
            spec: { rules: [{ host: "hello.invalid" }] },
          }),
          resource("kubernetes:karpenter.sh/v1:NodePool", "nodes", {
            spec: {
              template: { spec: { requirements: [{ key: "karpenter.sh/capacity-type", values: ["spot"] }] } },
            },
          }),
        ],
        {},
        [],
      ),
    );
    assert.deepEqual(Object.fromEntries(quotas), {
      elasticIps: 1,
      vpcs: 1,
      natGateways: 1,
      applicationLoadBalancers: 1,
      networkLoadBalancers: 2,
    });
    assert.deepEqual(
      [Object.fromEntries(ofLoadBalancer), zones],
      [{ rules: 4, targetGroups: 3, targets: 21 }, 3],
    );
    assert.deepEqual(linkedServices, ["elasticloadbalancing.amazonaws.com", "spot.amazonaws.com"]);
  });

  it("counts what is of one load balancer or one security group, and says what AWS raises", async () => {
    const many = (count: number, type: string, inputs: Resource["inputs"], parent?: string) =>
      Array.from({ length: count }, (_, index) =>
        resource(type, `${type} ${index} of ${parent}`, inputs, parent),
      );
    const web = service("web", "256", 600, "FARGATE");
    const toService = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    const fromClients = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const plan = [
      provider,
      ...web,
      ...many(2, "aws:lb/targetGroup:TargetGroup", { protocol: "HTTP" }, web[0]?.parent),
      ...many(100, "aws:lb/targetGroup:TargetGroup", { protocol: "HTTP" }, "others"),
      ...many(3, "aws:lb/targetGroup:TargetGroup", { protocol: "TCP" }),
      ...many(51, "aws:lb/listener:Listener", { loadBalancerArn: "arn:network", protocol: "TCP" }),
      ...many(1, "aws:lb/listener:Listener", { loadBalancerArn: "arn:network" }),
      ...many(61, toService, { securityGroupId: "sg-1" }),
      ...many(61, toService, { securityGroupId: "sg-2", cidrIpv6: "::/0" }),
      ...many(6, fromClients, { securityGroupId: "sg-3" }),
      ...many(1, fromClients, { securityGroupId: "sg-3", prefixListId: "pl-1" }),
    ];
    const { status, lines } = await look({ GetServiceQuota: { Quota: { Value: 60 } } }, { plan });
    assert.equal(status, 1);
    assert.deepEqual(
      notOk(lines).filter((line) => !line.includes("vCPU") && !line.includes("L-3032A538")),
      [
        "FAILED   quota of Inbound or outbound rules per security group: 60; the plan needs 61",
        "         next: aws service-quotas request-service-quota-increase --region eu-central-1 --service-code vpc --quota-code L-0EA8095F --desired-value 61",
        "FAILED   quota of Target Groups per Application Load Balancer: 100; the plan needs 102",
        "         next: AWS doesn't raise it: public services in several stacks",
        "FAILED   quota of Targets per Application Load Balancer: 1000; the plan needs 1200",
        "         next: an increase of the quota in the Service Quotas console, or smaller scaling.max, or public services in several stacks",
        "FAILED   quota of Listeners per Network Load Balancer: 50; the plan needs 51",
        "         next: an increase of the quota in the Service Quotas console, or services with connections in several stacks",
        lines.at(-1),
      ],
    );
  });

  it("reports everything that stands in the way at once, each with the next step", async () => {
    const { status, lines } = await look(
      {
        DescribeVpcs: ec2("DescribeVpcs", member("vpcSet", 5)),
        DescribeAvailabilityZones: ec2("DescribeAvailabilityZones", member("availabilityZoneInfo", 1)),
        GetRole: noRole,
        "GET /address": "198.51.100.7",
      },
      {
        tools: {
          docker: ["echo 'Cannot connect to the Docker daemon' >&2", "exit 1"],
          aws: ["echo broken"],
        },
      },
    );
    assert.equal(status, 1);
    const role = (name: string, service: string) => [
      `warning  service-linked role ${name}: isn't there yet: AWS creates it at first use, and a first \`up\` can fail until it is`,
      `         next: aws iam create-service-linked-role --aws-service-name ${service}`,
    ];
    assert.deepEqual(notOk(lines), [
      ...role("AWSServiceRoleForECS", "ecs.amazonaws.com"),
      ...role("AWSServiceRoleForElasticLoadBalancing", "elasticloadbalancing.amazonaws.com"),
      ...role(
        "AWSServiceRoleForApplicationAutoScaling_ECSService",
        "ecs.application-autoscaling.amazonaws.com",
      ),
      ...role("AWSServiceRoleForAmazonEKS", "eks.amazonaws.com"),
      "FAILED   Docker with BuildKit: Cannot connect to the Docker daemon",
      "         next: start Docker 23 or newer, whose builder is BuildKit: the stack builds images",
      "FAILED   aws CLI: broken",
      "         next: install it: it gives the token for the cluster: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
      "FAILED   the way to the API of the EKS cluster: your address 198.51.100.7 is in none of 203.0.113.0/24",
      "         next: add its range to eks.endpointCidrs, or run `up` from an address inside",
      "FAILED   region eu-central-1: has 1 zones for this account: the network needs 2",
      "         next: network.availabilityZones: 1, or another region",
      "FAILED   quota of VPCs: 5; 5 in use, the plan needs 1",
      "         next: aws service-quotas request-service-quota-increase --region eu-central-1 --service-code vpc --quota-code L-F678F1CE --desired-value 6",
      "The first `up` of dev would fail: 10 ok, 4 warnings, 5 failed",
    ]);
  });

  it("asks nothing of AWS without credentials, but looks at the rest", async () => {
    const { status, lines } = await look({
      GetCallerIdentity: {
        status: 403,
        body: "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>expired</Message></Error></ErrorResponse>",
      },
    });
    assert.equal(status, 1);
    assert.deepEqual(notOk(lines), [
      "warning  region, quotas, service-linked roles: not asked without credentials",
      "FAILED   credentials: ExpiredToken: expired",
      "         next: aws sso login, or AWS_PROFILE, or the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
      "The first `up` of dev would fail: 5 ok, 1 warning, 1 failed",
    ]);
    assert.ok(!server.requests.some(({ action }) => action === "DescribeRegions"));
  });

  it("refuses the credentials of another account than the provider's", async () => {
    const limited = resource("pulumi:providers:aws", "aws", {
      region: "eu-central-1",
      allowedAccountIds: '["444455556666"]',
    });
    const { status, lines } = await look({}, { plan: [limited] });
    assert.equal(status, 1);
    assert.ok(
      lines.includes(
        "FAILED   credentials: of account 111122223333: the stack is for 444455556666 (aws:allowedAccountIds)",
      ),
    );
  });

  it("says that the region isn't enabled, and takes AWS's default where the account has no quota of its own", async () => {
    const { lines } = await look(
      {
        DescribeRegions: ec2(
          "DescribeRegions",
          member("regionInfo", 1, "<optInStatus>not-opted-in</optInStatus>"),
        ),
        GetServiceQuota: { status: 400, body: { __type: "NoSuchResourceException", message: "no" } },
        GetAWSDefaultServiceQuota: { Quota: { Value: 2 } },
      },
      { plan: [provider, vpc] },
    );
    assert.deepEqual(notOk(lines), [
      "FAILED   region eu-central-1: isn't enabled in this account",
      "         next: aws account enable-region --region-name eu-central-1, which takes minutes",
      "FAILED   quota of Elastic IP addresses: 2; 1 in use, the plan needs 2",
      "         next: aws service-quotas request-service-quota-increase --region eu-central-1 --service-code ec2 --quota-code L-0263D0A3 --desired-value 3",
      "FAILED   quota of VPCs: 2; 2 in use, the plan needs 1",
      "         next: aws service-quotas request-service-quota-increase --region eu-central-1 --service-code vpc --quota-code L-F678F1CE --desired-value 3",
      "FAILED   quota of NAT gateways in a zone: 2; 2 in use, the plan needs 1",
      "         next: aws service-quotas request-service-quota-increase --region eu-central-1 --service-code vpc --quota-code L-FE5A380F --desired-value 3",
      "The first `up` of dev would fail: 3 ok, 4 failed",
    ]);
  });

  it("warns of quotas that it may not read, and of a private endpoint", async () => {
    const cluster = resource("eks:index:Cluster", "eks", { endpointPublicAccess: false });
    const { status, lines } = await look(
      { GetServiceQuota: { status: 400, body: { __type: "AccessDeniedException", message: "no" } } },
      { plan: [provider, cluster] },
    );
    assert.equal(status, 0);
    assert.deepEqual(notOk(lines).slice(0, 4), [
      "warning  the way to the API of the EKS cluster: its endpoint is private",
      "         next: run `up` where the VPC is reached: a runner in it, VPN or peering (docs/eks.md)",
      "warning  quota of EKS clusters: couldn't be read: AccessDeniedException: no",
      "         next: look in the Service Quotas console, or with credentials that may",
    ]);
  });

  it("ends with 2 for wrong usage", async () => {
    const { status, notes } = await look({}, { args: ["--unknown"] });
    assert.equal(status, 2);
    assert.match(notes[0] ?? "", /^Unknown option '--unknown'/);
  });

  it("shows how it is called", async () => {
    assert.deepEqual(await look({}, { args: ["--help"] }), { status: 0, lines: [], notes: [usage] });
  });
});
