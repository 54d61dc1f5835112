export function runCallback(
  sdk: (id: string) => unknown,
  token: string,
  request: Uint8Array,
): Promise<Uint8Array>;
