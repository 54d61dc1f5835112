import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nodeRuntimes } from "../facts/lambda-functions";

/** What a function runs, and as whom. */
export interface NodeFunctionArgs
  extends Pick<aws.lambda.FunctionArgs, "description" | "deadLetterConfig" | "vpcConfig"> {
  /** Path of the file that exports `handler`. */
  file: string;
  /** Paths of the files beside it that it imports. @default none */
  imports?: readonly string[];
  role: aws.iam.Role;
  /** Seconds after which it is stopped. */
  timeout: number;
  /** Environment variables. */
  variables: Record<string, pulumi.Input<string>>;
  logGroup: aws.cloudwatch.LogGroup;
}

/** Creates a Lambda function of Node.js that needs nothing but its own files. */
export function createNodeFunction(
  name: string,
  { file, imports = [], role, variables, logGroup, ...args }: NodeFunctionArgs,
  options: pulumi.CustomResourceOptions,
): aws.lambda.Function {
  // As texts: an asset of a file would have the path of this machine in the state.
  const code = [file, ...imports].map((path) => [
    basename(path),
    new pulumi.asset.StringAsset(readFileSync(path, "utf8")),
  ]);
  return new aws.lambda.Function(
    name,
    {
      ...args,
      role: role.arn,
      runtime: nodeRuntimes[0],
      architectures: ["arm64"],
      handler: basename(file).replace(/mjs$/, "handler"),
      code: new pulumi.asset.AssetArchive(Object.fromEntries(code)),
      environment: { variables },
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
    },
    options,
  );
}
