/**
 * What an API token may do:
 * - `read`: states, counts, running calls by number, usage, instructions, live events;
 * - `people`: names, call signs, mail addresses, messages to holders and their answers, the directory and its passwords, the history of calls, where calls are forwarded, and all of `read`;
 * - `write`: extensions, forwarding, conferences, instructions, messages, limits, incidents, pages, and ending calls;
 * - `bans`: bans and the whitelist, with the addresses in them;
 * - `suspend`: suspensions;
 * - `kiosk`: counts and bridges, for a screen in the room of the club: no people, no numbers of extensions;
 * - `admin`: tokens, the audit log, traces, and everything above.
 */
export const TOKEN_SCOPES = ['read', 'people', 'write', 'bans', 'suspend', 'kiosk', 'admin'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

export function isTokenScope(text: string): text is TokenScope {
  return (TOKEN_SCOPES as readonly string[]).includes(text);
}

/** `admin` holds every other scope, `people` holds `read`, and both hold `kiosk`; beyond that each stands alone. */
export function holdsScope(held: readonly TokenScope[], needed: TokenScope): boolean {
  if (held.includes('admin') || held.includes(needed)) return true;
  if (needed === 'read') return held.includes('people');
  return needed === 'kiosk' && (held.includes('read') || held.includes('people'));
}
