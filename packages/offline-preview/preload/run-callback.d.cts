export function runCallback(sdk: (id: string) => unknown, token: string, request: unknown): Promise<unknown>;
