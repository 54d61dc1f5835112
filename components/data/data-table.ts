import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyTypes } from "../../facts/table-limits";
import type { BackedUp } from "../backed-up";
import type { DataSource } from "../data-source";
import { assertValidArguments } from "../invalid-arguments";
import { validateDataName } from "./data-name";
import { completeKey, type DataTableArgs, validateKeys } from "./data-table-arguments";
import { dataVariable } from "./data-variables";

/**
 * A DynamoDB table with on-demand capacity, encrypted with a key of DynamoDB's own.
 *
 * Costs nothing at rest but its items: $0.25 per GB-month after the first 25 GB, $0.625 per million writes, $0.125 per million
 * reads.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class DataTable extends pulumi.ComponentResource implements DataSource {
  /** The table. */
  public readonly table: aws.dynamodb.Table;
  /** NAME_TABLE, the table's name. */
  public readonly variables: DataSource["variables"];
  /** Reads and writes items of the table and its indexes. */
  public readonly statements: DataSource["statements"];
  /** The table. */
  public readonly backedUp: BackedUp;

  constructor(name: string, args: DataTableArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { pointInTimeRecovery = false, protect = false } = args;
    const key = completeKey(args.key ?? "id");
    const sortKey = args.sortKey === undefined ? undefined : completeKey(args.sortKey);
    assertValidArguments("DataTable", name, [...validateDataName(name), ...validateKeys(key, sortKey)]);
    super("aws-containers:data:DataTable", name, {}, opts);

    this.table = new aws.dynamodb.Table(
      `${name}-table`,
      {
        billingMode: "PAY_PER_REQUEST",
        hashKey: key.name,
        ...(sortKey && { rangeKey: sortKey.name }),
        attributes: [key, ...(sortKey ? [sortKey] : [])].map(({ name, type }) => ({
          name,
          type: keyTypes[type],
        })),
        pointInTimeRecovery: { enabled: pointInTimeRecovery },
        deletionProtectionEnabled: protect,
      },
      { parent: this, protect },
    );
    const { variables, statements } = tableSource(name, this.table);
    this.variables = variables;
    this.statements = statements;
    this.backedUp = { type: "DynamoDB", arn: this.table.arn };

    this.registerOutputs({ table: this.table.name });
  }
}

/** What a service gets that uses a table which exists. */
export function existingTable(name: string, arn: string): DataSource {
  return tableSource(name, {
    arn: pulumi.output(arn),
    name: pulumi.output(arn.slice(arn.lastIndexOf("/") + 1)),
  });
}

function tableSource(
  name: string,
  table: { arn: pulumi.Output<string>; name: pulumi.Output<string> },
): DataSource {
  return {
    variables: { [dataVariable(name, "TABLE")]: table.name },
    statements: [
      {
        Effect: "Allow",
        Action: [
          "dynamodb:BatchGetItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:ConditionCheckItem",
          "dynamodb:DeleteItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:UpdateItem",
        ],
        Resource: [table.arn, pulumi.interpolate`${table.arn}/index/*`],
      },
    ],
  };
}
