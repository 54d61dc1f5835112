import assert from "node:assert/strict";
import { figures, resource } from "./a-plan";

describe("the cost of small resources", () => {
  it("counts KMS keys, secrets and the alarms of target tracking", () => {
    assert.deepEqual(
      figures(
        resource("aws:kms/key:Key", "key"),
        resource("aws:secretsmanager/secret:Secret", "hello-environment"),
        resource("aws:appautoscaling/policy:Policy", "cpu", { policyType: "TargetTrackingScaling" }),
        resource("aws:appautoscaling/policy:Policy", "steps", { policyType: "StepScaling" }),
        resource("aws:cloudwatch/metricAlarm:MetricAlarm", "ecs-dead-letters"),
        resource("aws:cloudwatch/metricAlarm:MetricAlarm", "hello-deployment-errors", {
          metricQueries: [
            { id: "errors1", metric: { metricName: "HTTPCode_Target_5XX_Count" } },
            { id: "requests1", metric: { metricName: "RequestCount" } },
            { id: "figure1", expression: "100 * errors1 / requests1" },
          ],
        }),
      ),
      [
        ["key", 1, 1],
        ["secret", 1, 0.4],
        ["alarm", 2, 0.2],
        ["alarm", 2, 0.2],
        ["alarm", 1, 0.1],
      ],
    );
  });

  it("counts private CAs by what they issue, and not their own certificates", () => {
    const authority = (inputs: object) =>
      resource("aws:acmpca/certificateAuthority:CertificateAuthority", "ecs", { type: "ROOT", ...inputs });
    assert.deepEqual(
      figures(
        authority({}),
        authority({ usageMode: "SHORT_LIVED_CERTIFICATE" }),
        resource("aws:acmpca/certificate:Certificate", "ecs"),
        resource("aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate", "ecs"),
      ),
      [
        ["private-ca", 1, 400],
        ["private-ca", 1, 50],
      ],
    );
  });

  it("counts the secret of each endpoint of Service Connect with TLS", () => {
    const service = (...services: object[]) =>
      resource("aws:ecs/service:Service", "orders", {
        launchType: "EC2",
        serviceConnectConfiguration: { enabled: true, services },
      });
    assert.deepEqual(figures(service({ portName: "http" }), service()), []);
    assert.deepEqual(figures(service({ portName: "http", tls: { roleArn: "arn" } })), [["secret", 1, 0.4]]);
  });

  it("counts the hosted zone of service discovery, and no name in it", () => {
    assert.deepEqual(
      figures(
        resource("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", "ecs"),
        resource("aws:servicediscovery/service:Service", "stats"),
        resource("aws:servicediscovery/httpNamespace:HttpNamespace", "ecs"),
      ),
      [["hosted-zone", 1, 0.5]],
    );
  });

  it("counts a dashboard", () => {
    assert.deepEqual(figures(resource("aws:cloudwatch/dashboard:Dashboard", "stack-dashboard")), [
      ["dashboard", 1, 3],
    ]);
  });

  it("counts the metrics of Container Insights, by level", () => {
    const cluster = (value: string) =>
      resource("aws:ecs/cluster:Cluster", "ecs", { settings: [{ name: "containerInsights", value }] });
    const service = resource(
      "aws:ecs/service:Service",
      "hello",
      { launchType: "EC2" },
      { propertyDependencies: { cluster: [cluster("").urn] } },
    );
    assert.deepEqual(figures(cluster("disabled"), service), []);
    assert.deepEqual(figures(cluster("enabled"), service), [["insights", 25, 7.5]]);
    assert.deepEqual(figures(cluster("enhanced"), service), [["insights", 25, 1.75]]);
  });
});
