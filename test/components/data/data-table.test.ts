import assert from "node:assert/strict";
import { DataTable, type DataTableArgs } from "../../../components/data";
import { planOf } from "../../support/plan";

const planOfTable = (args?: DataTableArgs) => planOf(() => void new DataTable("orders", args));

describe("DataTable", () => {
  it("has on-demand capacity and the key id, and goes with its items", async () => {
    const table = (await planOfTable()).theOne("dynamodb/table:Table");
    assert.equal(table.name, "orders-table");
    assert.deepEqual(table.inputs, {
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      pointInTimeRecovery: { enabled: false },
      deletionProtectionEnabled: false,
    });
    assert.ok(!table.protect);
  });

  it("has other keys, recovery and protection by argument", async () => {
    const args = { key: "customer", sortKey: "order", pointInTimeRecovery: true, protect: true };
    const table = (await planOfTable(args)).theOne("dynamodb/table:Table");
    assert.deepEqual(table.inputs, {
      billingMode: "PAY_PER_REQUEST",
      hashKey: "customer",
      rangeKey: "order",
      attributes: [
        { name: "customer", type: "S" },
        { name: "order", type: "S" },
      ],
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: true,
    });
    assert.equal(table.protect, true);
  });

  it("has keys of other types by argument", async () => {
    const args: DataTableArgs = { key: { name: "customer", type: "number" }, sortKey: { name: "order" } };
    const { attributes } = (await planOfTable(args)).theOne("dynamodb/table:Table").inputs;
    assert.deepEqual(attributes, [
      { name: "customer", type: "N" },
      { name: "order", type: "S" },
    ]);
    const binary = await planOfTable({ sortKey: { name: "digest", type: "binary" } });
    assert.deepEqual(binary.theOne("dynamodb/table:Table").inputs.attributes, [
      { name: "id", type: "S" },
      { name: "digest", type: "B" },
    ]);
    const text: "string" = JSON.parse('"text"');
    await assert.rejects(planOfTable({ key: { name: "a b" }, sortKey: { name: "order", type: text } }), {
      message:
        'Invalid arguments for DataTable "orders":\n' +
        '  - key is "a b": must be 1 to 255 letters, digits, underscores, dots and hyphens\n' +
        '  - sortKey.type is "text": must be string, number or binary',
    });
  });

  it("refuses names that no key can have", async () => {
    await assert.rejects(planOfTable({ key: "", sortKey: "a b" }), {
      message:
        'Invalid arguments for DataTable "orders":\n' +
        '  - key is "": must be 1 to 255 letters, digits, underscores, dots and hyphens\n' +
        '  - sortKey is "a b": must be 1 to 255 letters, digits, underscores, dots and hyphens',
    });
    await assert.rejects(planOfTable({ sortKey: "id" }), {
      message:
        'Invalid arguments for DataTable "orders":\n  - sortKey is "id": must be another attribute than key',
    });
  });
});
