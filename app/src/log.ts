/** How much a log line matters: `fatal` lines are the last of a process. */
export type Level = "info" | "warn" | "error" | "fatal";

/** Facts of a log line beside its message. An Error becomes its name, message, code and stack. */
export type Fields = Record<string, unknown>;

/** Writes one log line. */
export type Log = (level: Level, message: string, fields?: Fields) => void;

/**
 * A log of one JSON object per line, which CloudWatch Logs Insights and `kubectl logs | jq` read as it is. Line breaks
 * and control characters inside values are escaped, so no client can forge a line.
 */
export function createLog(write: (line: string) => void): Log {
  return (level, message, fields = {}) => {
    const line = JSON.stringify(
      { time: new Date().toISOString(), level, message, ...fields },
      readableErrors,
    );
    write(`${line}\n`);
  };
}

function readableErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, ...codeOf(value), stack: value.stack };
}

function codeOf(error: Error): { code?: unknown } {
  return "code" in error ? { code: error.code } : {};
}
