import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nodeRuntimes } from "../facts/lambda-functions";

/** What a function runs, and as whom. */
export interface NodeFunctionArgs
  extends Pick<aws.lambda.FunctionArgs, "description" | "deadLetterConfig" | "vpcConfig"> {
  /** Path of the one file that it consists of, which exports `handler`. */
  file: string;
  role: aws.iam.Role;
  /** Seconds after which it is stopped. */
  timeout: number;
  /** Environment variables. */
  variables: Record<string, pulumi.Input<string>>;
  logGroup: aws.cloudwatch.LogGroup;
}

/** Creates a Lambda function of Node.js that needs nothing but one file. */
export function createNodeFunction(
  name: string,
  { file, role, variables, logGroup, ...args }: NodeFunctionArgs,
  options: pulumi.CustomResourceOptions,
): aws.lambda.Function {
  const fileName = basename(file);
  // As a text: an asset of a file would have the path of this machine in the state.
  const code = new pulumi.asset.StringAsset(readFileSync(file, "utf8"));
  return new aws.lambda.Function(
    name,
    {
      ...args,
      role: role.arn,
      runtime: nodeRuntimes[0],
      architectures: ["arm64"],
      handler: fileName.replace(/mjs$/, "handler"),
      code: new pulumi.asset.AssetArchive({ [fileName]: code }),
      environment: { variables },
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
    },
    options,
  );
}
