import { readdirSync, readFileSync } from 'node:fs';
import { ALL_MODELS } from '../testkit/personalities/all-models.ts';
import { type Personality, WELL_BEHAVED } from '../testkit/phone-personality.ts';
import { writeSession } from '../testkit/phone-sdp.ts';
import { furtherFields, wordMessage, wordParty, wordTo } from '../testkit/phone-wording.ts';
import type { Field } from '../testkit/wire.ts';

const VECTORS = new URL('../test/vectors/', import.meta.url);

/** The messages of RFC 4475 and RFC 5118. */
export function tortureMessages(): Uint8Array[] {
  return ['rfc4475/', 'rfc5118/'].flatMap((name) => {
    const folder = new URL(name, VECTORS);
    const files = readdirSync(folder).filter((file) => file.endsWith('.dat'));
    return files.sort().map((file) => readFileSync(new URL(file, folder)));
  });
}

/** What phones of the field say: each method in the words of each model. */
export function phoneMessages(methods: readonly string[]): Uint8Array[] {
  return personalities().flatMap((personality) => methods.map((method) => messageOf(personality, method)));
}

/** What phones of the field offer. */
export function phoneSessions(): Uint8Array[] {
  return personalities().map((personality) => Buffer.from(sessionOf(personality), 'latin1'));
}

/** The values of the headers that have an address in them. */
export function headerValues(names: readonly string[]): Uint8Array[] {
  const values = new Set<string>();
  for (const bytes of [...tortureMessages(), ...phoneMessages(['REGISTER', 'INVITE'])]) {
    const [head = ''] = Buffer.from(bytes).toString('latin1').split('\r\n\r\n', 1);
    for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
      const [, name = '', value = ''] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      if (names.includes(name.toLowerCase())) values.add(value);
    }
  }
  return [...values].map((value) => Buffer.from(value, 'latin1'));
}

function personalities(): Personality[] {
  return [WELL_BEHAVED, ...ALL_MODELS.map(({ personality }) => ({ ...WELL_BEHAVED, ...personality }))];
}

function sessionOf(personality: Personality): string {
  return writeSession({
    address: '198.51.100.7',
    port: 40_000,
    codecs: personality.codecs,
    direction: 'sendrecv',
    version: 1,
    profile: personality.profile,
    fixedOrigin: personality.fixedOrigin,
    name: personality.sessionName,
    wording: personality.sdpWording,
    ptimeMs: personality.ptimeMs,
    extraLines: personality.extraSdpLines,
    furtherSections: personality.furtherSections,
  });
}

function messageOf(personality: Personality, method: string): Uint8Array {
  const own = `sip:100@hamvoip.example${personality.ownUriParameters}`;
  const target = method === 'REGISTER' ? own : `sip:101@hamvoip.example${personality.uriParameters}`;
  const headers: Field[] = [
    ['Via', `SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKseed${personality.rport ? ';rport' : ''}`],
    ['Max-Forwards', '70'],
    ['From', wordParty(personality, own, { name: personality.displayName, tag: 'seed' })],
    ['To', wordTo(personality, target)],
    ['Call-ID', 'seed@198.51.100.7'],
    ['CSeq', `1 ${method}`],
    ['User-Agent', personality.userAgent],
    [
      'Contact',
      `<sip:100@198.51.100.7:5060${personality.contactParameters}>${personality.contactHeaderParameters}`,
    ],
  ];
  if (method === 'REGISTER') headers.push(['Expires', '3600']);
  headers.push(...furtherFields(personality, method, headers));
  const body = method === 'INVITE' ? sessionOf(personality) : '';
  if (body !== '') headers.push(['Content-Type', 'application/sdp']);
  const uri = method === 'REGISTER' ? 'sip:hamvoip.example' : target;
  return wordMessage(personality, `${method} ${uri} SIP/2.0`, headers, body);
}
