import { describeTransitions, type Transition } from "./section";
import { web } from "./stack";

const domain = { name: "shop.example.org", zoneId: "Z0123456789ABCDEFGHIJ" };
const certificateArn = "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const other = certificateArn.replace("0f1e", "ffff");
const both = ["ecs", "eks"];
const routes = [{ path: "/*" }, { path: "/*", host: "app.shop.example.org" }];
const deeper = [...routes, { path: "/*", host: "app.eu.shop.example.org" }];
const withRoutes = (given: object[]) => ({ web: { ...web, routes: given } });
const eksGone = [
  "Cluster: everything that runs in it, and its volumes' claims",
  "Key: everything encrypted with it, which nobody can read any more",
  "LogGroup: its logs",
  "Namespace: everything in it",
];

const transitions: Transition[] = [
  {
    title: "a domain: rules move to HTTPS, HTTP redirects",
    from: {},
    to: { domain },
    there: {
      does: [
        "Certificate create",
        "CertificateValidation create",
        "Listener create",
        "Listener update",
        "ListenerRule replace",
        "Record create",
        "SecurityGroupIngressRule create",
      ],
    },
    back: {
      does: [
        "Certificate delete",
        "Listener delete",
        "Listener update",
        "ListenerRule replace",
        "Record delete",
        "SecurityGroupIngressRule delete",
      ],
    },
  },
  {
    title: "a domain in prod",
    from: { tier: "prod" },
    to: { tier: "prod", domain },
    there: { does: ["Listener update", "ListenerRule replace"] },
  },
  {
    title: "a domain on EKS",
    from: { platforms: ["eks"] },
    to: { platforms: ["eks"], domain },
    there: { does: ["Certificate create", "Ingress update", "IngressClassParams update", "Record create"] },
    back: { does: ["Certificate delete", "Ingress update", "IngressClassParams update", "Record delete"] },
  },
  {
    title: "another domain",
    from: { domain },
    to: { domain: { ...domain, name: "store.example.org" } },
    there: { does: ["Certificate replace", "Record create", "Record delete"] },
  },
  {
    title: "another zone",
    from: { domain },
    to: { domain: { ...domain, zoneId: "Z9876543210ABCDEFGHIJ" } },
    there: { does: ["Record replace"] },
  },
  {
    title: "another zone in prod",
    from: { tier: "prod", domain },
    to: { tier: "prod", domain: { ...domain, zoneId: "Z9876543210ABCDEFGHIJ" } },
    there: { does: ["Record replace"] },
  },
  {
    title: "an existing certificate in place of the stack's own",
    from: { domain },
    to: { domain: { ...domain, certificateArn } },
    there: { does: ["Certificate delete", "Listener update"] },
    back: { does: ["Certificate create", "Listener update"] },
  },
  {
    title: "another existing certificate, without records",
    from: { domain: { name: domain.name, certificateArn } },
    to: { domain: { name: domain.name, certificateArn: other } },
    there: { does: ["Listener update"] },
  },
  {
    title: "a host below the domain, which the certificate covers",
    from: { domain, services: withRoutes([{ path: "/*" }]) },
    to: { domain, services: withRoutes(routes) },
    there: { does: ["ListenerRule create", "Record create"] },
    back: { does: ["ListenerRule delete", "Record delete"] },
  },
  {
    title: "a host two labels below the domain, for which the certificate is another",
    from: { domain, services: withRoutes(routes) },
    to: { domain, services: withRoutes(deeper) },
    there: { does: ["Certificate replace", "Record create"] },
    back: { does: ["Certificate replace", "Record delete"] },
  },
  {
    title: "EKS beside ECS, which keeps the names",
    from: { domain, services: withRoutes(routes) },
    to: { domain, services: withRoutes(routes), platforms: both },
    there: { does: ["Certificate replace", "Record create"] },
    back: { does: ["Certificate replace", "Record delete"], costs: eksGone },
  },
  {
    title: "ECS before EKS, which hands over its names",
    from: { domain, services: withRoutes(routes), platforms: ["eks"] },
    to: { domain, services: withRoutes(routes), platforms: both },
    there: { does: ["Ingress update", "Record create", "Record update"] },
    back: {
      does: ["Ingress update", "Record delete", "Record update"],
      costs: ["Cluster: everything that runs in it", "LogGroup: its logs"],
    },
  },
  {
    title: "the platforms in another order, which exchange their names",
    from: { domain, services: withRoutes(routes), platforms: both },
    to: { domain, services: withRoutes(routes), platforms: ["eks", "ecs"] },
    there: { does: ["Ingress update", "ListenerRule update"] },
  },
];

describeTransitions("domain", transitions);
