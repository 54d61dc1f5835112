/** A step of a pattern: characters that it takes once or repeatedly, the beginning, or steps that may be skipped. */
type Step =
  | { kind: "one" | "many"; takes: (character: string) => boolean }
  | { kind: "beginning" }
  | { kind: "optional"; end: number };

/**
 * Matches whole texts with the regular expressions that wildcard patterns become, in a time that grows with the length of
 * the text times that of the pattern: it follows all ways through the pattern at once, where JavaScript tries one after
 * another, whose number doubles with each wildcard.
 *
 * @param expression Characters, `\` before any, `.`, `^` and classes in `[]`, each with `*` or without; groups in `(…)?`.
 * @throws SyntaxError for anything else.
 */
export function linearExpression(expression: string): (text: string) => boolean {
  const steps = stepsOf(expression);
  return (text) => {
    let active = new Set<number>();
    enter(0, active, steps, true);
    for (const character of text) {
      const next = new Set<number>();
      for (const position of active) {
        const step = steps[position];
        if ((step?.kind === "one" || step?.kind === "many") && step.takes(character)) {
          enter(step.kind === "one" ? position + 1 : position, next, steps, false);
        }
      }
      if (next.size === 0) return false;
      active = next;
    }
    return active.has(steps.length);
  };
}

/** Adds a position, and those that are reached from it without a character. */
function enter(position: number, active: Set<number>, steps: readonly Step[], atBeginning: boolean): void {
  if (active.has(position)) return;
  active.add(position);
  const step = steps[position];
  if (step?.kind === "many" || step?.kind === "optional" || (step?.kind === "beginning" && atBeginning)) {
    enter(position + 1, active, steps, atBeginning);
  }
  if (step?.kind === "optional") {
    enter(step.end, active, steps, atBeginning);
  }
}

/** A class, an escaped character, or any other one; the `s` flag lets a character be a line break. */
const atom = /\[(?:\\.|[^\]\\])*\]|\\.|./suy;

function stepsOf(expression: string): Step[] {
  const steps: Step[] = [];
  const groups: { kind: "optional"; end: number }[] = [];
  for (let at = 0; at < expression.length; ) {
    atom.lastIndex = at;
    const text = atom.exec(expression)?.[0] ?? "";
    at += text.length;
    if (text === "(") {
      const group = { kind: "optional" as const, end: 0 };
      groups.push(group);
      steps.push(group);
    } else if (text === ")") {
      const group = groups.pop();
      if (group === undefined || expression[at] !== "?") throw new SyntaxError("a group that isn't optional");
      group.end = steps.length;
      at += 1;
    } else if (text === "^") {
      steps.push({ kind: "beginning" });
    } else {
      const repeated = expression[at] === "*";
      steps.push({ kind: repeated ? "many" : "one", takes: characters(text) });
      at += repeated ? 1 : 0;
    }
  }
  if (groups.length > 0) throw new SyntaxError("a group without an end");
  return steps;
}

/** The characters that an atom stands for. */
function characters(text: string): (character: string) => boolean {
  if (text === ".") return (character) => character !== "\n";
  if (text === "[^/]") return (character) => character !== "/";
  if (text.startsWith("[") || /^[\]*?+{}|$]$/.test(text)) {
    const expression = new RegExp(`^${text}$`, "u");
    return (character) => expression.test(character);
  }
  const literal = text.length > 1 && text.startsWith("\\") ? text.slice(1) : text;
  return (character) => character === literal;
}
