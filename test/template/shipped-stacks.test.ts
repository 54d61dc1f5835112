import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { invalidManifests } from "../support/manifests";
import { type PreviewOfStack, type Step, shippedPreview } from "../support/stack-preview";

const snapshots = join(__dirname, "snapshots");

/** Written anew by `UPDATE_SNAPSHOTS=1 npx mocha`; a line that goes means a resource that `up` would replace. */
function assertSnapshot(file: string, lines: string[]): void {
  const path = join(snapshots, file);
  const text = `${lines.join("\n")}\n`;
  if (process.env.UPDATE_SNAPSHOTS) {
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, "utf8"));
}

for (const stack of ["dev", "prod"]) {
  describe(`the ${stack} stack as it ships`, () => {
    let preview: PreviewOfStack;
    before(async () => {
      preview = await shippedPreview(stack);
    });

    it("keeps the identity of its resources", () => {
      assertSnapshot(`${stack}.urns.txt`, preview.steps.map(({ urn }) => urn).sort());
    });

    it("names the image of its service by a tag that is its content, in a repository whose tags can't move", () => {
      const repository = only(preview, "aws:ecr/repository:Repository");
      assert.equal(repository.newState.inputs.imageTagMutability, "IMMUTABLE");
      const image = only(preview, "docker:index/image:Image").newState.inputs.imageName;
      assert.match(
        String(image),
        /^000000000000\.dkr\.ecr\.us-east-1\.amazonaws\.com\/registry-hello-[0-9a-f]{7}:[0-9a-f]{20}$/,
      );
      assert.deepEqual(imagesThatRun(preview), [image, image]);
    });

    it("has Kubernetes objects that every supported version takes", () => {
      const objects = preview.steps.filter(
        ({ newState }) => newState.custom && newState.type.startsWith("kubernetes:"),
      );
      assert.ok(objects.length > 10);
      assert.deepEqual(invalidManifests(objects.map(({ newState }) => newState.inputs)), []);
    });

    it("makes every AWS resource with its one provider", () => {
      const providers = preview.steps
        .filter(({ newState }) => newState.type.startsWith("aws:") && newState.custom)
        .map(({ newState }) => newState.provider?.replace(/::[^:]+$/, ""));
      assert.deepEqual(
        [...new Set(providers)],
        [`urn:pulumi:${stack}::aws-containers::pulumi:providers:aws::aws`],
      );
    });

    it("protects what can't be made again, in prod only", () => {
      const kept = preview.steps
        .filter(({ newState }) => newState.protect)
        .map(({ newState }) => newState.type);
      const expected = [
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:ecr/repository:Repository",
        "aws:kms/key:Key",
        "aws:kms/key:Key",
        "aws:kms/key:Key",
        "aws:lb/loadBalancer:LoadBalancer",
        "eks:index:Cluster",
        "kubernetes:networking.k8s.io/v1:Ingress",
      ];
      assert.deepEqual(kept.sort(), stack === "prod" ? expected : []);
    });

    it("gives every role the path that its deploy role is limited to", () => {
      const roles = preview.steps.filter(({ newState }) => newState.type === "aws:iam/role:Role");
      assert.ok(roles.length >= 2);
      for (const { urn, newState } of roles) {
        assert.equal(newState.inputs.path, `/aws-containers/${stack}/`, urn);
      }
    });

    it("keeps the kubeconfig secret", () => {
      assert.equal(preview.outputs.kubeconfig, "[secret]");
    });
  });
}

function only(preview: PreviewOfStack, type: string): Step {
  const [step, ...others] = preview.steps.filter(({ newState }) => newState.type === type);
  assert.ok(step && others.length === 0, `there is one ${type}`);
  return step;
}

/** The image of every container in the plan, on every platform. */
function imagesThatRun(preview: PreviewOfStack): unknown[] {
  return preview.steps.flatMap(({ newState: { type, inputs } }) => {
    if (type === "aws:ecs/taskDefinition:TaskDefinition") {
      const containers: { image: string }[] = JSON.parse(String(inputs.containerDefinitions));
      return containers.map(({ image }) => image);
    }
    if (type === "kubernetes:apps/v1:Deployment") {
      const text = JSON.stringify(inputs);
      return [...text.matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image);
    }
    return [];
  });
}
