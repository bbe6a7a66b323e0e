import assert from 'node:assert/strict';
import { addressKey } from '../../src/base/address-key.ts';
import { DigestAuthenticator } from '../../src/sip/digest/authenticator.ts';
import { NonceIssuer } from '../../src/sip/digest/nonce.ts';
import { ReplayWindow } from '../../src/sip/digest/replay-window.ts';
import { ha1 } from '../../src/sip/digest/verify.ts';
import { Headers } from '../../src/sip/message/headers.ts';
import { SipRequest } from '../../src/sip/message/message.ts';
import { authorization } from '../../testkit/digest-client.ts';
import { FakeClock } from '../../testkit/fake-clock.ts';
import { seededRandom } from '../../testkit/seeded-random.ts';
import type { FuzzTarget } from '../target.ts';

const REALM = 'hamvoip.example';
const URI = 'sip:hamvoip.example';
const HERE = addressKey({ family: 'ipv4', address: '198.51.100.7' });

const clock = new FakeClock();
const issuer = new NonceIssuer({
  clock,
  random: seededRandom(1),
  key: seededRandom(2).bytes(32),
  realm: REALM,
});
const authenticator = new DigestAuthenticator({ issuer, replay: new ReplayWindow({ clock }), realm: REALM });
const SECRET = {
  md5: ha1({ username: '100', realm: REALM, password: 'right', algorithm: 'MD5' }),
  sha256: ha1({ username: '100', realm: REALM, password: 'right', algorithm: 'SHA-256' }),
};

/** Credentials of who does not know the password: whatever becomes of them, they prove nothing. */
export const DIGEST: FuzzTarget = { name: 'digest', seeds: seeds(), run };

function seeds(): Uint8Array[] {
  const wordings = [{}, { quoted: [] }, { first: ['realm', 'algorithm'], separator: ',' }];
  const texts = (['MD5', 'SHA-256'] as const).flatMap((algorithm) =>
    wordings.flatMap((wording) =>
      [undefined, { nc: 1, cnonce: 'abc' }].map((count) => {
        const challenge = {
          realm: REALM,
          nonce: issuer.issue(HERE),
          algorithm,
          qop: ['auth'],
          stale: false,
          opaque: 'x',
        };
        const secret = { username: '100', password: 'wrong' };
        return authorization(challenge, secret, { method: 'REGISTER', uri: URI }, count, wording);
      }),
    ),
  );
  return [...texts, 'NoOneKnowsThisScheme opaque-data=here', 'Basic YTpi'].map((text) =>
    Buffer.from(text, 'latin1'),
  );
}

function run(input: Uint8Array): void {
  const value = Buffer.from(input)
    .toString('latin1')
    .replace(/[\r\n]/g, ' ');
  const headers = new Headers([{ name: 'authorization', value }]);
  const request = new SipRequest('REGISTER', URI, headers);
  const secretOf = (username: string): typeof SECRET | undefined => (username === '100' ? SECRET : undefined);
  assert.notEqual(authenticator.examine(request, HERE, secretOf).kind, 'authentic');
  authenticator.claimedAccount(request, HERE);
}
