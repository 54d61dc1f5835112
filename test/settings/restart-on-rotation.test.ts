import assert from "node:assert/strict";
import { type Config, errorsOf, hasPlatforms, read } from "./reading";

const inRegion = (region: string) => `arn:aws:secretsmanager:${region}:111122223333:secret:shop/token-AbCdEf`;
const token = inRegion("us-east-1");

const stack = (service: Config, others: Config = {}): Config => ({
  platforms: ["ecs"],
  services: { web: { source: "./app", restartOnRotation: true, ...service } },
  ...others,
});
const at = (path: string) => `aws-containers:services.web.${path}`;

(hasPlatforms("ecs") ? describe : describe.skip)("restartOnRotation", () => {
  it("is false by default", () => {
    assert.equal(read(stack({ restartOnRotation: undefined })).services.web?.restartOnRotation, false);
    assert.equal(read(stack({ secrets: { TOKEN: token } })).services.web?.restartOnRotation, true);
    const data = { db: { type: "postgres" } };
    assert.equal(read(stack({ uses: ["db"] }, { data })).services.web?.restartOnRotation, true);
    const sidecars = { proxy: { image: "proxy@sha256:".padEnd(77, "0"), secrets: { TOKEN: "/shop/token" } } };
    assert.equal(read(stack({ sidecars })).services.web?.restartOnRotation, true);
  });

  it("is refused for a service that reads nothing that rotates", () => {
    const error = `${at("restartOnRotation")} has no effect: the service reads no secret that rotates, by secrets or a database in uses.`;
    assert.deepEqual(errorsOf(stack({})), [error]);
    assert.deepEqual(errorsOf(stack({ secrets: { TOKEN: `${token}:::0f1e2d3c` } })), [error]);
    const data = { uploads: { type: "bucket" } };
    assert.deepEqual(errorsOf(stack({ uses: ["uploads"] }, { data })), [error]);
  });

  it("is refused for a secret whose events stay in another region", () => {
    assert.deepEqual(errorsOf(stack({ secrets: { TOKEN: inRegion("eu-west-1") } })), [
      `${at("secrets.TOKEN")} is in eu-west-1, but with restartOnRotation must be in us-east-1, as the stack is, where EventBridge ` +
        "receives its events: replicate the secret, and take the ARN of the replica.",
    ]);
    assert.ok(read(stack({ restartOnRotation: false, secrets: { TOKEN: inRegion("eu-west-1") } })));
  });
});

(hasPlatforms("eks") ? describe : describe.skip)("restartOnRotation on EKS", () => {
  const onEks = (eks: Config = {}) => stack({ secrets: { TOKEN: token } }, { platforms: ["eks"], eks });

  it("is there whatever the API is open to", () => {
    assert.ok(read(onEks()));
    assert.ok(read(onEks({ endpointCidrs: ["203.0.113.0/24"] })));
    assert.ok(read(onEks({ endpoint: "private", endpointCidrs: ["10.0.0.0/16"] })));
  });

  it("is refused on an existing cluster that isn't one of EKS", () => {
    const existing = { context: "kind", ingressClass: "nginx" };
    const errors = errorsOf(onEks({ existing }));
    assert.ok(
      errors.includes(
        `${at("restartOnRotation")} needs aws-containers:eks.existing.name: Step Functions calls no cluster but those of EKS. Leave ` +
          "it out, and restart the service after a rotation as docs/operations.md says.",
      ),
      errors.join("\n"),
    );
    assert.ok(read(onEks({ existing: { name: "shared", ingressClass: "nginx", secretsStore: true } })));
  });
});
