import type * as pulumi from "@pulumi/pulumi";

/** Of a state: whatever fails is reported. */
export const toReport = { ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput %}", Next: "Report" };

/** The states of a state machine that report a failure of a job to a topic, and fail with it. */
export function reportFailure(name: string, failuresTopicArn: pulumi.Input<string>): object {
  return {
    Report: {
      Type: "Task",
      Resource: "arn:aws:states:::sns:publish",
      Arguments: {
        TopicArn: failuresTopicArn,
        Subject: `Job ${name} failed`,
        Message:
          `{% 'A run of the job ${name} failed: ' & $states.input.Error & '\\n\\nExecution: ' & $states.context.Execution.Id & ` +
          "'\\n\\n' & $substring($states.input.Cause, 0, 4000) %}",
      },
      Output: "{% $states.input %}",
      Next: "Failed",
    },
    Failed: { Type: "Fail", Error: "{% $states.input.Error %}", Cause: "{% $states.input.Cause %}" },
  };
}
