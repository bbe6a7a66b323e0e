import { readDeltaSeconds } from '../message/grammar.ts';
import type { SipRequest } from '../message/message.ts';

/** How long something may be remembered without a word from the phone. */
export interface ExpiryRules {
  readonly defaultS: number;
  readonly minimumS: number;
  readonly maximumS: number;
}

export type Expiry =
  | { readonly kind: 'granted'; readonly seconds: number }
  /** 423 with Min-Expires. */
  | { readonly kind: 'too-brief'; readonly minimumS: number };

/**
 * What a SUBSCRIBE or PUBLISH asks in Expires, as far as it can be given (RFC 6665 §4.2.1.1, RFC 3903 §6). 0 ends it;
 * too much is cut down, because phones ask for 2147483647.
 */
export function grantExpiry(request: SipRequest, { defaultS, minimumS, maximumS }: ExpiryRules): Expiry {
  const asked = readDeltaSeconds(request.headers.get('expires') ?? '') ?? defaultS;
  if (asked > 0 && asked < minimumS) return { kind: 'too-brief', minimumS };
  return { kind: 'granted', seconds: Math.min(asked, maximumS) };
}
