import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import type { SidecarDescription } from "../../../components/sidecar";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const image = `public.ecr.aws/envoy/envoy@sha256:${"0".repeat(64)}`;

const sidecars: Record<string, SidecarDescription> = {
  proxy: {
    image,
    command: ["--price", "$5"],
    port: 9000,
    cpu: 32,
    memory: 64,
    environment: { LEVEL: "info" },
    user: 101,
    health: { command: ["/bin/healthy"], intervalSeconds: 10, graceSeconds: 65, unhealthyThreshold: 3 },
  },
  agent: { image, writablePaths: [], essential: false },
};

interface Pod {
  initContainers?: Record<string, unknown>[];
  containers: { resources: object; volumeMounts: object[] }[];
  volumes: object[];
}

function planOfWorkload(changes: Partial<ServiceDescription>): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described(changes);
    const cluster = new EksCluster("eks", { clusterName: "shop", network, services: [service] });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
    new Workload("hello", { cluster, loadBalancer, service });
  });
}

function podOf(plan: RecordedPlan): Pod {
  return (plan.resource("hello-deployment").inputs.spec as { template: { spec: Pod } }).template.spec;
}

describe("Workload: sidecars", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkload({ sidecars });
  });

  it("are init containers that are restarted, so that they start before the service and stop after it", () => {
    const [agent, proxy, ...others] = podOf(plan).initContainers ?? [];
    assert.deepEqual(others, []);
    const hardened = {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    };
    const check = { exec: { command: ["/bin/healthy"] }, periodSeconds: 10, timeoutSeconds: 5 };
    assert.deepEqual(proxy, {
      name: "proxy",
      image,
      args: ["--price", "$$5"],
      env: [
        { name: "LEVEL", value: "info" },
        { name: "PLATFORM", value: "eks" },
        { name: "PORT", value: "9000" },
      ],
      resources: { requests: { cpu: "31m", memory: "64Mi" }, limits: { memory: "64Mi" } },
      restartPolicy: "Always",
      securityContext: { ...hardened, runAsUser: 101, runAsGroup: 101 },
      volumeMounts: [{ name: "sidecar-proxy-tmp", mountPath: "/tmp" }],
      startupProbe: { ...check, failureThreshold: 10 },
      readinessProbe: { ...check, failureThreshold: 3 },
      livenessProbe: { ...check, failureThreshold: 3 },
    });
    assert.deepEqual(agent, {
      name: "agent",
      image,
      env: [{ name: "PLATFORM", value: "eks" }],
      resources: { requests: { cpu: "63m", memory: "128Mi" }, limits: { memory: "128Mi" } },
      restartPolicy: "Always",
      securityContext: { ...hardened, runAsUser: 65532, runAsGroup: 65532 },
      volumeMounts: [],
    });
  });

  it("leave the rest of the size to the service's container, and have volumes of their own", () => {
    const { containers, volumes } = podOf(plan);
    assert.deepEqual(containers[0]?.resources, {
      requests: { cpu: "156m", memory: "320Mi" },
      limits: { memory: "320Mi" },
    });
    assert.deepEqual(containers[0]?.volumeMounts, [{ name: "tmp", mountPath: "/tmp" }]);
    const emptyDir = { sizeLimit: "256Mi" };
    assert.deepEqual(volumes, [
      { name: "tmp", emptyDir },
      { name: "sidecar-proxy-tmp", emptyDir },
    ]);
  });

  it("run beside a command before the replicas too", async () => {
    const before = { command: ["npm", "run", "migrate"] };
    const [job] = (await planOfWorkload({ sidecars, before })).ofType("batch/v1:Job");
    assert.ok(job);
    const { template } = job.inputs.spec as { template: { spec: Pod } };
    assert.deepEqual(
      template.spec.initContainers?.map(({ name }) => name),
      ["agent", "proxy"],
    );
  });

  it("are nothing at all without any", async () => {
    assert.equal("initContainers" in podOf(await planOfWorkload({})), false);
  });

  it("are refused where they leave too little, with what else is wrong", async () => {
    const wrong = planOfWorkload({ sidecars: { a: { image, memory: 500, port: 8080 } } });
    await assert.rejects(wrong, (thrown: Error) => {
      for (const line of [
        "service.memory is 512: must be at least 64 above the 500 of its sidecars",
        "service.sidecars.a.port is 8080: must be another one: service.port is the same",
      ]) {
        assert.ok(thrown.message.includes(`\n  - ${line}`), thrown.message);
      }
      return true;
    });
  });
});
