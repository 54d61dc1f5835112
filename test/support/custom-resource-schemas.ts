import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";

type Schema = z.core.JSONSchema.JSONSchema;

/**
 * Kinds of EKS Auto Mode of which no definition is published, but that of the controller they come from: with the names of fields
 * that EKS has renamed.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html (read 2026-11-21)
 */
const ofAutoMode: Readonly<Record<string, { from: string; renamed: Readonly<Record<string, string>> }>> = {
  "eks.amazonaws.com/v1 IngressClassParams": {
    from: "elbv2.k8s.aws/v1beta1 IngressClassParams",
    renamed: { certificateArn: "certificateARNs" },
  },
};

let schemas: Record<string, Schema> | undefined;

/** The schema of a custom resource by its API version and kind, whose metadata is that of every object. */
export function customResourceSchema(kind: string): Schema | undefined {
  schemas ??= readSchemas();
  const { from = kind, renamed = {} } = ofAutoMode[kind] ?? {};
  const schema = schemas[from];
  if (schema === undefined) return undefined;
  const { spec, ...others } = schema.properties ?? {};
  const fields = typeof spec === "object" ? spec.properties : undefined;
  const renamedFields =
    fields &&
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [renamed[name] ?? name, field]));
  return {
    ...schema,
    properties: {
      ...others,
      metadata: { $ref: "#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" },
      ...(typeof spec === "object" && {
        spec: { ...spec, ...(renamedFields && { properties: renamedFields }) },
      }),
    },
  };
}

function readSchemas(): Record<string, Schema> {
  const file = join(__dirname, "kubernetes-schemas", "custom-resources.json");
  const read: { schemas: Record<string, Schema> } = JSON.parse(readFileSync(file, "utf8"));
  return read.schemas;
}
