import assert from "node:assert/strict";
import { findingsIn, planOf } from "./plan-of-example";

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
      variables: [
        ...["INVOICES_QUEUE_URL", "ORDERS_TABLE", "PORT", "SESSIONS_HOST", "SESSIONS_PORT", "SESSIONS_URL"],
        "UPLOADS_BUCKET",
      ],
      services: ["s3", "s3", "sqs", "dynamodb"],
      mounts: ["tmp at /tmp", "file-system-shared at /data"],
    });
    assert.deepEqual(onBoth("resize"), {
      variables: ["UPLOADS_BUCKET", "UPLOADS_EVENTS_QUEUE_URL"],
      services: ["s3", "s3", "sqs"],
      mounts: ["tmp at /tmp", "file-system-shared at /data"],
    });
  });

  it("mounts a bucket on EKS, which its pods read with their own permissions", async () => {
    const plan = await planOf("data");
    const inputs = (type: string, name: string) =>
      plan.steps.find(({ urn }) => urn.endsWith(`${type}::${name}`))?.newState.inputs;
    const { spec } = inputs("PersistentVolume", "eks-uploads") as {
      spec: { csi: { driver: string; volumeAttributes: { authenticationSource: string } } };
    };
    assert.deepEqual(
      [spec.csi.driver, spec.csi.volumeAttributes.authenticationSource],
      ["s3.csi.aws.com", "pod"],
    );
    assert.equal(inputs("Addon", "eks-bucket-volumes")?.addonName, "aws-mountpoint-s3-csi-driver");
    assert.ok(inputs("PodIdentityAssociation", "search-pod-identity"));
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
