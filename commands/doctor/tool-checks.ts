import { execFile } from "node:child_process";
import type { Check } from "../check";
import type { Needs } from "./planned-needs";

/** Milliseconds in which a tool has to answer: `npx pulumi` downloads the CLI first. */
const longestAnswer = 120_000;

/** Whether the tools are installed that `up` needs on this machine, and ready. */
export async function checkTools({ buildsImages, endpoint }: Needs): Promise<Check[]> {
  const checks = [
    checkPulumi(),
    ...(buildsImages
      ? [
          checkTool(
            "Docker with BuildKit",
            ["docker", "version", "--format", "{{.Server.Version}}"],
            /^(2[3-9]|[3-9]\d|\d{3,})\./,
            "start Docker 23 or newer, whose builder is BuildKit: the stack builds images",
          ),
        ]
      : []),
    ...(endpoint === undefined
      ? []
      : [
          checkTool(
            "aws CLI",
            ["aws", "--version"],
            /^aws-cli\/[12]\./,
            "install it: it gives the token for the cluster: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
          ),
        ]),
  ];
  return (await Promise.all(checks)).flat();
}

/** One after the other: both may download the CLI. */
async function checkPulumi(): Promise<Check[]> {
  const cli = await checkTool(
    "Pulumi CLI",
    ["pulumi", "version"],
    /^v3\./,
    "install Pulumi 3: https://www.pulumi.com/docs/install/",
  );
  if (cli.result === "failed") return [cli];
  return [
    cli,
    await checkTool("Pulumi's backend", ["pulumi", "whoami", "--non-interactive"], /\S/, "pulumi login"),
  ];
}

function checkTool(
  what: string,
  [command = "", ...args]: readonly string[],
  expected: RegExp,
  next: string,
): Promise<Check> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: longestAnswer }, (error, stdout, stderr) => {
      const [said = ""] = stdout.trim().split("\n");
      if (error === null && expected.test(said)) resolve({ what, result: "ok", detail: said });
      else {
        const complaint = (stderr.trim() || stdout.trim()).split("\n").at(-1) ?? "";
        const detail =
          error?.code === "ENOENT" ? `${command} isn't installed` : complaint || "doesn't answer";
        resolve({ what, result: "failed", detail, next });
      }
    });
  });
}
