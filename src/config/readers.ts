/** How the text of a setting becomes its value. Each reader is a zod schema over one string. */
import { z } from 'zod';
import { isTimeZone } from '../base/local-time.ts';
import { DEFAULT_LIMITS_TEXT, parseLimits } from './limits.ts';

/** A whole number in a range, both ends included. */
export function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
}

/** A port, or 0 for off. */
export const portOrOff = wholeNumber(0, 65_535);
const port = wholeNumber(1, 65_535);

/** Parts between commas, trimmed; an empty text is an empty list. */
const parts = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

function unique<T>(values: readonly T[]): boolean {
  return new Set(values).size === values.length;
}

export const portList = parts.pipe(z.array(port).refine(unique));

const ipAddress = z
  .string()
  .transform((text) => text.replace(/^\[(.*)\]$/, '$1').toLowerCase())
  .pipe(z.union([z.ipv4(), z.ipv6()]));

export const addressList = parts.pipe(z.array(ipAddress).min(1).refine(unique));

const isIpv4 = (address: string) => !address.includes(':');

/** At most one address of each family, none of them the unspecified one. */
export const addressPerFamily = parts
  .pipe(z.array(ipAddress).refine((list) => !list.includes('0.0.0.0') && !list.includes('::')))
  .refine((list) => list.filter(isIpv4).length <= 1 && list.filter((a) => !isIpv4(a)).length <= 1)
  .transform((list) => ({ ipv4: list.find(isIpv4), ipv6: list.find((address) => !isIpv4(address)) }));

/** A network in CIDR form; a single address is a network of one. */
const network = z
  .string()
  .transform((text) => {
    if (text.includes('/')) return text.toLowerCase();
    return `${text.toLowerCase()}/${isIpv4(text) ? 32 : 128}`;
  })
  .pipe(z.union([z.cidrv4(), z.cidrv6()]));

export const networkList = parts.pipe(z.array(network));

/** The path of a file; empty is none. */
export const fileOrNone = z.string().transform((text) => (text === '' ? undefined : text));

/** RFC 6454 §6.2: scheme, host and port of a web page, nothing behind them. */
export const clubName = z
  .string()
  .trim()
  .max(60)
  .transform((text) => (text === '' ? undefined : text));

export const mailAddressOrNone = z.union([z.literal('').transform(() => undefined), z.email().max(254)]);

const origin = z
  .string()
  .transform((text) => text.toLowerCase().replace(/\/$/, ''))
  .refine((text) => text === '*' || /^https?:\/\/[^/?#@\s]+$/.test(text));

export const originList = parts.pipe(z.array(origin).refine(unique));

const HOST_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** RFC 1123 §2.1, or a numeric address. */
const hostName = z
  .string()
  .transform((text) => text.toLowerCase().replace(/\.$/, ''))
  .refine((text) => text.length <= 253 && text.split('.').every((label) => HOST_LABEL.test(label)))
  // What looks like an IPv4 address must be one.
  .refine((text) => !/(^|\.)\d+$/.test(text) || z.ipv4().safeParse(text).success);

export const domain = z
  .string()
  .transform((text) => (text === '' ? undefined : text))
  .pipe(z.union([z.undefined(), hostName, ipAddress]));

/** The lowest port RTP may use: below it are the ports of well-known services. */
const LOWEST_RTP_PORT = 1024;
const FEWEST_RTP_PORTS = 4;

export const portRange = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/)
  .transform((text) => {
    const [first = 0, last = 0] = text.split('-').map(Number);
    return { first, last };
  })
  .refine(
    ({ first, last }) => first >= LOWEST_RTP_PORT && last <= 65_535 && last - first + 1 >= FEWEST_RTP_PORTS,
  );

/** `address:port`, `[address]:port`, a port on this machine only, or `off`. */
export const endpointOrOff = z
  .string()
  .transform((text) => {
    if (text === 'off' || text === '0') return undefined;
    const split = text.lastIndexOf(':');
    if (split === -1) return { address: '127.0.0.1', port: text };
    return { address: text.slice(0, split), port: text.slice(split + 1) };
  })
  .refine((read) => read === undefined || read.address.startsWith('[') || !read.address.includes(':'))
  .pipe(z.union([z.undefined(), z.object({ address: ipAddress, port })]));

/** `attempts/seconds/seconds`. */
export const ban = z
  .string()
  .transform((text) => text.split('/').map((part) => part.trim()))
  .pipe(z.tuple([wholeNumber(1, 1000), wholeNumber(1, 86_400), wholeNumber(1, 31_536_000)]))
  .transform(([attempts, windowS, banS]) => ({ attempts, windowMs: windowS * 1000, banMs: banS * 1000 }));

export const limits = z.string().transform((text, context) => {
  const read = parseLimits(text === '' ? DEFAULT_LIMITS_TEXT : text);
  if (read.ok) return read.value;
  context.issues.push({ code: 'custom', message: read.error, input: text });
  return z.NEVER;
});

/** `shortest/usual/longest` in seconds. RFC 3261 §10.3: an hour or more is not refused as too short. */
export const registration = z
  .string()
  .transform((text) => text.split('/').map((part) => part.trim()))
  .pipe(z.tuple([wholeNumber(30, 3_600), wholeNumber(30, 86_400), wholeNumber(30, 86_400)]))
  .refine(([shortestS, usualS, longestS]) => shortestS <= usualS && usualS <= longestS)
  .transform(([shortestS, usualS, longestS]) => ({ shortestS, usualS, longestS }));

const numberRange = z
  .string()
  .regex(/^[1-9]\d{1,7} ?- ?[1-9]\d{1,7}$/)
  .transform((text) => {
    const [first = 0, last = 0] = text.split('-').map(Number);
    return { first, last };
  })
  .refine(({ first, last }) => first <= last);

/** `first-last/first-last`: of extensions and of bridges, which do not mix. */
export const numberPlan = z
  .string()
  .transform((text) => text.split('/').map((part) => part.trim()))
  .pipe(z.tuple([numberRange, numberRange]))
  .refine(([one, other]) => one.last < other.first || other.last < one.first)
  .transform(([extensions, conferences]) => ({ extensions, conferences }));

/** `messages/seconds/days`. */
export const voicemail = z
  .string()
  .transform((text) => text.split('/').map((part) => part.trim()))
  .pipe(z.tuple([wholeNumber(1, 50), wholeNumber(10, 300), wholeNumber(1, 365)]))
  .transform(([messages, seconds, days]) => ({
    messages,
    longestMs: seconds * 1000,
    keptMs: days * 86_400_000,
  }));

/** `seconds/seconds`, or `off`. */
export const keepAlive = z
  .string()
  .transform((text) => (text === 'off' ? undefined : text.split('/').map((part) => part.trim())))
  .pipe(z.union([z.undefined(), z.tuple([wholeNumber(10, 3600), wholeNumber(10, 3600)])]))
  .transform((read) => read && { natMs: read[0] * 1000, directMs: read[1] * 1000 });

export const trueOrFalse = z.enum(['true', 'false']).transform((text) => text === 'true');

export function seconds(most: number) {
  return wholeNumber(0, most).transform((value) => value * 1000);
}

/** Both algorithms, in one order or the other. */
export const digestOrder = z
  .enum(['MD5,SHA-256', 'SHA-256,MD5'])
  .transform((text) =>
    text.startsWith('MD5') ? (['MD5', 'SHA-256'] as const) : (['SHA-256', 'MD5'] as const),
  );

/** `03:10` */
/** A name of the IANA time zone database. */
export const timeZone = z.string().refine(isTimeZone);

export const timeOfDay = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/)
  .transform((text) => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return { hour, minute };
  });

export const timeOfDayOrOff = z
  .string()
  .transform((text) => (text === 'off' ? undefined : text))
  .pipe(z.union([z.undefined(), timeOfDay]));
/** Where the site is: a web address without a query, given a slash at its end. */
export const webUrl = z
  .string()
  .transform((text) => (text === '' ? undefined : URL.parse(text)))
  .refine(
    (url) =>
      url === undefined ||
      (url !== null &&
        /^https?:$/.test(url.protocol) &&
        url.search === '' &&
        url.hash === '' &&
        url.username === ''),
  )
  .transform((url) => (url == null ? undefined : url.href.replace(/\/?$/, '/')));

const SMTP_PORT = { 'smtp:': 587, 'smtps:': 465 } as const;

/** `smtp://user@host:port` or `smtps://`. The password stands in a file of its own, because settings are shown. */
export const smtp = z
  .string()
  .transform((text) => (text === '' ? undefined : URL.parse(text)))
  .refine(
    (url) =>
      url === undefined ||
      (url !== null &&
        url.protocol in SMTP_PORT &&
        url.hostname !== '' &&
        url.password === '' &&
        unescaped(url.username) !== undefined &&
        url.pathname.length <= 1),
  )
  .transform((url) => {
    if (url == null) return undefined;
    const secure = url.protocol === 'smtps:';
    return {
      secure,
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? SMTP_PORT[secure ? 'smtps:' : 'smtp:'] : Number(url.port),
      user: unescaped(url.username) || undefined,
    };
  });

/** Undefined: `%` stands before something else than two figures, or they are no UTF-8 (RFC 3986 §2.1). */
function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

export const mailAddress = z.string().regex(/^$|^[^\s@<>,;]+@[^\s@<>,;]+$/);
