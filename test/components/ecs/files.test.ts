import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shellImage } from "../../../facts/shell-image";
import { json, type RecordedPlan } from "../../support/plan";
import { planOfService } from "./a-service";

const files = { "/etc/web/rules/a.json": '{"price": "$5"}\n', "/etc/web/config.yaml": "greeting: hello" };

interface Container {
  name: string;
  entryPoint?: string[];
  mountPoints: object[];
  dependsOn?: object[];
}

function containersOf(plan: RecordedPlan): Container[] {
  return json(plan.resource("TaskDefinition", "hello-task").inputs.containerDefinitions) as Container[];
}

describe("FargateService: files", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfService({ service: { files } });
  });

  it("are written by a container that ends before the service starts", () => {
    const [service, writer, ...others] = containersOf(plan);
    assert.deepEqual(others, []);
    assert.deepEqual(service?.dependsOn, [{ containerName: "hello-files", condition: "SUCCESS" }]);
    const group = plan.resource("LogGroup", "hello-logs").outputs.name;
    assert.deepEqual(writer, {
      name: "hello-files",
      image: shellImage,
      essential: false,
      user: "0:0",
      readonlyRootFilesystem: true,
      linuxParameters: { capabilities: { drop: ["ALL"] } },
      entryPoint: [
        "sh",
        "-ec",
        'while [ $# -gt 0 ]; do mkdir -p "$(dirname "$1")"; printf %s "$2" > "$1"; shift 2; done',
        "sh",
      ],
      command: ["/etc/web/config.yaml", "greeting: hello", "/etc/web/rules/a.json", '{"price": "$5"}\n'],
      mountPoints: [{ sourceVolume: "etc-web-753a562b", containerPath: "/etc/web", readOnly: false }],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": group,
          "awslogs-region": "us-east-1",
          "awslogs-stream-prefix": "hello-files",
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
    });
  });

  it("are in a volume that the service's container can only read", () => {
    assert.deepEqual(plan.resource("TaskDefinition", "hello-task").inputs.volumes, [
      { name: "tmp" },
      { name: "etc-web-753a562b" },
    ]);
    assert.deepEqual(containersOf(plan)[0]?.mountPoints, [
      { sourceVolume: "tmp", containerPath: "/tmp", readOnly: false },
      { sourceVolume: "etc-web-753a562b", containerPath: "/etc/web", readOnly: true },
    ]);
  });

  it("are nothing at all without any", async () => {
    const [service, ...others] = containersOf(await planOfService());
    assert.deepEqual([service?.dependsOn, others], [undefined, []]);
  });

  it("are in the image of both architectures by its digest", () => {
    assert.match(shellImage, /^public\.ecr\.aws\/docker\/library\/busybox@sha256:[0-9a-f]{64}$/);
  });

  const withShell = process.platform === "win32" ? it.skip : it;
  withShell("are written by a shell as they are", () => {
    const [shell = "", ...options] = containersOf(plan)[1]?.entryPoint ?? [];
    const directory = mkdtempSync(join(tmpdir(), "files-"));
    const texts = ['{"price": "$5"}\n\n', "-n", "", "a\\tb `id` $(id) 100 % é\r\n"];
    const pairs = texts.map((text, index): [string, string] => [join(directory, `${index}/sub/it`), text]);
    try {
      const { status, stderr } = spawnSync(shell, [...options, ...pairs.flat()], { encoding: "utf8" });
      assert.deepEqual([status, stderr], [0, ""]);
      assert.deepEqual(
        pairs.map(([path]) => readFileSync(path, "utf8")),
        texts,
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  withShell("fail the task where one can't be written", () => {
    const [shell = "", ...options] = containersOf(plan)[1]?.entryPoint ?? [];
    assert.notEqual(spawnSync(shell, [...options, "/dev/null/a", "text"]).status, 0);
  });

  it("are refused with what else is wrong", async () => {
    const wrong = planOfService({ service: { files: { "/etc/hosts": "" }, writablePaths: ["tmp"] } });
    await assert.rejects(wrong, (thrown: Error) => {
      assert.match(
        thrown.message,
        /\n {2}- service\.files is "\/etc\/hosts": must be in a directory of its own/,
      );
      assert.match(thrown.message, /\n {2}- service\.writablePaths\[0\] is "tmp": must be/);
      return true;
    });
  });
});
