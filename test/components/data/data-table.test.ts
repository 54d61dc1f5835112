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
