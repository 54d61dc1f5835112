/** What an element may hold: texts are texts, never markup. */
export type Content = Node | string | number | undefined | false | Content[];

type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/** Makes an element. Attributes that begin with "on" are listeners; those that are undefined or false are left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: Content[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, content);
  return element;
}

/** Puts other content in the place of what an element holds. */
export function fill(element: Element, ...content: Content[]): void {
  element.replaceChildren();
  append(element, content);
}

function append(element: Element, content: Content[]): void {
  for (const each of content) {
    if (Array.isArray(each)) append(element, each);
    else if (each instanceof Node) element.append(each);
    else if (each !== undefined && each !== false) element.append(shown(String(each)));
  }
}

/** Makes an element of SVG. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
  ...content: SVGElement[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...content);
  return element;
}

/**
 * A text in which nothing is hidden: controls, and marks that turn the direction of what follows, are written as their code
 * points.
 */
export function shown(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is made visible
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}

/** A name of the program, which keeps its direction for itself. */
export function name(text: string, className?: string): HTMLElement {
  return h("bdi", { class: className }, text);
}

/** "1 finding", "2 findings". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
