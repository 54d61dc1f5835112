import type { RecordedPlan } from "pulumi-offline-preview";
import { type Check, countsOf, hasFailed, linesOf } from "../check";
import { messageOf, UsageError } from "../errors";
import { checkCredentials, checkRegion } from "./account-checks";
import { type Options, readCommandLine, usage } from "./command-line";
import { checkEndpoint } from "./endpoint-check";
import { type Needs, needsOf } from "./planned-needs";
import { checkQuotas } from "./quota-checks";
import { checkRoles } from "./role-checks";
import { checkTools } from "./tool-checks";

/** Where the command writes to, and whom it asks. */
export interface Terminal {
  /** Prints a line of the result. */
  print(line: string): void;
  /** Prints something about the command itself. */
  note(text: string): void;
  /** Plans a stack. */
  plan(options: Options): Promise<RecordedPlan>;
  /** URL of a service that answers with the address that asks. */
  addressService: string;
}

/**
 * Looks before the first `up` of a stack whether it can succeed.
 *
 * @param args The command line.
 * @returns The exit status: 0 nothing stands in the way; 1 something does, or the program fails; 2 wrong usage.
 */
export async function runDoctor(args: string[], terminal: Terminal): Promise<number> {
  try {
    const options = readCommandLine(args);
    if (options === undefined) {
      terminal.note(usage);
      return 0;
    }
    const checks = await checkAll(needsOf(await terminal.plan(options)), terminal);
    for (const line of linesOf(checks)) terminal.print(line);
    const verdict = hasFailed(checks)
      ? `The first \`up\` of ${options.stack} would fail`
      : `Nothing stands in the way of the first \`up\` of ${options.stack}`;
    terminal.print(`${verdict}: ${countsOf(checks)}`);
    return hasFailed(checks) ? 1 : 0;
  } catch (error) {
    terminal.note(messageOf(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** All checks at once; without credentials nothing can be asked of AWS. */
async function checkAll(needs: Needs, { addressService }: Terminal): Promise<Check[]> {
  const here = [
    checkTools(needs),
    ...(needs.endpoint === undefined ? [] : [checkEndpoint(needs.endpoint, addressService)]),
  ];
  const [credentials, ...others] = await Promise.all([checkCredentials(needs), ...here]);
  if (credentials.result === "failed") {
    const notAsked: Check = {
      what: "region, quotas, service-linked roles",
      result: "warning",
      detail: "not asked without credentials",
    };
    return [credentials, ...others.flat(), notAsked];
  }
  const asked = [regionOrRefusal(needs), checkQuotas(needs), checkRoles(needs)];
  return [credentials, ...others.flat(), ...(await Promise.all(asked)).flat()];
}

async function regionOrRefusal(needs: Needs): Promise<Check[]> {
  try {
    return [await checkRegion(needs)];
  } catch (error) {
    const next = "a region that exists and is enabled, and credentials that may ec2:Describe*";
    return [{ what: `region ${needs.region}`, result: "failed", detail: messageOf(error), next }];
  }
}
