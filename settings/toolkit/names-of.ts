/** The names of what a map that is written down in the code has, in its order. */
export function namesOf<Map extends object>(map: Map): (keyof Map & string)[] {
  // TypeScript allows for more keys than the type says; what is written down has just these.
  return Object.keys(map) as (keyof Map & string)[];
}
