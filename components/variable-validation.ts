import { parseSecretReference, secretReferenceForms } from "../facts/secret-references";
import { callVariables } from "./calls";
import type { CompleteService } from "./complete-service";
import { variableNames } from "./data-source";
import { mustBe } from "./invalid-arguments";

/** Validates the variables of a service: their names, each set once, and where secret ones have their values. */
export function validateVariables(service: CompleteService): string[] {
  return [...validateEnvironment(service), ...validateSecrets(service), ...validateUses(service)];
}

function validateEnvironment(service: CompleteService): string[] {
  const ofCalls = callVariables(service.calls);
  const ofData = service.uses.flatMap(variableNames);
  const kinds = ["environment", "secretEnvironment", "secrets"] as const;
  const variables = kinds.flatMap((kind) =>
    Object.keys(service[kind]).map((variable) => ({ kind, variable })),
  );
  return variables.flatMap(({ kind, variable }, index) => {
    const argument = `service.${kind}.${variable}`;
    const first = variables.findIndex((other) => other.variable === variable);
    if (first < index) {
      return [`${argument} is in service.${variables[first]?.kind} too: must be in one of them`];
    }
    if (variable === "PORT" && service.exposure !== "none") {
      return [`${argument} is set from service.port: must be left out`];
    }
    if (Object.hasOwn(ofCalls, variable)) {
      return [`${argument} is set from service.calls: must be left out`];
    }
    if (ofData.includes(variable)) {
      return [`${argument} is set from service.uses: must be left out`];
    }
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)
      ? []
      : [`${argument} is not a variable's name: must be letters, digits and underscores, no digit first`];
  });
}

function validateSecrets({ secrets }: CompleteService): string[] {
  return Object.entries(secrets).flatMap(([variable, reference]) =>
    parseSecretReference(reference) === undefined
      ? [mustBe(`service.secrets.${variable}`, reference, secretReferenceForms)]
      : [],
  );
}

/** Two parts of the data, or one and a call, can't have the same variable. */
function validateUses({ uses, calls }: CompleteService): string[] {
  const variables = [Object.keys(callVariables(calls)), ...uses.map(variableNames)];
  return uses.flatMap((source, index) =>
    variableNames(source).flatMap((variable) => {
      const first = variables.findIndex((names) => names.includes(variable));
      const other = first === 0 ? "service.calls" : `service.uses[${first - 1}]`;
      return first <= index
        ? [`service.uses[${index}] sets ${variable}, which ${other} sets too: must be left out or renamed`]
        : [];
    }),
  );
}
