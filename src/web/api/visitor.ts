import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Visitor } from '../../exchange/console/sessions.ts';
import { peerKey } from '../peer-key.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** The listener speaks HTTPS, which a request that was made in process does not show. */
    secure?: boolean;
  }
}

/** Networks that nobody routes: what is said in them in the clear stays in them. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6');

export function visitorOf(request: FastifyRequest): Visitor {
  return {
    source: peerKey(request.ip),
    agent: agentOf(request.headers['user-agent'] ?? ''),
    origin: `${isSecure(request) ? 'https' : 'http'}://${request.host}`,
  };
}

export function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https' || request.server.secure === true;
}

/** Whether a password and a cookie may travel here: encrypted, or not beyond the house. */
export function isConfidential(request: FastifyRequest): boolean {
  if (isSecure(request)) return true;
  const address = unmapped(request.ip);
  // What a machine says to itself, by whichever of its addresses, does not leave it.
  if (address !== '' && address === unmapped(request.socket.localAddress)) return true;
  return isPrivateAddress(address);
}

export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && PRIVATE.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** Whoever is gone already has no address any more. */
function unmapped(address: string | undefined): string {
  return address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
}

/** The order matters: every browser says it is the others, too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\b(Linux|X11)\b/, 'Linux'],
];

/** `Firefox, Linux`: enough for its owner to know it by, and no more of him. */
function agentOf(userAgent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [browser, system].filter((name) => name !== undefined).join(', ');
}
