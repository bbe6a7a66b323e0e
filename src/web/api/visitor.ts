import type { FastifyRequest } from 'fastify';
import type { Visitor } from '../../exchange/console/sessions.ts';
import { peerKey } from '../peer-key.ts';
import { isPrivateAddress } from '../private-address.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** The listener speaks HTTPS, which a request that was made in process does not show. */
    secure?: boolean;
  }
}

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
