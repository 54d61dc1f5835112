import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A policy document, and how many characters IAM allows it. */
export interface RoomyPolicy {
  document: aws.iam.PolicyDocument;
  room: pulumi.Input<number>;
}

interface Filled {
  Version: string;
  Statement: object[];
  room: number;
}

/**
 * The policies of a role as JSON. A statement that its own policy has no room for, with many components or long names, goes into the
 * first one which has: what a role may do is the same wherever a statement is.
 *
 * @throws pulumi.RunError in the preview if no policy has room for one.
 */
export function fittedPolicies(
  role: string,
  policies: Readonly<Record<string, RoomyPolicy>>,
): Record<string, pulumi.Output<string>> {
  const named = Object.entries(policies).map(([name, policy]) => pulumi.output({ name, ...policy }));
  const texts = pulumi.all(named).apply((resolved) => {
    const filled: Record<string, Filled> = {};
    const left: object[] = [];
    for (const { name, document, room } of resolved) {
      const policy = { Version: document.Version, Statement: [], room };
      filled[name] = policy;
      left.push(...[document.Statement].flat().filter((statement) => !added(statement, policy)));
    }
    const others = Object.values(filled);
    const without = left.filter((statement) => !others.some((policy) => added(statement, policy)));
    if (without.length > 0) throw new pulumi.RunError(refusal(role, without));
    return Object.fromEntries(Object.entries(filled).map(([name, policy]) => [name, textOf(policy)]));
  });
  return Object.fromEntries(
    Object.keys(policies).map((name) => [name, texts.apply((all) => all[name] ?? "")]),
  );
}

/** Adds a statement to a policy if it has room for it. */
function added(statement: object, policy: Filled): boolean {
  policy.Statement.push(statement);
  if (textOf(policy).length <= policy.room) return true;
  policy.Statement.pop();
  return false;
}

function textOf({ Version, Statement }: Filled): string {
  return JSON.stringify({ Version, Statement });
}

function refusal(role: string, statements: readonly object[]): string {
  const sids = statements.map((statement) => ("Sid" in statement ? String(statement.Sid) : "a statement"));
  return (
    `The policies of ${role} have no room for ${sids.join(", ")}: IAM allows ten of 6,144 characters. ` +
    "Name fewer components, regions, clusters or servicePolicies, or shorter ones, or divide the stacks among several DeployRoles."
  );
}
