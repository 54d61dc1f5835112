import { chatMessage, type FailureTopic } from "./failure-topic";

/** Of a state: whatever fails is reported. */
export const toReport = { ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput %}", Next: "Report" };

/** What a message says of a failure: its title, and what goes before the error. Without quotes and backslashes. */
export interface Failure {
  title: string;
  text: string;
}

/** The states of a state machine that report a failure to a topic, and fail with it. */
export function reportFailure(failure: Failure, failures: FailureTopic): object {
  return {
    Report: {
      Type: "Task",
      Resource: "arn:aws:states:::sns:publish",
      Arguments: {
        TopicArn: failures.arn,
        Subject: failure.title,
        Message: messageOf(failure, failures),
      },
      Output: "{% $states.input %}",
      Next: "Failed",
    },
    Failed: { Type: "Fail", Error: "{% $states.input.Error %}", Cause: "{% $states.input.Cause %}" },
  };
}

/** What a message says of a run of a job that failed. */
export function jobFailure(name: string): Failure {
  return { title: `Job ${name} failed`, text: `A run of the job ${name} failed` };
}

/** The states that report a run of a job that failed. */
export function reportJobFailure(name: string, failures: FailureTopic): object {
  return reportFailure(jobFailure(name), failures);
}

/** The message as a JSONata expression. */
function messageOf({ title, text }: Failure, { format = "text" }: FailureTopic): string {
  const message =
    `'${text}: ' & $states.input.Error & '\\n\\nExecution: ' & $states.context.Execution.Id & ` +
    "'\\n\\n' & $substring($states.input.Cause, 0, 4000)";
  if (format === "text") return `{% ${message} %}`;
  const marker = "TEXT";
  return `{% $string(${JSON.stringify(chatMessage(title, marker)).replace(`"${marker}"`, message)}) %}`;
}
