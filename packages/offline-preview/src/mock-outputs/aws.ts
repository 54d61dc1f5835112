import { arn } from "./aws/arn";
import { containers } from "./aws/containers";
import { data } from "./aws/data";
import { network } from "./aws/network";
import type { Row, Table } from "./template";

/** Mock outputs of AWS resources. A type that isn't listed gets an ARN, an id and a name by {@link awsRow}. */
export const awsTable: Table = { ...containers, ...network, ...data };

/** Mock outputs of an AWS resource that no row describes. */
export function awsRow(type: string): Row {
  const [, service = "", kind = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  const words = kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return { name: "{name}", arn: arn(service, `${words}/{name}`), id: "{name}" };
}
