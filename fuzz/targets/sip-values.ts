import assert from 'node:assert/strict';
import { parseRAck } from '../../src/sip/dialog/reliability.ts';
import { parseSessionExpires } from '../../src/sip/dialog/session-interval.ts';
import { parseCredentials } from '../../src/sip/digest/credentials.ts';
import { matchesRequestUri } from '../../src/sip/digest/digest-uri.ts';
import { parseAuthParams } from '../../src/sip/message/auth-params.ts';
import { splitCommaList } from '../../src/sip/message/comma-list.ts';
import { parseCSeq } from '../../src/sip/message/message.ts';
import { type NameAddr, parseNameAddr, writeNameAddr } from '../../src/sip/message/name-addr.ts';
import type { Params } from '../../src/sip/message/params.ts';
import { MESSAGE_LIMITS } from '../../src/sip/message/parse.ts';
import { parseReferTo } from '../../src/sip/message/refer-to.ts';
import { parseReplaces } from '../../src/sip/message/replaces.ts';
import { parseUri, sameUri, type Uri, unescapeUser, writeUri } from '../../src/sip/message/uri.ts';
import { parseVia, type Via, writeVia } from '../../src/sip/message/via.ts';
import { headerValues } from '../corpus.ts';
import type { FuzzTarget } from '../target.ts';

/** A header section has no more room. */
const LONGEST = MESSAGE_LIMITS.headerBytes;
const OURS: ReadonlySet<string> = new Set(['hamvoip.example']);

/** Values of headers by themselves: read, written anew, read again as the same. */
export const SIP_VALUES: FuzzTarget = { name: 'sip-values', seeds: seeds(), run };

function seeds(): Uint8Array[] {
  const more = [
    'sip:alice;day=tuesday@atlanta.com',
    'sip:alice:secret@atlanta.com:5061;transport=TCP;lr?subject=a&to=b',
    'sips:%61lice@[2001:db8::1]:5061',
    'tel:+31-6-1234;phone-context=example.com',
    '<sip:101@hamvoip.example?Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2>',
    '12345@192.0.2.1;to-tag=abc;from-tag=def;early-only',
    '776656 1 INVITE',
    '1800;refresher=uac',
  ];
  const names = [
    'via',
    'v',
    'from',
    'f',
    'to',
    't',
    'contact',
    'm',
    'route',
    'record-route',
    'cseq',
    'authorization',
  ];
  return [...headerValues(names), ...more.map((text) => Buffer.from(text, 'latin1'))];
}

function run(input: Uint8Array): void {
  const text = Buffer.from(input.subarray(0, LONGEST)).toString('latin1');
  // Control characters are refused with the message, and written as blanks.
  const isWritable = !/[\x00-\x1f\x7f]/.test(text);
  const uri = parseUri(text);
  if (uri.ok && isWritable) checkUri(uri.value);
  const address = parseNameAddr(text);
  if (address.ok && isWritable) checkAddress(text, address.value);
  const via = parseVia(text);
  if (via.ok && isWritable) checkVia(via.value);
  const list = splitCommaList(text);
  assert.ok(list.every((value) => value !== '' && value.trim().length <= value.length));
  parseAuthParams(text);
  parseCredentials(text);
  parseCSeq(text);
  parseReferTo(text);
  parseReplaces(text);
  parseRAck(text);
  parseSessionExpires(text);
  matchesRequestUri(text, 'sip:101@hamvoip.example', OURS);
}

function names(params: Params): string[] {
  return [...params].map(([name]) => name);
}

function checkUri(uri: Uri): void {
  assert.ok(sameUri(uri, uri), 'a URI is itself');
  assert.equal(uri.text.startsWith(`${uri.text.slice(0, uri.scheme.length)}:`), true);
  if (uri.host === '' || (uri.scheme !== 'sip' && uri.scheme !== 'sips')) return;
  const { scheme, user, host, port, params } = uri;
  // An escaped escape is taken for an escape that is there already.
  if (names(params).some((name) => name.includes('%'))) return;
  const again = parseUri(writeUri({ scheme, user, host, port, params }));
  assert.ok(again.ok, `${uri.text} written anew`);
  assert.equal(unescapeUser(again.value.user ?? ''), unescapeUser(user ?? ''));
  assert.deepEqual([again.value.host, again.value.port], [host, port]);
  assert.deepEqual(names(again.value.params), names(params));
}

function checkAddress(text: string, address: NameAddr): void {
  assert.equal(address.text, text);
  checkUri(address.uri);
  const again = parseNameAddr(
    writeNameAddr({ displayName: address.displayName, uri: address.uri.text, params: address.params }),
  );
  assert.ok(again.ok, `${text} written anew`);
  assert.equal(again.value.uri.text, address.uri.text);
  assert.equal(again.value.tag, address.tag);
  assert.deepEqual(names(again.value.params), names(address.params));
}

function checkVia(via: Via): void {
  const { transport, host, port, params } = via;
  const again = parseVia(writeVia({ transport, host, port, params }));
  assert.ok(again.ok, `${via.text} written anew`);
  assert.deepEqual(
    [again.value.host, again.value.port, again.value.branch, again.value.received, again.value.rport],
    [host, port, via.branch, via.received, via.rport],
  );
}
