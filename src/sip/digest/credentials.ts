import type { Parsed } from '../../base/result.ts';
import { fail, ok } from '../../base/result.ts';
import { type AuthParams, parseAuthParams } from '../message/auth-params.ts';
import type { DigestAlgorithm } from './digest-algorithm.ts';

/** More is no account of ours, but would be hashed and shown. */
const MAXIMUM_USERNAME = 128;

/** RFC 7616 §3.4. */
export interface DigestCredentials {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  /** Hexadecimal, of the length of the algorithm's hash. */
  readonly response: string;
  readonly algorithm: DigestAlgorithm;
  /** Undefined for a client of RFC 2069, which has no `nc` and `cnonce` either. */
  readonly qop: 'auth' | undefined;
  /** One to eight hexadecimal digits as written; there whenever `qop` is. */
  readonly nc: string | undefined;
  readonly cnonce: string | undefined;
  readonly opaque: string | undefined;
}

/** Reads the value of Authorization or Proxy-Authorization; fails on a scheme other than Digest too. */
export function parseCredentials(headerValue: string): Parsed<DigestCredentials> {
  const parsed = parseAuthParams(headerValue);
  if (!parsed.ok) return parsed;
  const { scheme, params } = parsed.value;
  if (scheme.toLowerCase() !== 'digest') return fail('credentials: not Digest');
  return readParameters(params);
}

function readParameters(params: AuthParams['params']): Parsed<DigestCredentials> {
  const username = params.get('username');
  const realm = params.get('realm');
  const nonce = params.get('nonce');
  const uri = params.get('uri');
  const response = params.get('response');
  if (
    username === undefined ||
    realm === undefined ||
    nonce === undefined ||
    uri === undefined ||
    !response
  ) {
    return fail('credentials: a parameter is missing');
  }
  if (username.length > MAXIMUM_USERNAME) return fail('credentials: username too long');
  const algorithm = readAlgorithm(params.get('algorithm'));
  if (!algorithm) return fail('credentials: algorithm not offered');
  if (!/^[0-9a-f]+$/i.test(response) || response.length !== (algorithm === 'MD5' ? 32 : 64)) {
    return fail('credentials: response is not a hash');
  }
  const protection = readProtection(params);
  if (!protection.ok) return protection;
  const opaque = params.get('opaque');
  return ok({ username, realm, nonce, uri, response, algorithm, ...protection.value, opaque });
}

function readAlgorithm(text = 'MD5'): DigestAlgorithm | undefined {
  const name = text.toUpperCase();
  return name === 'MD5' || name === 'SHA-256' ? name : undefined;
}

/** qop with its count and client nonce, or none of the three. */
function readProtection(
  params: AuthParams['params'],
): Parsed<Pick<DigestCredentials, 'qop' | 'nc' | 'cnonce'>> {
  const qop = params.get('qop');
  if (qop === undefined) return ok({ qop: undefined, nc: undefined, cnonce: undefined });
  if (qop.toLowerCase() !== 'auth') return fail('credentials: qop not offered');
  const nc = params.get('nc') ?? '';
  const cnonce = params.get('cnonce');
  if (!/^[0-9a-f]{1,8}$/i.test(nc) || cnonce === undefined)
    return fail('credentials: qop without nc or cnonce');
  return ok({ qop: 'auth', nc, cnonce });
}
