import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { cloudFrontRegion } from "../../facts/cloud-front";
import { wafLogGroupPrefix } from "../../facts/waf";
import { assertValidArguments } from "../invalid-arguments";
import { validateWebAcl, type WebAclArgs } from "./web-acl-arguments";
import { webAclRules } from "./web-acl-rules";

/**
 * A web ACL of AWS WAF for the load balancers of a stack, or the CloudFront distribution in front of one: AWS's managed rules against common attacks, known bad inputs and
 * addresses with a bad reputation, and a limit of requests for each address. Blocked requests are logged to CloudWatch Logs
 * (WAF.11) without their credentials.
 *
 * Monthly cost: $5, $1 for each of its 5 rules, and $0.60 per million requests.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class WebAcl extends pulumi.ComponentResource {
  /** The web ACL. */
  public readonly webAcl: aws.wafv2.WebAcl;
  /** ARN of the web ACL. */
  public readonly arn: pulumi.Output<string>;
  /** The log group of blocked requests. */
  public readonly logGroup: aws.cloudwatch.LogGroup;

  constructor(name: string, args: WebAclArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("WebAcl", name, validateWebAcl(args));
    super("aws-containers:load-balancer:WebAcl", name, {}, opts);

    this.webAcl = this.createWebAcl(name, args);
    this.logGroup = this.createLogGroup(name, args);
    this.createLogging(name, args);
    this.arn = this.webAcl.arn;

    this.registerOutputs({ arn: this.arn });
  }

  private createWebAcl(name: string, { rateLimit = 2000, cloudFront = false }: WebAclArgs): aws.wafv2.WebAcl {
    return new aws.wafv2.WebAcl(
      `${name}-web-acl`,
      {
        description: "Requests to the load balancers of the stack",
        scope: cloudFront ? "CLOUDFRONT" : "REGIONAL",
        ...placeOf(cloudFront),
        defaultAction: { allow: {} },
        rules: webAclRules(rateLimit),
        visibilityConfig: {
          cloudwatchMetricsEnabled: true,
          metricName: name,
          sampledRequestsEnabled: true,
        },
      },
      { parent: this },
    );
  }

  private createLogGroup(name: string, args: WebAclArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-web-acl-logs`,
      {
        ...placeOf(args.cloudFront),
        namePrefix: `${wafLogGroupPrefix}${name}-`,
        retentionInDays: args.logRetentionDays ?? 90,
        kmsKeyId: args.logKeyArn,
      },
      { parent: this },
    );
  }

  /** All others are in the access logs, and those that a rule counts in its metrics; here they would cost $0.50 per GB. */
  private createLogging(name: string, args: WebAclArgs): aws.wafv2.WebAclLoggingConfiguration {
    return new aws.wafv2.WebAclLoggingConfiguration(
      `${name}-web-acl-logging`,
      {
        ...placeOf(args.cloudFront),
        resourceArn: this.webAcl.arn,
        logDestinationConfigs: [this.logGroup.arn],
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: [{ actionCondition: { action: "BLOCK" } }],
            },
          ],
        },
        redactedFields: ["authorization", "cookie"].map((header) => ({ singleHeader: { name: header } })),
      },
      { parent: this },
    );
  }
}

/** Where a web ACL is with its log group: the provider's region, or that of CloudFront. */
function placeOf(cloudFront = false): { region?: string } {
  return cloudFront ? { region: cloudFrontRegion } : {};
}
