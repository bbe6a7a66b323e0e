import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bytesToLatin1 } from '../../base/bytes.ts';
import { matchesRequestUri } from './digest-uri.ts';

fc.configureGlobal({ seed: 1 });
const BYTES = fc.uint8Array({ maxLength: 40 }).map(bytesToLatin1);

const DOMAINS = new Set(['example.org', '192.0.2.1']);

describe('matchesRequestUri', () => {
  for (const [what, digestUri, requestUri] of [
    ['the same text', 'sip:302@example.org', 'sip:302@example.org'],
    ['a host in other letters', 'sip:302@EXAMPLE.org', 'sip:302@example.org'],
    ['an escaped user', 'sip:%330%32@example.org', 'sip:302@example.org'],
    ['parameters left out', 'sip:302@example.org', 'sip:302@example.org;transport=tcp;user=phone'],
    ['a port left out', 'sip:302@example.org', 'sip:302@example.org:5060'],
    ['a user left out', 'sip:example.org', 'sip:302@example.org'],
    ['another name of ours', 'sip:example.org', 'sip:192.0.2.1:5060'],
    ['sips for sip', 'sips:302@example.org', 'sip:302@example.org'],
    ['the same text that is no URI', '302', '302'],
  ] as const) {
    it(`accepts ${what}`, () => assert.equal(matchesRequestUri(digestUri, requestUri, DOMAINS), true));
  }

  for (const [what, digestUri, requestUri] of [
    ['another user', 'sip:303@example.org', 'sip:302@example.org'],
    ['a user where there is none', 'sip:302@example.org', 'sip:example.org'],
    ['another host', 'sip:302@example.com', 'sip:302@example.org'],
    ['another port', 'sip:302@example.org:5061', 'sip:302@example.org:5060'],
    ['what is no URI', '302', 'sip:302@example.org'],
    ['nothing', '', 'sip:302@example.org'],
    ['a scheme without host and user', 'mailto:a', 'mailto:b'],
  ] as const) {
    it(`refuses ${what}`, () => assert.equal(matchesRequestUri(digestUri, requestUri, DOMAINS), false));
  }

  it('never throws', () => {
    fc.assert(
      fc.property(BYTES, (text) => {
        matchesRequestUri(text, 'sip:302@example.org', DOMAINS);
        matchesRequestUri(`sip:${text}`, 'sip:302@example.org', DOMAINS);
      }),
    );
  });
});
