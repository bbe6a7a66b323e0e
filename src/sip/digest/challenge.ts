import type { DigestAlgorithm } from './digest-algorithm.ts';

/**
 * Values of WWW-Authenticate, one an algorithm in the given order (RFC 8760 §2.4). All carry the same nonce; the
 * client answers one of them. `stale` tells it that only the nonce was at fault (RFC 7616 §3.3).
 */
export function writeChallenges(challenge: {
  readonly realm: string;
  readonly nonce: string;
  readonly stale: boolean;
  readonly algorithms: readonly DigestAlgorithm[];
}): string[] {
  const realm = challenge.realm.replace(/["\\]/g, '\\$&');
  const stale = challenge.stale ? 'stale=true, ' : '';
  return challenge.algorithms.map(
    (algorithm) =>
      `Digest realm="${realm}", nonce="${challenge.nonce}", ${stale}algorithm=${algorithm}, qop="auth"`,
  );
}
