import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { planOf } from "../../src/in-process";
import { writeManifests } from "../../src/manifests";
import { manifestsOf } from "../../src/manifests/manifests";
import { reportOf, sampleConfig } from "../format/report-of";

const written = async (program: () => void) => manifestsOf(reportOf(await planOf(program)));

describe("manifests of a plan", () => {
  it("are the objects, one file each, the namespace first", async () => {
    const { files, written: titles } = await written(() => {
      const namespace = new k8s.core.v1.Namespace("ns", { metadata: { name: "shop" } });
      new k8s.core.v1.Service("web", {
        metadata: {
          name: "web",
          namespace: namespace.metadata.name,
          annotations: { "pulumi.com/skipAwait": "true", team: "on" },
        },
        spec: { type: "ClusterIP", ports: [{ port: 80 }], selector: { enabled: "yes", hour: "12:30" } },
      });
      new aws.s3.Bucket("other");
    });
    assert.deepEqual(files, {
      "0-namespace-shop.yaml": "---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n",
      "1-service-shop-web.yaml": `---
apiVersion: v1
kind: Service
metadata:
  annotations:
    team: "on"
  name: web
  namespace: shop
spec:
  ports:
    - port: 80
  selector:
    enabled: "yes"
    hour: "12:30"
  type: ClusterIP
`,
    });
    assert.deepEqual(titles, ["Namespace shop", "Service web"]);
  });

  it("leave out secrets, whatever object has them, and name them", async () => {
    const { files, leftOut } = await written(() => {
      new k8s.core.v1.Secret("plain", { metadata: { name: "plain" }, stringData: { token: "hunter2" } });
      new k8s.core.v1.ConfigMap("inside", {
        metadata: { name: "inside" },
        data: { list: pulumi.interpolate`a ${pulumi.secret("hunter2")}` },
      });
      new k8s.core.v1.ConfigMap("kept", { metadata: { name: "kept" }, data: { colour: "red" } });
    });
    assert.deepEqual(leftOut, [
      { title: "ConfigMap inside", reason: "it has a secret value" },
      { title: "Secret plain", reason: "its values are secret" },
    ]);
    assert.deepEqual(Object.keys(files), ["1-configmap-kept.yaml"]);
    assert.ok(!JSON.stringify(files).includes("hunter2"));
  });

  it("name what only the cloud can compute, by a variable that says what it is", async () => {
    const { files, variables } = await written(() => {
      const key = new aws.kms.Key("data-key");
      new k8s.core.v1.ConfigMap("settings", {
        metadata: { name: "settings" },
        data: { key: key.arn, both: pulumi.interpolate`${key.arn}, ${key.keyId}`, plain: "$HOME" },
      });
    });
    assert.deepEqual(variables, [
      { name: "DATA_KEY_ARN", meaning: "data-key.arn" },
      { name: "DATA_KEY_KEY_ID", meaning: "data-key.keyId" },
    ]);
    assert.match(
      files["1-configmap-settings.yaml"] ?? "",
      /\ndata:\n {2}both: \$\{DATA_KEY_ARN\}, \$\{DATA_KEY_KEY_ID\}\n {2}key: \$\{DATA_KEY_ARN\}\n {2}plain: \$HOME\n/,
    );
    assert.match(files["variables.env.example"] ?? "", /\n\n# data-key\.arn\nDATA_KEY_ARN=\n/);
  });

  it("leave fields to whoever manages them in the cluster, as Pulumi does", async () => {
    const spec = { selector: {}, template: {}, replicas: 2 };
    const { files } = await written(() => {
      const options = { ignoreChanges: ["spec.replicas", "metadata.labels.none"] };
      new k8s.apps.v1.Deployment("scaled", { metadata: { name: "scaled" }, spec }, options);
      new k8s.apps.v1.Deployment("fixed", { metadata: { name: "fixed" }, spec });
    });
    assert.ok(!files["1-deployment-scaled.yaml"]?.includes("replicas"));
    assert.match(files["1-deployment-fixed.yaml"] ?? "", /\n {2}replicas: 2\n/);
  });

  it("have a digest in their names where Pulumi would generate one, and are referred to by it", async () => {
    const job = (image: string) => () => {
      const settings = new k8s.core.v1.ConfigMap("settings", { metadata: { namespace: "shop" }, data: {} });
      const containers = [
        { name: "run", image, envFrom: [{ configMapRef: { name: settings.metadata.name } }] },
      ];
      new k8s.batch.v1.Job("migrate", {
        spec: { template: { spec: { containers, restartPolicy: "Never" } } },
      });
    };
    const [one, again, other] = [
      await written(job("app:1")),
      await written(job("app:1")),
      await written(job("app:2")),
    ];
    const names = Object.keys(one.files);
    assert.match(
      names.join(),
      /^1-job-migrate-[0-9a-f]{8}\.yaml,1-configmap-shop-settings-[0-9a-f]{8}\.yaml$/,
    );
    const [settings = ""] = /settings-[0-9a-f]{8}/.exec(names.join()) ?? [];
    assert.match(Object.values(one.files)[0] ?? "", new RegExp(`configMapRef:\\n +name: ${settings}\\n`));
    assert.deepEqual(one, again);
    assert.notDeepEqual(Object.keys(other.files), names);
  });

  it("are in a folder for each cluster, and name what the plan doesn't hold", async () => {
    const { files, leftOut } = await written(() => {
      for (const name of ["blue", "green"]) {
        const provider = new k8s.Provider(name, { kubeconfig: "{}" });
        new k8s.core.v1.ConfigMap(`${name}-settings`, { metadata: { name: "settings" } }, { provider });
      }
      new k8s.helm.v3.Release("store", { chart: "redis" });
    });
    assert.deepEqual(Object.keys(files), [
      "blue/1-configmap-settings.yaml",
      "green/1-configmap-settings.yaml",
    ]);
    assert.deepEqual(
      leftOut.map(({ title }) => title),
      ["Release store"],
    );
  });
});

describe("folder of manifests", () => {
  let root: string;
  let directory: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "manifests-"));
    directory = join(root, "deep", "manifests");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = async (...names: string[]) => {
    const plan = await planOf(() => {
      for (const name of names) new k8s.core.v1.ConfigMap(name, { metadata: { name } });
    });
    return writeManifests(reportOf(plan), directory);
  };
  const listed = () => readdirSync(directory).sort();

  it("is made, its files replaced by the next run's, and others left alone", async () => {
    assert.equal(await write("one", "two"), `${directory}: 2 manifests\n`);
    assert.deepEqual(listed(), [".manifests", "1-configmap-one.yaml", "1-configmap-two.yaml"]);
    writeFileSync(join(directory, "kustomization.yaml"), "mine");
    assert.equal(await write("three"), `${directory}: 1 manifest\n`);
    assert.deepEqual(listed(), [".manifests", "1-configmap-three.yaml", "kustomization.yaml"]);
    assert.equal(readFileSync(join(directory, "kustomization.yaml"), "utf8"), "mine");
  });

  it("isn't another's: nothing is written or deleted then", async () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "notes.txt"), "mine");
    await assert.rejects(
      write("one"),
      /: is not empty, and this command didn't write it; name a new folder$/,
    );
    assert.deepEqual(listed(), ["notes.txt"]);
  });

  it("has no file of another in the place of a manifest", async () => {
    await write("one");
    writeFileSync(join(directory, "1-configmap-two.yaml"), "mine");
    await assert.rejects(
      write("two"),
      /: has 1-configmap-two\.yaml, which this command didn't write; move it away$/,
    );
    assert.deepEqual(listed(), [".manifests", "1-configmap-one.yaml", "1-configmap-two.yaml"]);
  });

  it("isn't a file", async () => {
    directory = join(root, "file");
    writeFileSync(directory, "mine");
    await assert.rejects(write("one"), /: is not a folder$/);
  });

  it("loses no file outside of it, whatever its record says", async () => {
    await write("one");
    const outside = join(root, "deep", "outside.yaml");
    writeFileSync(outside, "mine");
    const record = join(directory, ".manifests");
    writeFileSync(record, `${readFileSync(record, "utf8")}../outside.yaml\n..\n.\n`);
    await write("one");
    assert.ok(existsSync(outside));
  });

  it("stays empty where a mandatory policy refuses the plan", async () => {
    const plan = await planOf(() => {
      new aws.s3.Bucket("strict", { tags: { kind: "strict" } });
      new k8s.core.v1.ConfigMap("one", { metadata: { name: "one" } });
    });
    assert.equal(
      writeManifests(reportOf(plan, undefined, sampleConfig), directory),
      `${directory}: nothing written\n`,
    );
    assert.ok(!existsSync(directory));
  });
});
