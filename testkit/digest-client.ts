import { createHash } from 'node:crypto';

/** The phone's side of digest authentication (RFC 3261 §22.4, RFC 7616, RFC 8760). */
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: 'MD5' | 'SHA-256';
  readonly qop: readonly string[];
  readonly stale: boolean;
  readonly opaque: string | undefined;
}

export interface Secret {
  readonly username: string;
  readonly password: string;
}

export function readChallenge(value: string): Challenge | undefined {
  if (!/^digest\s/i.test(value)) return undefined;
  const params = new Map<string, string>();
  for (const match of value.slice(7).matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))/g)) {
    params.set((match[1] ?? '').toLowerCase(), match[2] ?? match[3] ?? '');
  }
  const algorithm = params.get('algorithm')?.toUpperCase() ?? 'MD5';
  const realm = params.get('realm');
  const nonce = params.get('nonce');
  if (realm === undefined || nonce === undefined) return undefined;
  if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return undefined;
  return {
    realm,
    nonce,
    algorithm,
    qop: (params.get('qop') ?? '').split(',').flatMap((option) => option.trim() || []),
    stale: params.get('stale')?.toLowerCase() === 'true',
    opaque: params.get('opaque'),
  };
}

/** How a phone writes its credentials down; without a word the usual way. */
export interface DigestWording {
  /** The parameters it begins with; the others follow in the usual order. */
  readonly first?: readonly string[];
  /** What it puts into quotes, instead of the usual. */
  readonly quoted?: readonly string[];
  readonly separator?: string;
}

const USUALLY_QUOTED = ['username', 'realm', 'nonce', 'uri', 'response', 'cnonce', 'opaque'];

export function authorization(
  challenge: Challenge,
  secret: Secret,
  request: { method: string; uri: string },
  count: { nc: number; cnonce: string } | undefined,
  wording: DigestWording = {},
): string {
  const hash = (text: string): string =>
    createHash(challenge.algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text, 'utf8')
      .digest('hex');
  const ha1 = hash(`${secret.username}:${challenge.realm}:${secret.password}`);
  const ha2 = hash(`${request.method}:${request.uri}`);
  const nc = count?.nc.toString(16).padStart(8, '0');
  const response = count
    ? hash(`${ha1}:${challenge.nonce}:${nc}:${count.cnonce}:auth:${ha2}`)
    : hash(`${ha1}:${challenge.nonce}:${ha2}`);
  const parameters: [name: string, value: string | undefined][] = [
    ['username', secret.username],
    ['realm', challenge.realm],
    ['nonce', challenge.nonce],
    ['uri', request.uri],
    ['response', response],
    ['algorithm', challenge.algorithm],
    ['qop', count && 'auth'],
    ['nc', nc],
    ['cnonce', count?.cnonce],
    ['opaque', challenge.opaque],
  ];
  return `Digest ${wordParameters(parameters, wording)}`;
}

function wordParameters(
  parameters: readonly (readonly [name: string, value: string | undefined])[],
  { first = [], quoted = USUALLY_QUOTED, separator = ', ' }: DigestWording,
): string {
  const placeOf = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length);
  return parameters
    .toSorted(([a], [b]) => placeOf(a) - placeOf(b))
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      return quoted.includes(name) ? `${name}="${value}"` : `${name}=${value}`;
    })
    .join(separator);
}
