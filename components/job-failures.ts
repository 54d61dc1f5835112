import { chatMessage, type FailureTopic } from "./failure-topic";

/** Of a state: whatever fails is reported. */
export const toReport = { ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput %}", Next: "Report" };

/** The states of a state machine that report a failure of a job to a topic, and fail with it. */
export function reportFailure(name: string, failures: FailureTopic): object {
  return {
    Report: {
      Type: "Task",
      Resource: "arn:aws:states:::sns:publish",
      Arguments: {
        TopicArn: failures.arn,
        Subject: `Job ${name} failed`,
        Message: messageOf(name, failures),
      },
      Output: "{% $states.input %}",
      Next: "Failed",
    },
    Failed: { Type: "Fail", Error: "{% $states.input.Error %}", Cause: "{% $states.input.Cause %}" },
  };
}

/** The message about a run that failed, as a JSONata expression. */
function messageOf(name: string, { format = "text" }: FailureTopic): string {
  const text =
    `'A run of the job ${name} failed: ' & $states.input.Error & '\\n\\nExecution: ' & $states.context.Execution.Id & ` +
    "'\\n\\n' & $substring($states.input.Cause, 0, 4000)";
  if (format === "text") return `{% ${text} %}`;
  const marker = "TEXT";
  const message = JSON.stringify(chatMessage(`Job ${name} failed`, marker));
  return `{% $string(${message.replace(`"${marker}"`, text)}) %}`;
}
