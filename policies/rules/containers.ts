import { at, blocks, type Properties, texts } from "../values";
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
