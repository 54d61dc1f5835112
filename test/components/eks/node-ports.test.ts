import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, ExistingCluster, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const nodePort = { port: 30_080, cidrs: ["10.8.0.0/22", "192.0.2.0/24"] };

type Services = Record<string, ServiceDescription>;

const shop = (orders: Partial<ServiceDescription> = {}): Services => ({
  orders: described({ exposure: "internal", routes: [], nodePort, ...orders }),
  web: described({ calls: ["orders"] }),
});

function planOfServices(
  services: Services,
  on: "managed" | "auto" | "existing" = "managed",
): Promise<RecordedPlan> {
  return planOf(() => {
    const described = Object.values(services);
    const cluster =
      on === "existing"
        ? new ExistingCluster("eks", {
            existing: { kubeconfig: "apiVersion: v1", ingressClass: "nginx" },
            services: described,
          })
        : new EksCluster("eks", { containerLogs: false, network, services: described, compute: on });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
    for (const [name, service] of Object.entries(services)) {
      new Workload(name, { cluster, loadBalancer, service });
    }
  });
}

const specOf = (plan: RecordedPlan, type: string, name: string) => plan.resource(type, name).inputs.spec;
const rulesOf = (plan: RecordedPlan) =>
  plan.ofType("SecurityGroupIngressRule").filter(({ name }) => name.startsWith("eks-node-port"));

describe("EksLoadBalancer: node ports", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfServices(shop());
  });

  it("are the Service's, which keeps its address in the cluster", () => {
    assert.deepEqual(specOf(plan, "core/v1:Service", "orders-service"), {
      type: "NodePort",
      externalTrafficPolicy: "Local",
      selector: { "app.kubernetes.io/name": "orders" },
      ports: [{ name: "http", port: 80, targetPort: "http", nodePort: 30_080 }],
    });
    assert.equal((specOf(plan, "core/v1:Service", "web-service") as { type: string }).type, "ClusterIP");
  });

  it("are open to their clients alone, at the nodes and at the pods", () => {
    assert.deepEqual(
      rulesOf(plan).map(({ name, inputs }) => [name, inputs]),
      nodePort.cidrs.map((cidrIpv4) => [
        `eks-node-port-30080-${cidrIpv4.replaceAll(/[./]/g, "-")}`,
        {
          securityGroupId: plan.theOne("eks:index:Cluster").outputs.clusterSecurityGroupId,
          cidrIpv4,
          description: `Node port of orders from ${cidrIpv4}`,
          ipProtocol: "tcp",
          fromPort: 30_080,
          toPort: 30_080,
        },
      ]),
    );
    const { ingress } = specOf(plan, "NetworkPolicy", "orders-network-policy") as { ingress: object[] };
    const ports = [{ protocol: "TCP", port: "http" }];
    assert.deepEqual(ingress, [
      { from: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "web" } } }], ports },
      { from: [{ ipBlock: { cidr: "10.8.0.0/22" } }, { ipBlock: { cidr: "192.0.2.0/24" } }], ports },
    ]);
  });

  it("need no rule on an existing cluster, whose security groups are its own", async () => {
    const existing = await planOfServices(shop(), "existing");
    assert.equal(
      (specOf(existing, "core/v1:Service", "orders-service") as { type: string }).type,
      "NodePort",
    );
    assert.deepEqual(rulesOf(existing), []);
  });

  it("are refused in Auto Mode, and twice", async () => {
    await assert.rejects(planOfServices(shop(), "auto"), {
      message: [
        'Invalid arguments for EksLoadBalancer "eks":',
        "  - services.orders.nodePort needs nodes that stay: must be left out with compute auto, whose nodes come and go with the pods",
      ].join("\n"),
    });
    const { orders, web } = shop();
    assert.ok(orders && web);
    await assert.rejects(planOfServices({ orders, stock: orders, web }), {
      message: [
        'Invalid arguments for EksLoadBalancer "eks":',
        "  - services.stock.nodePort.port is 30080: must be unique, but services.orders.nodePort.port is the same",
      ].join("\n"),
    });
  });

  it("have a port and ranges that Kubernetes and AWS take, of an internal service", async () => {
    const cidrs = ["0.0.0.0/0", "10.8.0.1/22", "10.8.0.0/22", "10.8.0.0/22"];
    const { web } = shop();
    assert.ok(web);
    await assert.rejects(planOfServices({ web: described({ nodePort: { port: 80, cidrs } }) }), {
      message: [
        'Invalid arguments for Workload "web":',
        '  - service.exposure is "public": must be internal with service.nodePort: others have load balancers, or no port',
        "  - service.nodePort.port is 80: must be a whole number from 30000 to 32767",
        '  - service.nodePort.cidrs[0] is "0.0.0.0/0": must be a range of clients: a service for every address is public, on a load balancer',
        '  - service.nodePort.cidrs[1] is "10.8.0.1/22": must be an IPv4 CIDR block, such as 10.8.0.0/22',
        '  - service.nodePort.cidrs[3] is "10.8.0.0/22", which is already in the list',
      ].join("\n"),
    });
    await assert.rejects(
      planOfServices(shop({ nodePort: { port: 30_080, cidrs: [] } })),
      /service\.nodePort\.cidrs has 0 ranges: must have 1 to 10/,
    );
  });
});
