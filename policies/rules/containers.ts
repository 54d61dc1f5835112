import { at, blocks, isProperties, type Properties, texts } from "../values";
import { secretReason } from "./secrets";

/** What messages call a container. */
export function containerLabel(container: Properties): string {
  const name = at(container, "name");
  return typeof name === "string" ? `Container ${name}` : "A container of unknown name";
}

/** The environment variables of a container with a value that looks like a secret, as messages without that value. */
export function secretsInEnvironment(container: Properties, property: string, advice: string): string[] {
  return blocks(at(container, property)).flatMap((variable) => {
    const [name] = texts(at(variable, "name"));
    const [value] = texts(at(variable, "value"));
    const reason = name !== undefined && value !== undefined ? secretReason(name, value) : undefined;
    return reason === undefined
      ? []
      : [
          `${containerLabel(container)}: environment variable ${name} ${reason}, readable by everybody who may describe it: ${advice}`,
        ];
  });
}

/** The properties of a container that make its command, where one has what looks like a secret. */
export function secretsInCommand(
  container: Properties,
  properties: readonly string[],
  advice: string,
): string[] {
  return properties
    .filter((property) => texts(at(container, property)).some(isSecret))
    .map(
      (property) =>
        `${containerLabel(container)}: ${property} has a value that looks like a secret, readable by everybody who may describe it: ${advice}`,
    );
}

/** The keys of a ConfigMap whose text has what looks like a secret. */
export function secretsInConfigMap(inputs: Properties, advice: string): string[] {
  const data = at(inputs, "data");
  return (isProperties(data) ? Object.entries(data) : [])
    .filter(([, value]) => texts(value).some(isSecret))
    .map(([key]) => `${key} of the ConfigMap has a value that looks like a secret: ${advice}`);
}

function isSecret(value: string): boolean {
  return secretReason("", value) !== undefined;
}
