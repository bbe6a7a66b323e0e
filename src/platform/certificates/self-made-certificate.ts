import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { ipv6Groups } from '../../base/address-key.ts';
import { bitString, element, objectIdentifier, TAG, tagged, time, unsignedInteger } from './der.ts';

const ECDSA_WITH_SHA256 = element(TAG.sequence, objectIdentifier('1.2.840.10045.4.3.2'));
const VERSION_3 = tagged(0, unsignedInteger(Buffer.of(2)));
/** X.520: the longest common name. */
const LONGEST_COMMON_NAME = 64;
/** Clocks of phones are a little off. */
const BACKDATED_MS = 86_400_000;

/**
 * A certificate that vouches for itself, with its key, as one text in PEM. Phones take it when they are told to: so it
 * may also be installed as an authority (RFC 5280 §4.2.1.9), and for long.
 */
export function makeCertificate(about: {
  /** Names and addresses of the exchange, the main one first. */
  readonly names: readonly string[];
  readonly nowMs: number;
  readonly expiresAtMs: number;
}): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const subject = commonName(about.names[0] ?? 'hamvoip');
  const publicInfo = publicKey.export({ type: 'spki', format: 'der' });
  const content = element(
    TAG.sequence,
    VERSION_3,
    unsignedInteger(positive(randomBytes(16))),
    ECDSA_WITH_SHA256,
    subject,
    element(TAG.sequence, time(about.nowMs - BACKDATED_MS), time(about.expiresAtMs)),
    subject,
    publicInfo,
    tagged(3, element(TAG.sequence, ...extensions(about.names, publicInfo))),
  );
  const signature = bitString(sign('sha256', content, privateKey));
  const certificate = element(TAG.sequence, content, ECDSA_WITH_SHA256, signature);
  return pemOfKey(privateKey) + pem('CERTIFICATE', certificate);
}

function commonName(name: string): Buffer {
  const value = element(TAG.utf8String, Buffer.from(name.slice(0, LONGEST_COMMON_NAME)));
  const attribute = element(TAG.sequence, objectIdentifier('2.5.4.3'), value);
  return element(TAG.sequence, element(TAG.set, attribute));
}

function extensions(names: readonly string[], publicInfo: Uint8Array): Buffer[] {
  const keyId = createHash('sha1').update(publicInfo).digest();
  const isAuthority = element(
    TAG.sequence,
    element(TAG.boolean, Buffer.of(0xff)),
    unsignedInteger(Buffer.of(0)),
  );
  return [
    extension('2.5.29.17', element(TAG.sequence, ...names.map(alternativeName))),
    extension('2.5.29.19', isAuthority, true),
    // digitalSignature and keyCertSign.
    extension('2.5.29.15', bitString(Buffer.of(0b1000_0100), 2), true),
    extension('2.5.29.37', element(TAG.sequence, objectIdentifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.14', element(TAG.octetString, keyId)),
  ];
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  const flag = critical ? [element(TAG.boolean, Buffer.of(0xff))] : [];
  return element(TAG.sequence, objectIdentifier(id), ...flag, element(TAG.octetString, value));
}

/** RFC 5280 §4.2.1.6: dNSName or iPAddress. */
function alternativeName(name: string): Buffer {
  const family = isIP(name);
  if (family === 0) return tagged(2, Buffer.from(name, 'latin1'), false);
  if (family === 4) return tagged(7, Buffer.from(name.split('.').map(Number)), false);
  return tagged(
    7,
    Buffer.from(
      ipv6Groups(name)
        .map((group) => group.padStart(4, '0'))
        .join(''),
      'hex',
    ),
    false,
  );
}

/** A serial number is positive and not too long (RFC 5280 §4.1.2.2). */
function positive(bytes: Buffer): Buffer {
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function pemOfKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
