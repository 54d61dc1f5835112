/** A range of IPv4 addresses. */
export interface CidrBlock {
  /** Its first address, as a number. */
  first: number;
  /** Leading bits that all of its addresses share, 0 to 32. */
  prefixLength: number;
}

/** The form of an IPv4 CIDR block, whatever its numbers. */
export const cidrForm = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;

/**
 * Reads an IPv4 CIDR block, such as 10.0.0.0/16; undefined where the text is none, or begins inside of a block.
 * @see https://www.rfc-editor.org/rfc/rfc4632#section-3.1 (read 2026-11-21)
 */
export function parseCidrBlock(text: string): CidrBlock | undefined {
  const numbers = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text)?.slice(1).map(Number);
  if (numbers === undefined) return undefined;
  const [prefixLength = 0, ...octets] = [numbers[4] ?? 0, ...numbers.slice(0, 4)];
  const first = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const isBlock =
    prefixLength <= 32 && octets.every((octet) => octet <= 255) && first % size(prefixLength) === 0;
  return isBlock ? { first, prefixLength } : undefined;
}

/** The block as text, such as 10.0.0.0/16. */
export function formatCidrBlock({ first, prefixLength }: CidrBlock): string {
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256);
  return `${octets.join(".")}/${prefixLength}`;
}

/**
 * One of the equal parts of a block.
 *
 * @param bits Bits that the parts have more than the block: 2 to the power of it are the number of parts.
 * @param index Number of the part, from 0.
 */
export function partOf({ first, prefixLength }: CidrBlock, bits: number, index: number): CidrBlock {
  return { first: first + index * size(prefixLength + bits), prefixLength: prefixLength + bits };
}

/** Whether all addresses of a block are in the other one, which may be the same. */
export function containsBlock(outer: CidrBlock, inner: CidrBlock): boolean {
  return (
    outer.prefixLength <= inner.prefixLength &&
    Math.floor(inner.first / size(outer.prefixLength)) === Math.floor(outer.first / size(outer.prefixLength))
  );
}

/** The first of some blocks that has addresses of another one too; undefined where there is none. */
export function overlappingBlock<Text extends string>(
  cidr: string,
  others: readonly Text[],
): Text | undefined {
  const block = parseCidrBlock(cidr);
  return others.find((text) => {
    const other = parseCidrBlock(text);
    return (
      block !== undefined &&
      other !== undefined &&
      (containsBlock(other, block) || containsBlock(block, other))
    );
  });
}

function size(prefixLength: number): number {
  return 2 ** (32 - prefixLength);
}
