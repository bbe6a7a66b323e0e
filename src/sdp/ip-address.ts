export interface IpAddress {
  readonly family: 'ipv4' | 'ipv6';
  /** As the operating system writes it (RFC 5952), so that equal addresses are equal strings. */
  readonly address: string;
}

/** A numeric address or undefined: host names are never looked up (security 2.8). IPv4-mapped IPv6 is IPv4. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (isIpv4(text)) return { family: 'ipv4', address: text };
  const groups = ipv6Groups(text);
  if (!groups) return undefined;
  const [a = 0, b = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return { family: 'ipv4', address: `${a >> 8}.${a & 255}.${b >> 8}.${b & 255}` };
  }
  return { family: 'ipv6', address: writeIpv6(groups) };
}

export function isUnspecified({ address }: { readonly address: string }): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** Without leading zeros, which some readers take for octal. */
function isIpv4(text: string): boolean {
  if (text.length > 15) return false;
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function ipv6Groups(text: string): number[] | undefined {
  if (text.length > 45 || !text.includes(':')) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = readGroups(halves[0] ?? '', halves.length === 1);
  const tail = readGroups(halves[1] ?? '', true);
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Colon-separated groups; the last four bytes may be written as IPv4 when they end the address. */
function readGroups(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const words = text.split(':');
  const groups: number[] = [];
  for (const [index, word] of words.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(word)) groups.push(Number.parseInt(word, 16));
    else if (last && index === words.length - 1 && isIpv4(word)) {
      const [a = 0, b = 0, c = 0, d = 0] = word.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    } else return undefined;
  }
  return groups;
}

/** The longest run of two or more zero groups, the first of equals, becomes `::`. */
function writeIpv6(groups: readonly number[]): string {
  let runStart = 0;
  let runLength = 1;
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > runLength) [runStart, runLength] = [start, end - start];
  }
  const words = groups.map((group) => group.toString(16));
  if (runLength < 2) return words.join(':');
  return `${words.slice(0, runStart).join(':')}::${words.slice(runStart + runLength).join(':')}`;
}
