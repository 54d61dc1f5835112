import assert from "node:assert/strict";
import { modeConflicts, type ServiceInMode } from "../../../components/ecs/network-mode";
import { targetGroupNames } from "../../../components/ecs/target-group-names";
import type { ServiceDescription } from "../../../components/service";
import type { RecordedPlan } from "../../support/plan";
import { planOn } from "./on-instances";

const onEc2 = { compute: "ec2", instances: { max: 6 } } as const;
/** No routes, as a service has that nobody reaches. */
const worker: Partial<ServiceDescription> = { exposure: "none", routes: [] };

const container = (plan: RecordedPlan, name: string) =>
  JSON.parse(
    String(plan.resource("ecs/taskDefinition:TaskDefinition", `${name}-task`).inputs.containerDefinitions),
  )[0];

const rule = (plan: RecordedPlan, name: string) => {
  const { ipProtocol: _, ...inputs } = plan.resource(name).inputs;
  return inputs;
};

describe("network modes on instances of ECS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOn(onEc2, {
      web: { networkMode: "bridge" },
      api: { networkMode: "bridge" },
      edge: { networkMode: "host", port: 9000 },
      worker: { ...worker, networkMode: "none", before: { command: ["migrate"] } },
      own: {},
      // Nobody reaches it, but the port of its sidecar is the instance's.
      agent: { ...worker, networkMode: "host", sidecars: { cache: { image: "cache", port: 6379 } } },
    });
  });

  it("reserves the ports of sidecars in mode host, so that ECS places no other task with one of them beside it", () => {
    const containers = JSON.parse(
      String(plan.resource("ecs/taskDefinition:TaskDefinition", "agent-task").inputs.containerDefinitions),
    ) as {
      name: string;
      portMappings?: object[];
    }[];
    assert.deepEqual(containers.find(({ name }) => name === "cache")?.portMappings, [
      { containerPort: 6379, hostPort: 6379, protocol: "tcp" },
    ]);
  });

  it("says the mode in the task definition, and the ports of the instance", () => {
    const modes = plan
      .ofType("ecs/taskDefinition:TaskDefinition")
      .map(({ name, inputs }) => [name, inputs.networkMode]);
    assert.deepEqual(Object.fromEntries(modes), {
      "web-task": "bridge",
      "api-task": "bridge",
      "edge-task": "host",
      "worker-task": "none",
      "agent-task": "host",
      "own-task": "awsvpc",
    });
    const ports = { name: "http", protocol: "tcp", appProtocol: "http" };
    assert.deepEqual(container(plan, "web").portMappings, [{ ...ports, containerPort: 8080, hostPort: 0 }]);
    assert.deepEqual(container(plan, "edge").portMappings, [
      { ...ports, containerPort: 9000, hostPort: 9000 },
    ]);
    assert.deepEqual(container(plan, "agent").portMappings, undefined);
    assert.deepEqual(container(plan, "own").portMappings, [{ ...ports, containerPort: 8080 }]);
    assert.equal(container(plan, "worker").portMappings, undefined);
  });

  it("has services of other names without a network configuration, whose targets are instances", () => {
    const services = plan
      .ofType("ecs/service:Service")
      .map(({ name, inputs }) => [name, inputs.networkConfiguration !== undefined]);
    assert.deepEqual(Object.fromEntries(services), {
      "web-service-bridge": false,
      "api-service-bridge": false,
      "edge-service-host": false,
      "worker-service-none": false,
      "agent-service-host": false,
      "own-service": true,
    });
    const types = plan
      .ofType("lb/targetGroup:TargetGroup")
      .map(({ name, inputs }) => [name, inputs.targetType]);
    assert.deepEqual(Object.fromEntries(types), {
      "web-bridge": "instance",
      "api-bridge": "instance",
      "edge-host": "instance",
      "own-target": "ip",
    });
  });

  it("lets the load balancer in to the instances, once for all services in a mode, and nobody else", () => {
    const loadBalancer = plan.resource("ec2/securityGroup:SecurityGroup", "ecs-load-balancer").id;
    const instances = plan.resource("ec2/securityGroup:SecurityGroup", "ecs-instances").id;
    const ports = [
      [32_768, 65_535],
      [9000, 9000],
    ] as const;
    for (const [fromPort, toPort] of ports) {
      assert.deepEqual(rule(plan, `ecs-from-load-balancer-to-ecs-instances-${fromPort}`), {
        securityGroupId: instances,
        referencedSecurityGroupId: loadBalancer,
        description: "Requests from the load balancer",
        fromPort,
        toPort,
      });
      assert.deepEqual(rule(plan, `ecs-to-ecs-instances-${fromPort}`), {
        securityGroupId: loadBalancer,
        referencedSecurityGroupId: instances,
        description: "Requests to tasks in the network of instances",
        fromPort,
        toPort,
      });
    }
    const ofInstances = plan
      .ofType("SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.securityGroupId === instances);
    assert.equal(ofInstances.length, ports.length);
    const own = plan.ofType("ec2/securityGroup:SecurityGroup").map(({ name }) => name);
    assert.deepEqual(own.sort(), ["ecs-instances", "ecs-load-balancer", "own-service"]);
  });

  it("keeps tasks in the network of an instance from its credentials", () => {
    const userData = (of: RecordedPlan) =>
      Buffer.from(String(of.resource("LaunchTemplate", "ecs-arm64").inputs.userData), "base64").toString();
    assert.match(
      userData(plan),
      /\nEND\niptables -I OUTPUT -d 169\.254\.169\.254 -m owner ! --uid-owner root -j REJECT\n$/,
    );
  });

  it("runs a command without a network interface where the service has none", () => {
    const { environment } = plan.resource("lambda/function:Function", "worker-before").inputs;
    const { variables } = environment as { variables: Record<string, string> };
    assert.deepEqual([variables.SUBNETS, variables.SECURITY_GROUPS], [undefined, undefined]);
  });

  it("has names of target groups of its own behind CloudFront and where requests shift", () => {
    const names = (["awsvpc", "bridge", "host"] as const).flatMap((mode) =>
      [false, true].flatMap((isOrigin) => Object.values(targetGroupNames(mode, isOrigin))),
    );
    assert.equal(new Set(names).size, 12);
    assert.deepEqual(
      names.filter((name) => name.length > "target".length),
      [],
    );
  });
});

describe("services that a network mode refuses", () => {
  const nothing: ServiceInMode = {
    exposure: "none",
    protocol: "http",
    port: 8080,
    calls: [],
    egress: [],
    permissions: [],
    sidecars: [],
    sysctls: [],
    uses: [],
    endpoints: [],
    fileSystems: [],
    logs: {},
  };
  const keys = (...args: Parameters<typeof modeConflicts>) =>
    modeConflicts(...args).map(({ key }) => key.join("."));
  const everything: ServiceInMode = {
    exposure: "internal",
    protocol: "http",
    port: 80,
    calls: ["orders"],
    egress: "any",
    permissions: [{}],
    sidecars: ["proxy"],
    sysctls: ["net.core.somaxconn", "kernel.msgmax"],
    uses: ["db", "uploads"],
    endpoints: ["db"],
    fileSystems: ["/data"],
    logs: { driver: "firelens" },
    telemetry: {},
  };

  it("are none in awsvpc, nor any that say nothing", () => {
    assert.deepEqual(keys("awsvpc", everything), []);
    for (const mode of ["bridge", "host", "none"] as const) assert.deepEqual(keys(mode, nothing), []);
  });

  it("need a security group of their own, or what containers don't share there", () => {
    const withoutGroup = ["exposure", "calls", "egress", "uses", "volumes./data", "telemetry"];
    assert.deepEqual(keys("bridge", everything), [...withoutGroup, "sidecars.proxy"]);
    assert.deepEqual(keys("host", everything), [...withoutGroup, "sysctls.net.core.somaxconn"]);
    assert.deepEqual(keys("none", everything), [
      ...withoutGroup,
      "permissions",
      "uses",
      "sidecars.proxy",
      "logs.driver",
    ]);
  });

  it("have a port of root's, of the agent's, or a Network Load Balancer", () => {
    const open = { ...nothing, exposure: "public" } as const;
    assert.deepEqual(keys("host", { ...open, port: 443 }), ["port"]);
    assert.deepEqual(keys("host", { ...open, port: 51_678 }), ["port"]);
    assert.deepEqual(keys("host", { ...open, port: 1024 }), []);
    assert.deepEqual(keys("bridge", { ...open, port: 443 }), []);
    assert.deepEqual(keys("none", open), ["exposure"]);
    assert.deepEqual(keys("bridge", { ...open, protocol: "tcp" }), ["protocol"]);
  });

  it("are refused by FargateService with the reason", async () => {
    await assert.rejects(
      planOn(onEc2, {
        web: { networkMode: "bridge", egress: "any", sysctls: { "net.core.somaxconn": "1" } },
      }),
      {
        message: `Invalid arguments for FargateService "web":
  - service.egress opens connections: tasks would share the instances' security group, by which every service there could open them: must be left out or changed with service.networkMode bridge`,
      },
    );
    await assert.rejects(planOn({ compute: "managed-instances" }, { web: { networkMode: "bridge" } }), {
      message: `Invalid arguments for FargateService "web":
  - service.networkMode is "bridge": must be awsvpc, host or none with service.compute managed-instances`,
    });
    await assert.rejects(planOn({}, { web: { networkMode: "host" } }), {
      message: `Invalid arguments for FargateService "web":
  - service.networkMode is "host": must be awsvpc with service.compute fargate`,
    });
  });

  it("are refused by EcsCluster where they are called, or have too few instances", async () => {
    const calling = { a: { calls: ["b"] }, b: { networkMode: "bridge" } } as const;
    await assert.rejects(planOn(onEc2, { a: { calls: ["b"] }, b: calling.b }), {
      message: `Invalid arguments for EcsCluster "ecs":
  - services.a.calls[0] is "b": must be a service with a security group of its own, but its networkMode is bridge`,
    });
    const host = { networkMode: "host", scaling: { min: 6, max: 6 } } as const;
    await assert.rejects(planOn(onEc2, { web: host }), {
      message: `Invalid arguments for EcsCluster "ecs":
  - services.web has one task on each instance, and is deployed on 7: must fit the 6 of instances.max, or have a lower minimumHealthyPercent`,
    });
    const three = { networkMode: "host", scaling: { min: 3, max: 3 } } as const;
    await assert.rejects(
      planOn(onEc2, {
        web: three,
        agent: { ...three, ...worker, sidecars: { proxy: { image: "proxy", port: 8080 } } },
      }),
      {
        message: `Invalid arguments for EcsCluster "ecs":
  - services.web and services.agent have port 8080 of each instance, and are deployed on 8 together: must fit the 6 of instances.max, or have ports of their own`,
      },
    );
    await planOn(onEc2, { web: { ...host, minimumHealthyPercent: 50 } });
    await planOn(onEc2, { web: { ...host, capacity: { base: 1, spot: 1 } } });
  });
});
