import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import type { SidecarDescription } from "../../../components/sidecar";
import { json, planOf, type RecordedPlan } from "../../support/plan";
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
  initContainers?: ({ name: string } & Record<string, unknown>)[];
  containers: { env?: object[]; resources: object; volumeMounts: object[] }[];
  volumes: object[];
}

function planOfWorkload(changes: Partial<ServiceDescription>): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described(changes);
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: [service],
    });
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

  it("get the secrets that they name, from the pod's one Secret under keys of their own", async () => {
    const [own, others] = ["/shop/key", "/shop/other-key"];
    const withSecrets = await planOfWorkload({
      secrets: { KEY: own },
      sidecars: { agent: { image }, proxy: { image, secrets: { KEY: others, SAME: own } } },
    });
    const { metadata, spec } = withSecrets.resource("hello-secrets").inputs as {
      metadata: { name: string };
      spec: { parameters: { objects: string }; secretObjects: { data: object[] }[] };
    };
    assert.deepEqual(JSON.parse(spec.parameters.objects), [
      { objectName: own, objectType: "ssmparameter", objectAlias: "KEY" },
      { objectName: others, objectType: "ssmparameter", objectAlias: "proxy.KEY" },
    ]);
    assert.deepEqual(spec.secretObjects[0]?.data, [
      { objectName: "KEY", key: "KEY" },
      { objectName: "proxy.KEY", key: "proxy.KEY" },
      { objectName: "KEY", key: "proxy.SAME" },
    ]);
    const from = (name: string, key: string) => ({
      name,
      valueFrom: { secretKeyRef: { name: metadata.name, key } },
    });
    const mount = { name: "mounted-secrets", mountPath: "/mnt/secrets", readOnly: true };
    const { containers, initContainers = [] } = podOf(withSecrets);
    const [agent, proxy] = initContainers;
    assert.deepEqual(containers[0]?.env?.[0], from("KEY", "KEY"));
    assert.deepEqual(containers[0]?.volumeMounts[1], mount);
    assert.deepEqual(proxy?.env, [
      from("KEY", "proxy.KEY"),
      { name: "PLATFORM", value: "eks" },
      from("SAME", "proxy.SAME"),
    ]);
    assert.deepEqual(proxy?.volumeMounts, [{ name: "sidecar-proxy-tmp", mountPath: "/tmp" }, mount]);
    assert.deepEqual(agent?.env, [{ name: "PLATFORM", value: "eks" }]);
    assert.deepEqual(agent?.volumeMounts, [{ name: "sidecar-agent-tmp", mountPath: "/tmp" }]);
  });

  it("have the secrets store and the role of the pods where only they have secrets", async () => {
    const only = await planOfWorkload({ sidecars: { proxy: { image, secrets: { KEY: "/shop/key" } } } });
    const { policy } = only.resource("RolePolicy", "hello-read-secrets").inputs;
    const { Statement } = json(policy) as { Statement: { Sid: string; Resource: unknown }[] };
    assert.deepEqual(Statement[0]?.Resource, ["arn:aws:ssm:us-east-1:000000000000:parameter/shop/key"]);
    assert.equal(only.ofType("aws:eks/addon:Addon").length, 2);
    assert.deepEqual(podOf(only).containers[0]?.volumeMounts, [{ name: "tmp", mountPath: "/tmp" }]);
  });

  it("mount their files from the pod's ConfigMap, each its own though the paths are the same", async () => {
    const files = (text: string) => ({ "/etc/proxy/a.yaml": text, "/etc/proxy/more/b.yaml": `${text} b` });
    const withFiles = await planOfWorkload({
      files: files("own"),
      sidecars: { proxy: { image, files: files("proxy") } },
    });
    const keys = ["etc-proxy-a-yaml-1aeb6d6c", "etc-proxy-more-b-yaml-afe1f025"];
    const { data } = withFiles.resource("hello-files").inputs as { data: Record<string, string> };
    assert.deepEqual(data, {
      [`${keys[0]}`]: "own",
      [`${keys[1]}`]: "own b",
      [`proxy.${keys[0]}`]: "proxy",
      [`proxy.${keys[1]}`]: "proxy b",
    });
    const { initContainers = [], volumes } = podOf(withFiles);
    const name = "sidecar-proxy-etc-proxy-3ca4f3bc";
    assert.deepEqual(initContainers[0]?.volumeMounts, [
      { name: "sidecar-proxy-tmp", mountPath: "/tmp" },
      { name, mountPath: "/etc/proxy", readOnly: true },
    ]);
    const last = volumes.at(-1) as { configMap: { items: object[] } };
    assert.deepEqual(last, {
      name,
      configMap: {
        ...last.configMap,
        items: [
          { key: `proxy.${keys[0]}`, path: "a.yaml" },
          { key: `proxy.${keys[1]}`, path: "more/b.yaml" },
        ],
      },
    });
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
    const wrong = planOfWorkload({
      sidecars: {
        a: { image, memory: 500, port: 8080, files: { "/mnt/secrets/a": "" }, secrets: { A: "/a" } },
      },
    });
    await assert.rejects(wrong, (thrown: Error) => {
      for (const line of [
        "service.memory is 512: must be at least 64 above the 500 of its sidecars",
        "service.sidecars.a.port is 8080: must be another one: service.port is the same",
        'service.sidecars.a.files is "/mnt/secrets/a": must be outside of /mnt/secrets, where the secrets are mounted',
      ]) {
        assert.ok(thrown.message.includes(`\n  - ${line}`), thrown.message);
      }
      return true;
    });
  });
});
