import { dollars, nameOf } from "../cost/report";
import type { ServiceChange, SettingChange } from "../diff";
import type { Comparison } from "../report";
import { code, fitting, leftOut, plain, table } from "./markdown-text";
import { serviceCost } from "./service-cost";
import { cut } from "./wrap";

const sizeLimit = 10_000;
/** Longest value, and most settings of a service, that a cell shows. */
const [longestValue, mostSettings] = [40, 6];

/** A row for each service and platform that changes, then for each other component. */
export function servicesTable({ services, cost }: Comparison): string[] {
  const rows = services.map((service) => {
    const { name, baseName, platform, settings, effects } = service;
    const title = baseName === undefined ? code(name) : `${code(baseName)} → ${code(name)}`;
    const shown = settings.slice(0, mostSettings).map(settingText);
    const rest = settings.length - shown.length;
    const changed = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join("<br>");
    const monthly = serviceCost(service, cost);
    return [
      title,
      plain(platform),
      changed,
      effects.map(plain).join("<br>"),
      monthly === undefined ? "" : plain(signed(monthly)),
    ];
  });
  rows.push(...otherCosts(services, cost));
  const { shown, rest } = fitting(rows, sizeLimit, (cells) => cells.join(" | ").length + 5);
  return [
    table([...heading(services), "settings", "what happens", "a month"], shown),
    ...leftOut(rest, "changed services"),
  ].filter((text) => text !== "");
}

/** What costs something else though nothing changes in it, such as nodes that follow the pods. */
function otherCosts(services: readonly ServiceChange[], cost: Comparison["cost"]): string[][] {
  const lines = (cost?.lines ?? []).filter(({ urn }) => !services.some(({ urns }) => urns.has(urn)));
  const urns = new Set(lines.map(({ urn }) => urn));
  const monthly = serviceCost({ urns }, cost);
  if (monthly === undefined) return [];
  const names = [...urns].map((urn) => code(nameOf(urn))).join(", ");
  return [[names, "", "", "costs follow", plain(signed(monthly))]];
}

function heading(services: readonly ServiceChange[]): [name: string, kind: string] {
  return services.some(({ isService }) => isService) ? ["service", "platform"] : ["component", "type"];
}

function settingText({ name, base, head, isVariable }: SettingChange): string {
  if (base === undefined) return code(isVariable ? `+ ${name}` : `+ ${name}${value(head)}`);
  if (head === undefined) return code(`- ${name}`);
  const [was, is] = [value(base), value(head)];
  return was === "" || is === "" ? code(name) : code(`${name}${was} →${is}`);
}

/** A value that fits into a cell, behind a blank; what doesn't is in the details. */
function value(content: SettingChange["base"]): string {
  if (content === undefined || (typeof content === "object" && content !== null)) return "";
  return ` ${cut(String(content), longestValue)}`;
}

function signed({ min, max }: { min: number; max: number }): string {
  const sign = (amount: number) => (amount < 0 ? "-" : "+");
  const amount = (of: number) => `${sign(of)}${dollars({ min: Math.abs(of), max: Math.abs(of) })}`;
  return min === max ? amount(min) : `${amount(min)} to ${amount(max)}`;
}
