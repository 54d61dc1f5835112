import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runJob } from "../../commands/job/run-job";

/** What the command printed, and how it ended. */
export interface Ended {
  status: number;
  lines: string[];
  notes: string[];
}

/** Skips tests with such programs on Windows, which runs no shell scripts. */
export const describeWithPrograms = process.platform === "win32" ? describe.skip : describe;

/** Programs on the PATH in place of the installed ones, and the environment that finds them. */
export class Programs {
  readonly directory = mkdtempSync(join(tmpdir(), "job-"));
  readonly env: Record<string, string>;

  constructor(endpoint: string) {
    this.env = {
      PATH: `${this.directory}${delimiter}${process.env.PATH}`,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
    };
    this.write("aws", ['echo "$*" > "$0.called"', `echo '${JSON.stringify(token)}'`]);
  }

  /** A `pulumi` that knows the stack `dev`. Secret outputs are shown only by name and with --show-secrets. */
  pulumi(outputs: object, secrets: Record<string, unknown> = {}, resources: object[] = []): void {
    const answers = [
      ["stack output --json --non-interactive --stack dev", outputs],
      ["stack export --non-interactive --stack dev", { version: 3, deployment: { resources } }],
      ...Object.entries(secrets).map(([name, value]) => [
        `stack output ${name} --json --show-secrets --non-interactive --stack dev`,
        value,
      ]),
    ].map(([args, value]) => `"${args}") echo '${JSON.stringify(value)}';;`);
    this.write("pulumi", [
      'case "$*" in',
      ...answers,
      `*) echo "error: no stack named 'prod' found" >&2; exit 255;;`,
      "esac",
    ]);
  }

  /** The arguments of the last call of `aws`. */
  awsArguments(): string {
    return readFileSync(join(this.directory, "aws.called"), "utf8").trim();
  }

  /** Runs something with the environment that finds them. */
  async using<Result>(body: () => Promise<Result>): Promise<Result> {
    const before = Object.keys(this.env).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, this.env);
    try {
      return await body();
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Puts a shell script in the place of a program. */
  write(name: string, lines: string[]): void {
    const file = join(this.directory, name);
    writeFileSync(file, `#!/bin/sh\n${lines.join("\n")}\n`);
    chmodSync(file, 0o755);
  }
}

const token = {
  apiVersion: "client.authentication.k8s.io/v1beta1",
  kind: "ExecCredential",
  status: { token: "k8s-token", expirationTimestamp: "2099-01-01T00:00:00Z" },
};

/** Runs the command in this process, with the environment of these programs, and looks every few milliseconds. */
export async function run(
  programs: Programs,
  args: string[],
  onLine: (line: string, interrupt: () => void) => void = () => {},
): Promise<Ended> {
  const controller = new AbortController();
  const lines: string[] = [];
  const notes: string[] = [];
  const status = await programs.using(() =>
    runJob(args, {
      logLine: (line) => {
        lines.push(line);
        onLine(line, () => controller.abort());
      },
      note: (text) => notes.push(text),
      interrupted: controller.signal,
      interval: 5,
    }),
  );
  return { status, lines, notes };
}
