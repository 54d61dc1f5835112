import type { PlannedResource } from "../engine/plan";
import type { Value } from "../engine/value";
import { listOf, valueAt } from "../engine/value-at";
import type { Reason } from "./step";

/**
 * An update of a DynamoDB table whose key gets another type. The provider sends it in place, since no key has another name.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/23618
 */
export function otherKeyType(base: PlannedResource, head: PlannedResource): Reason | undefined {
  if (!head.type.startsWith("aws:dynamodb/table:")) return undefined;
  const keys = [head.inputs.hashKey, head.inputs.rangeKey];
  const [was, is] = [typesOf(base.inputs.attributes), typesOf(head.inputs.attributes)];
  const changed = keys.find((key) => was.has(key) && is.has(key) && was.get(key) !== is.get(key));
  return changed === undefined
    ? undefined
    : {
        because: `its key ${String(changed)} has another type, and DynamoDB keeps the types of a table's keys`,
        instead:
          "Create a second table and copy the items, or replace it without them: pulumi up --replace URN.",
        error: "ValidationException",
      };
}

/** The type of each attribute, by its name. */
function typesOf(attributes: Value | undefined): Map<Value | undefined, Value | undefined> {
  return new Map(
    listOf(attributes).map((attribute) => [valueAt(attribute, "name"), valueAt(attribute, "type")]),
  );
}
