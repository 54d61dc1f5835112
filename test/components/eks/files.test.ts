import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const files = { "/etc/web/rules/a.json": '{"price": "$5"}\n', "/etc/web/config.yaml": "greeting: hello" };

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

function podOf(plan: RecordedPlan) {
  const { template } = plan.resource("hello-deployment").inputs.spec as {
    template: {
      spec: { initContainers?: object[]; containers: { volumeMounts: object[] }[]; volumes: object[] };
    };
  };
  return template.spec;
}

describe("Workload: files", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkload({ files });
  });

  it("are in a ConfigMap with a generated name, so that another text is a rollout", () => {
    const { metadata, ...inputs } = plan.resource("core/v1:ConfigMap", "hello-files").inputs as {
      metadata: { name?: string; namespace: string; labels: object };
    };
    assert.deepEqual(inputs, {
      apiVersion: "v1",
      kind: "ConfigMap",
      immutable: true,
      data: {
        "etc-web-config-yaml-a56d2f1a": "greeting: hello",
        "etc-web-rules-a-json-71ee8bba": '{"price": "$5"}\n',
      },
    });
    const { namespace, labels } = plan.resource("hello-deployment").inputs.metadata as typeof metadata;
    assert.deepEqual(metadata, { namespace, labels });
  });

  it("are a directory that the service's container can only read, without another container", () => {
    const { initContainers, containers, volumes } = podOf(plan);
    assert.equal(initContainers, undefined);
    assert.deepEqual(containers[0]?.volumeMounts, [
      { name: "tmp", mountPath: "/tmp" },
      { name: "etc-web-753a562b", mountPath: "/etc/web", readOnly: true },
    ]);
    const { name } = (plan.resource("hello-files").outputs as { metadata: { name: string } }).metadata;
    assert.deepEqual(volumes, [
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      {
        name: "etc-web-753a562b",
        configMap: {
          name,
          items: [
            { key: "etc-web-config-yaml-a56d2f1a", path: "config.yaml" },
            { key: "etc-web-rules-a-json-71ee8bba", path: "rules/a.json" },
          ],
        },
      },
    ]);
  });

  it("are nothing at all without any", async () => {
    const without = await planOfWorkload({});
    assert.deepEqual(without.ofType("core/v1:ConfigMap"), []);
    assert.equal(podOf(without).volumes.length, 1);
  });

  it("are refused where the secrets are mounted", async () => {
    const secrets = { TOKEN: "/shop/token" };
    await assert.rejects(planOfWorkload({ secrets, files: { "/mnt/secrets/a": "" } }), (thrown: Error) => {
      assert.ok(
        thrown.message.includes(
          '\n  - service.files is "/mnt/secrets/a": must be outside of /mnt/secrets, where the secrets are mounted',
        ),
        thrown.message,
      );
      return true;
    });
  });
});
