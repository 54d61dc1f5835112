import { parseSecretReference, secretReferenceForms } from "../facts/secret-references";
import { variableName } from "../facts/variable-names";
import type { CompleteContainer } from "./complete-container";
import { variableNames } from "./data-source";
import { mustBe } from "./invalid-arguments";

/** Variables that are set from elsewhere in a description, each with the argument that sets it. */
type Taken = Readonly<Record<string, string>>;

/** Validates the variables of a container: their names, each set once, and where secret ones have their values. */
export function validateVariables(at: string, container: CompleteContainer, taken: Taken): string[] {
  return [
    ...validateEnvironment(at, container, taken),
    ...validateSecrets(at, container),
    ...validateUses(at, container, taken),
  ];
}

function validateEnvironment(at: string, container: CompleteContainer, taken: Taken): string[] {
  const ofData = container.uses.flatMap(variableNames);
  const kinds = ["environment", "secretEnvironment", "secrets"] as const;
  const variables = kinds.flatMap((kind) =>
    Object.keys(container[kind]).map((variable) => ({ kind, variable })),
  );
  return variables.flatMap(({ kind, variable }, index) => {
    const argument = `${at}.${kind}.${variable}`;
    const first = variables.findIndex((other) => other.variable === variable);
    if (first < index) {
      return [`${argument} is in ${at}.${variables[first]?.kind} too: must be in one of them`];
    }
    if (Object.hasOwn(taken, variable)) {
      return [`${argument} is set from ${taken[variable]}: must be left out`];
    }
    if (ofData.includes(variable)) {
      return [`${argument} is set from ${at}.uses: must be left out`];
    }
    return variableName.test(variable)
      ? []
      : [`${argument} is not a variable's name: must be letters, digits and underscores, no digit first`];
  });
}

function validateSecrets(at: string, { secrets }: CompleteContainer): string[] {
  return Object.entries(secrets).flatMap(([variable, reference]) =>
    parseSecretReference(reference) === undefined
      ? [mustBe(`${at}.secrets.${variable}`, reference, secretReferenceForms)]
      : [],
  );
}

/** Two parts of the data, or one and something else, can't have the same variable. */
function validateUses(at: string, { uses }: CompleteContainer, taken: Taken): string[] {
  const variables = uses.map(variableNames);
  return variables.flatMap((own, index) =>
    own.flatMap((variable) => {
      const first = variables.findIndex((names) => names.includes(variable));
      const other = Object.hasOwn(taken, variable) ? taken[variable] : `${at}.uses[${first}]`;
      return Object.hasOwn(taken, variable) || first < index
        ? [`${at}.uses[${index}] sets ${variable}, which ${other} sets too: must be left out or renamed`]
        : [];
    }),
  );
}
