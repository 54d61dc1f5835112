import { createUrn, type StackName } from "../engine/urn";
import { type PropertyMap, ResourceReference, type Value } from "../engine/value";
import { valueAt } from "../engine/value-at";
import { account, type Facts, hexOf, partitionOf } from "./template";

/** Mock outputs of a resource inside of a remote component, by the URN that it has there. */
export type MockChild = (urn: string) => { id?: string; outputs: PropertyMap };

/** What the outputs of a remote component are made from. */
export interface Remote {
  facts: Facts;
  at: StackName;
  child: MockChild;
}

/** Outputs of remote components. Their children have the names that the plugins give them. */
export const remoteTable: { [type: string]: (remote: Remote) => PropertyMap } = {
  "awsx:ec2:Vpc": vpc,
  "eks:index:Cluster": cluster,
};

/** See awsx/ec2/vpc.ts of pulumi/pulumi-awsx. */
function vpc({ facts, at, child }: Remote): PropertyMap {
  const { urn, logical, inputs } = facts;
  const inside = (parent: string, type: string, name: string) => {
    const childUrn = createUrn(at, parent, type, name);
    return new ResourceReference(childUrn, child(childUrn).id);
  };
  const own = inside(urn, "aws:ec2/vpc:Vpc", logical);
  const zones = numberOfZones(inputs);
  const subnets = subnetTypes(inputs).flatMap((type) =>
    Array.from({ length: zones }, (_, index) => {
      const name = `${logical}-${type.toLowerCase()}-${index + 1}`;
      const subnet = inside(own.urn, "aws:ec2/subnet:Subnet", name);
      const routeTable = inside(subnet.urn, "aws:ec2/routeTable:RouteTable", name);
      return { type, index, name, subnet, routeTable };
    }),
  );
  const gateways = subnets.filter(
    ({ type, index }) => type === "Public" && index < numberOfGateways(inputs, zones),
  );
  const routed = subnets.filter(
    ({ type }) => type === "Public" || (type === "Private" && gateways.length > 0),
  );
  const ofType = (wanted: string) =>
    subnets.filter(({ type }) => type === wanted).map(({ subnet }) => subnet);
  const ids = (references: ResourceReference[]) =>
    references.flatMap(({ id }) => (id === undefined ? [] : [id]));
  return {
    vpc: own,
    vpcId: own.id ?? null,
    internetGateway: inside(own.urn, "aws:ec2/internetGateway:InternetGateway", logical),
    subnets: subnets.map(({ subnet }) => subnet),
    publicSubnets: ofType("Public"),
    privateSubnets: ofType("Private"),
    isolatedSubnets: ofType("Isolated"),
    publicSubnetIds: ids(ofType("Public")),
    privateSubnetIds: ids(ofType("Private")),
    isolatedSubnetIds: ids(ofType("Isolated")),
    routeTables: subnets.map(({ routeTable }) => routeTable),
    routeTableAssociations: subnets.map(({ routeTable, name }) =>
      inside(routeTable.urn, "aws:ec2/routeTableAssociation:RouteTableAssociation", name),
    ),
    routes: routed.map(({ routeTable, name }) => inside(routeTable.urn, "aws:ec2/route:Route", name)),
    natGateways: gateways.map(({ subnet, index }) =>
      inside(subnet.urn, "aws:ec2/natGateway:NatGateway", `${logical}-${index + 1}`),
    ),
    eips: gateways.map(({ subnet, index }) =>
      inside(subnet.urn, "aws:ec2/eip:Eip", `${logical}-${index + 1}`),
    ),
    vpcEndpoints: endpointServices(inputs).map((service) =>
      inside(own.urn, "aws:ec2/vpcEndpoint:VpcEndpoint", service),
    ),
  };
}

function numberOfZones({ numberOfAvailabilityZones, availabilityZoneNames }: PropertyMap): number {
  if (Array.isArray(availabilityZoneNames)) return availabilityZoneNames.length;
  return typeof numberOfAvailabilityZones === "number" ? numberOfAvailabilityZones : 3;
}

function subnetTypes({ subnetSpecs }: PropertyMap): string[] {
  const types = Array.isArray(subnetSpecs) ? subnetSpecs.map((spec) => String(valueAt(spec, "type"))) : [];
  return types.length > 0 ? types.filter((type) => type !== "Unused") : ["Public", "Private"];
}

function numberOfGateways({ natGateways }: PropertyMap, zones: number): number {
  const strategy = String(valueAt(natGateways, "strategy") ?? "OnePerAz").toLowerCase();
  return { none: 0, single: 1 }[strategy] ?? zones;
}

function endpointServices({ vpcEndpointSpecs }: PropertyMap): string[] {
  return Array.isArray(vpcEndpointSpecs)
    ? vpcEndpointSpecs.map((spec) => String(valueAt(spec, "serviceName")))
    : [];
}

/** See nodejs/eks/cluster/cluster.ts of pulumi/pulumi-eks. */
function cluster({ facts, at, child }: Remote): PropertyMap {
  const { urn, logical, region, inputs } = facts;
  const inside = (type: string, name: string, parent = urn) => createUrn(at, parent, type, name);
  const role = (name: string) =>
    inside("aws:iam/role:Role", `${name}-role`, inside("eks:index:ServiceRole", name));
  const eksCluster = inside("aws:eks/cluster:Cluster", `${logical}-eksCluster`);
  const { id = "", outputs } = child(eksCluster);
  const kubeconfig = kubeconfigOf(id, outputs.endpoint ?? "", region);
  const oidcIssuer = `oidc.eks.${region}.amazonaws.com/id/${hexOf(eksCluster, 32).toUpperCase()}`;
  const clusterRole = role(`${logical}-eksRole`);
  const securityGroup = (name: string) => child(inside("aws:ec2/securityGroup:SecurityGroup", name)).id ?? "";
  const autoModeNodeRoleName =
    valueAt(inputs.autoMode, "enabled") === true ? (child(role(`${logical}-nodeRole`)).id ?? "") : "";
  return {
    eksCluster: new ResourceReference(eksCluster, id),
    kubeconfig,
    kubeconfigJson: JSON.stringify(kubeconfig),
    clusterSecurityGroupId: securityGroup(`${logical}-eksClusterSecurityGroup`),
    nodeSecurityGroupId: securityGroup(`${logical}-nodeSecurityGroup`),
    instanceRoles: [],
    autoModeNodeRoleName,
    oidcIssuer,
    oidcProviderUrl: `https://${oidcIssuer}`,
    oidcProviderArn: `arn:${partitionOf(region)}:iam::${account}:oidc-provider/${oidcIssuer}`,
    core: {
      cluster: new ResourceReference(eksCluster, id),
      clusterIamRole: new ResourceReference(clusterRole, child(clusterRole).id),
      endpoint: outputs.endpoint ?? "",
      vpcId: inputs.vpcId ?? null,
      subnetIds: inputs.subnetIds ?? [],
      kubeconfig,
      instanceRoles: [],
      autoModeNodeRoleName,
    },
  };
}

function kubeconfigOf(clusterName: string, server: Value, region: string): PropertyMap {
  const name = "aws";
  const args = ["--region", region, "eks", "get-token", "--cluster-name", clusterName, "--output", "json"];
  const env = [
    { name: "KUBERNETES_EXEC_INFO", value: `{"apiVersion": "client.authentication.k8s.io/v1beta1"}` },
  ];
  return {
    apiVersion: "v1",
    clusters: [{ cluster: { server, "certificate-authority-data": "" }, name: "kubernetes" }],
    contexts: [{ context: { cluster: "kubernetes", user: name }, name }],
    "current-context": name,
    kind: "Config",
    users: [
      {
        name,
        user: { exec: { apiVersion: "client.authentication.k8s.io/v1beta1", command: "aws", args, env } },
      },
    ],
  };
}
