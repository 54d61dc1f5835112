import { describeTransitions, type Transition } from "./section";
import { webWith } from "./stack";

const eks = { platforms: ["eks"] };
const onNodeGroups = { ...eks, eks: { compute: "managed" }, services: webWith({ protocol: "tcp" }) };
const domain = { name: "shop.example.org", zoneId: "Z0123456789ABCDEFGHIJ" };

const transitions: Transition[] = [
  {
    title: "another idle timeout",
    from: {},
    to: { loadBalancer: { idleTimeoutSeconds: 3600 } },
    there: { does: ["LoadBalancer update"] },
  },
  {
    title: "another idle timeout in prod",
    from: { tier: "prod" },
    to: { tier: "prod", loadBalancer: { idleTimeoutSeconds: 300 } },
    there: { does: ["LoadBalancer update"] },
  },
  {
    title: "another idle timeout on EKS",
    from: eks,
    to: { ...eks, loadBalancer: { idleTimeoutSeconds: 3600 } },
    there: { does: ["IngressClassParams update"] },
  },
  {
    title: "zonal shift",
    from: {},
    to: { loadBalancer: { zonalShift: true } },
    there: { does: ["LoadBalancer update"] },
  },
  {
    title: "no zonal shift in prod",
    from: { tier: "prod" },
    to: { tier: "prod", loadBalancer: { zonalShift: false } },
    there: { does: ["LoadBalancer update"] },
  },
  {
    title: "zonal shift on EKS",
    from: eks,
    to: { ...eks, loadBalancer: { zonalShift: true } },
    there: { does: ["IngressClassParams update"] },
  },
  {
    title: "a web ACL",
    from: {},
    to: { loadBalancer: { waf: true } },
    there: { does: ["WebAcl create", "WebAclAssociation create", "WebAclLoggingConfiguration create"] },
    back: {
      does: ["WebAcl delete", "WebAclAssociation delete", "WebAclLoggingConfiguration delete"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "another limit of requests",
    from: { loadBalancer: { waf: true } },
    to: { loadBalancer: { waf: { rateLimit: 5000 } } },
    there: { does: ["WebAcl update"] },
  },
  {
    title: "no web ACL in prod",
    from: { tier: "prod" },
    to: { tier: "prod", loadBalancer: { waf: false } },
    there: {
      does: ["WebAcl delete", "WebAclAssociation delete", "WebAclLoggingConfiguration delete"],
      costs: ["LogGroup: its logs"],
    },
    back: { does: ["WebAcl create", "WebAclAssociation create", "WebAclLoggingConfiguration create"] },
  },
  {
    title: "a web ACL on EKS",
    from: eks,
    to: { ...eks, loadBalancer: { waf: { rateLimit: 1000 } } },
    there: { does: ["Ingress update", "WebAcl create"] },
    back: { does: ["Ingress update", "WebAcl delete"], costs: ["LogGroup: its logs"] },
  },
  {
    title: "no web ACL on EKS in prod",
    from: { ...eks, tier: "prod" },
    to: { ...eks, tier: "prod", loadBalancer: { waf: false } },
    there: { does: ["Ingress update", "WebAcl delete"], costs: ["LogGroup: its logs"] },
    back: { does: ["Ingress update", "WebAcl create"] },
  },
  {
    title: "access logs",
    from: {},
    to: { loadBalancer: { accessLogs: true } },
    there: { does: ["Bucket create", "LoadBalancer update"] },
    back: { does: ["Bucket delete", "LoadBalancer update"], costs: ["Bucket: its objects"] },
  },
  {
    title: "no access logs in prod",
    from: { tier: "prod" },
    to: { tier: "prod", loadBalancer: { accessLogs: false } },
    there: {
      does: ["Bucket delete", "LoadBalancer update"],
      costs: ["Bucket: its objects"],
      refused: ["delete Bucket: BucketNotEmpty"],
      way: [{ tier: "prod", protection: false }],
    },
    back: { does: ["Bucket create", "LoadBalancer update"] },
  },
  {
    title: "access logs on EKS",
    from: eks,
    to: { ...eks, loadBalancer: { accessLogs: true } },
    there: { does: ["Bucket create", "IngressClassParams update"] },
    back: { does: ["Bucket delete", "IngressClassParams update"], costs: ["Bucket: its objects"] },
  },
  {
    title: "static addresses",
    from: { services: webWith({ protocol: "tcp" }) },
    to: { services: webWith({ protocol: "tcp" }), loadBalancer: { staticAddresses: true } },
    there: {
      does: ["Eip create", "Listener replace", "LoadBalancer replace"],
      not: ["TargetGroup replace", "Service replace"],
      costs: ["Listener: deleted first", "LoadBalancer: deleted first"],
    },
    back: {
      does: ["Eip delete", "Listener replace", "LoadBalancer replace"],
      not: ["TargetGroup replace", "Service replace"],
      costs: ["Listener: deleted first", "LoadBalancer: deleted first"],
    },
  },
  {
    title: "static addresses on EKS",
    from: onNodeGroups,
    to: { ...onNodeGroups, loadBalancer: { staticAddresses: true } },
    there: {
      does: ["Eip create", "Service replace"],
      not: ["Deployment replace"],
      costs: ["Service: deleted first"],
    },
    back: {
      does: ["Eip delete", "Service replace"],
      not: ["Deployment replace"],
      costs: ["Service: deleted first"],
    },
  },
  {
    title: "IPv6, in place: the ranges of the network stay without it",
    from: { platforms: ["ecs"], domain },
    to: { platforms: ["ecs"], domain, loadBalancer: { ipv6: true } },
    there: {
      does: [
        "LoadBalancer update",
        "Record create",
        "Route create",
        "SecurityGroupIngressRule create",
        "Vpc update",
      ],
      not: ["Listener replace", "LoadBalancer replace", "Service update", "Vpc replace"],
    },
    back: {
      does: [
        "LoadBalancer update",
        "Record delete",
        "Route delete",
        "SecurityGroupIngressRule delete",
        "Vpc update",
      ],
      not: ["Listener replace", "LoadBalancer replace", "Service update", "Vpc replace"],
    },
  },
  {
    title: "IPv6 on EKS",
    from: eks,
    to: { ...eks, loadBalancer: { ipv6: true } },
    there: { does: ["IngressClassParams update", "Route create", "Vpc update"] },
    back: { does: ["IngressClassParams update", "Route delete", "Vpc update"] },
  },
  {
    title: "CloudFront in front of it: another load balancer, to whose target group the tasks move",
    from: {},
    to: { loadBalancer: { cloudFront: true } },
    there: {
      does: [
        "Distribution create",
        "Listener replace",
        "ListenerRule replace",
        "LoadBalancer create",
        "LoadBalancer delete",
        "Service update",
        "TargetGroup create",
        "TargetGroup delete",
        "VpcOrigin create",
      ],
    },
    back: {
      does: [
        "Distribution delete",
        "Listener replace",
        "ListenerRule replace",
        "LoadBalancer create",
        "LoadBalancer delete",
        "Service update",
        "TargetGroup create",
        "TargetGroup delete",
        "VpcOrigin delete",
      ],
    },
  },
  {
    title: "CloudFront in prod, with a web ACL and access logs of its own",
    from: { tier: "prod", platforms: ["ecs"] },
    to: { tier: "prod", platforms: ["ecs"], loadBalancer: { cloudFront: true } },
    there: {
      does: ["BucketPolicy update", "LogDelivery create", "WebAcl create", "WebAcl delete"],
      costs: ["LogGroup: its logs"],
      refused: ["delete LoadBalancer: cannot be deleted because it is protected"],
      way: [{ tier: "prod", platforms: ["ecs"], protection: false }],
    },
    back: {
      does: ["BucketPolicy update", "LogDelivery delete", "WebAcl create", "WebAcl delete"],
      costs: ["LogGroup: its logs"],
      refused: ["delete LoadBalancer: cannot be deleted because it is protected"],
      way: [{ tier: "prod", platforms: ["ecs"], protection: false, loadBalancer: { cloudFront: true } }],
    },
  },
  {
    title: "a domain behind CloudFront, which then speaks HTTPS to the load balancer",
    from: { loadBalancer: { cloudFront: true } },
    to: { loadBalancer: { cloudFront: true }, domain },
    there: {
      does: [
        "Certificate create",
        "Distribution update",
        "Listener create",
        "Listener delete",
        "ListenerRule replace",
        "Record create",
        "VpcOrigin replace",
      ],
      not: ["LoadBalancer update", "Service update", "TargetGroup create"],
    },
    back: {
      does: [
        "Certificate delete",
        "Distribution update",
        "Listener create",
        "Listener delete",
        "ListenerRule replace",
        "Record delete",
        "VpcOrigin replace",
      ],
      not: ["LoadBalancer update", "Service update", "TargetGroup create"],
    },
  },
  {
    title: "CloudFront in front of a domain in another region, with a certificate of its own",
    from: { "aws:region": "eu-central-1", domain },
    to: { "aws:region": "eu-central-1", domain, loadBalancer: { cloudFront: true } },
    there: { does: ["Certificate create", "Record create", "Record update", "Service update"] },
    back: { does: ["Certificate delete", "Record delete", "Record update", "Service update"] },
  },
  {
    title:
      "CloudFront on EKS: another load balancer beside the public one, which goes when the distribution is there",
    from: eks,
    to: { ...eks, loadBalancer: { cloudFront: true } },
    there: {
      does: [
        "Distribution create",
        "Ingress create",
        "Ingress delete",
        "Ingress replace",
        "IngressClass create",
        "IngressClass delete",
        "IngressClassParams create",
        "IngressClassParams delete",
        "VpcOrigin create",
      ],
      not: ["Deployment replace", "Deployment update", "Service replace", "Service update"],
    },
    back: {
      does: [
        "Distribution delete",
        "Ingress create",
        "Ingress delete",
        "Ingress replace",
        "IngressClass create",
        "IngressClass delete",
        "IngressClassParams create",
        "IngressClassParams delete",
        "VpcOrigin delete",
      ],
      not: ["Deployment replace", "Deployment update", "Service replace", "Service update"],
    },
  },
  {
    title:
      "a domain behind CloudFront on EKS: another load balancer, since a listener takes nearly all rules of its group",
    from: { ...eks, loadBalancer: { cloudFront: true } },
    to: { ...eks, loadBalancer: { cloudFront: true }, domain },
    there: {
      does: [
        "Certificate create",
        "Distribution update",
        "Ingress create",
        "Ingress delete",
        "Record create",
        "VpcOrigin replace",
      ],
      not: ["Deployment replace", "Deployment update", "Distribution replace", "Service update"],
    },
    back: {
      does: [
        "Certificate delete",
        "Distribution update",
        "Ingress create",
        "Ingress delete",
        "Record delete",
        "VpcOrigin replace",
      ],
      not: ["Deployment replace", "Deployment update", "Distribution replace", "Service update"],
    },
  },
  {
    title: "CloudFront on EKS in prod, whose Ingress is protected",
    from: { ...eks, tier: "prod" },
    to: { ...eks, tier: "prod", loadBalancer: { cloudFront: true } },
    there: {
      does: ["BucketPolicy update", "Distribution create", "WebAcl create", "WebAcl delete"],
      costs: ["LogGroup: its logs"],
      refused: ["delete Ingress: cannot be deleted because it is protected"],
      way: [{ ...eks, tier: "prod", protection: false }],
    },
    back: {
      does: ["BucketPolicy update", "Distribution delete", "WebAcl create", "WebAcl delete"],
      costs: ["LogGroup: its logs"],
      refused: ["delete Ingress: cannot be deleted because it is protected"],
      way: [{ ...eks, tier: "prod", protection: false, loadBalancer: { cloudFront: true } }],
    },
  },
];

describeTransitions("loadBalancer", transitions);
