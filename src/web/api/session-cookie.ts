import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecure } from './visitor.ts';

/** RFC 6265bis §4.1.3.2: the prefix makes browsers refuse one that another host or plain HTTP would set. */
const SECURE_PREFIX = '__Host-';
const NAME = 'hamvoip';
const SETUP_NAME = 'hamvoip-setup';
const KIOSK_NAME = 'hamvoip-kiosk';
const PHONE_NAME = 'hamvoip-phone';

/** Administrators come from no other site; members come from links in their mail. */
type SameSite = 'Strict' | 'Lax';

export function sessionSecret(request: FastifyRequest): string | undefined {
  return readCookie(request, NAME);
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    secret,
    seconds,
    sameSite,
  }: { readonly secret: string; readonly seconds: number; readonly sameSite: SameSite },
): void {
  writeCookie(request, reply, NAME, `${secret}; Max-Age=${seconds}; SameSite=${sameSite}`);
}

export function dropSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  writeCookie(request, reply, NAME, '; Max-Age=0; SameSite=Lax');
}

/** Which browser opened a set-up link first. */
export function setupBrowser(request: FastifyRequest): string | undefined {
  return readCookie(request, SETUP_NAME);
}

export function setSetupCookie(request: FastifyRequest, reply: FastifyReply, browser: string): void {
  writeCookie(request, reply, SETUP_NAME, `${browser}; Max-Age=${24 * 3600}; SameSite=Strict`);
}

/** The key of a screen in the room of the club. */
export function kioskKey(request: FastifyRequest): string | undefined {
  return readCookie(request, KIOSK_NAME);
}

export function setKioskCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { key, seconds }: { readonly key: string; readonly seconds: number },
): void {
  writeCookie(request, reply, KIOSK_NAME, `${key}; Max-Age=${seconds}; SameSite=Lax`);
}

/** Which browser waits for a phone to call. */
export function phoneLoginBrowser(request: FastifyRequest): string | undefined {
  return readCookie(request, PHONE_NAME);
}

export function setPhoneLoginCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { browser, seconds }: { readonly browser: string; readonly seconds: number },
): void {
  writeCookie(request, reply, PHONE_NAME, `${browser}; Max-Age=${seconds}; SameSite=Strict`);
}

export function dropPhoneLoginCookie(request: FastifyRequest, reply: FastifyReply): void {
  writeCookie(request, reply, PHONE_NAME, '; Max-Age=0; SameSite=Strict');
}

/** On this machine's own network there may be no encryption, and then browsers keep no secure cookie. */
function nameOn(request: FastifyRequest, name: string): string {
  return isSecure(request) ? SECURE_PREFIX + name : name;
}

function writeCookie(request: FastifyRequest, reply: FastifyReply, name: string, rest: string): void {
  const secure = isSecure(request) ? '; Secure' : '';
  const [value = '', ...attributes] = rest.split('; ');
  const cookie = [`${nameOn(request, name)}=${value}`, 'Path=/', 'HttpOnly', ...attributes].join('; ');
  reply.header('set-cookie', cookie + secure);
}

/** The first of that name. Our values are letters, digits and `_`. */
function readCookie(request: FastifyRequest, name: string): string | undefined {
  const wanted = nameOn(request, name);
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [given = '', value = ''] = pair.trim().split('=');
    if (given === wanted && /^\w{1,100}$/.test(value)) return value;
  }
  return undefined;
}
