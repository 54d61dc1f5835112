/** What `create` makes, once, at its first use; nothing where it has none. */
export function whenNeeded<Made>(create: () => Made): () => Made {
  let made: { value: Made } | undefined;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}
