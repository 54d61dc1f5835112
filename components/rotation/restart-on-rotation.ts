import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nameLengths } from "../../facts/name-lengths";
import { createRepeatedState } from "../repeated-state";
import { createRole, serviceAssumeRolePolicy } from "../service-role";
import { nameWithin } from "../shortened-name";
import type { RestartOnRotationArgs } from "./restart-on-rotation-arguments";
import { type RotationPattern, rotationPatterns } from "./rotation-events";

/**
 * Replaces the replicas of a service when a secret that it reads gets a new value: they read it as they start. Rules of EventBridge
 * for exactly the service's secrets and parameters start a state machine of Step Functions, which restarts this service alone. A
 * restart that fails is repeated for some minutes, and then reported to the topic.
 *
 * Costs nothing itself; a restart $0.00005 to $0.00015 for its state transitions.
 */
export class RestartOnRotation extends pulumi.ComponentResource {
  /** The state machine: an execution is a restart. */
  public readonly stateMachine: aws.sfn.StateMachine;
  /** The role that the state machine assumes. */
  public readonly role: aws.iam.Role;

  constructor(name: string, args: RestartOnRotationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:rotation:RestartOnRotation", name, {}, opts);
    const { service } = args;
    const { role, stateMachine } = createRepeatedState(
      name,
      {
        machineName: args.stateMachineName,
        comment: `Restarts the service ${service} after a rotation of its secrets`,
        stateName: "Restart",
        state: args.restart,
        attempts: 6,
        statements: args.statements,
        failure: {
          title: `Restart of ${service} failed`,
          text: `The service ${service} has not been restarted after a rotation of its secrets`,
        },
        topic: args.topic,
        context: args.context,
      },
      { parent: this },
    );
    this.role = role;
    this.stateMachine = stateMachine;
    for (const [store, pattern] of Object.entries(rotationPatterns(args.secrets))) {
      this.createRule(nameWithin(nameLengths.rule, name, store), pattern, args);
    }
    this.registerOutputs({ stateMachine: this.stateMachine.arn });
  }

  /** EventBridge tries a start for a day. The role has the rule's name, for which AWS allows as many characters. */
  private createRule(
    name: string,
    pattern: RotationPattern,
    { service, context }: RestartOnRotationArgs,
  ): void {
    const rule = new aws.cloudwatch.EventRule(
      name,
      { description: `Restarts the service ${service}`, eventPattern: pulumi.jsonStringify(pattern) },
      { parent: this },
    );
    const trust = serviceAssumeRolePolicy("events.amazonaws.com", rule.arn, context);
    const permissions: aws.iam.PolicyDocument = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Restart",
          Effect: "Allow",
          Action: "states:StartExecution",
          Resource: this.stateMachine.arn,
        },
      ],
    };
    const { role, policy } = createRole(name, { trust, permissions }, { parent: this });
    new aws.cloudwatch.EventTarget(
      name,
      { rule: rule.name, arn: this.stateMachine.arn, roleArn: role.arn },
      { parent: this, dependsOn: [policy] },
    );
  }
}
