import { REQUEST } from './bare-request.ts';

/**
 * Requests with one exceptional element each, in every place a request has: the method of the PROTOS suite for SIP,
 * with elements of our own.
 */
export function* exceptionalRequests(): Generator<string> {
  let serial = 0;
  for (const [place, put] of PLACES)
    for (const element of ELEMENTS) {
      serial += 1;
      yield put(BASE, element)
        .replace('z9hG4bKx', `z9hG4bK${serial}`)
        .replace('Call-ID: odd', `Call-ID: ${place}-${serial}`);
    }
}

const BASE = REQUEST.replaceAll('OPTIONS', 'INVITE').replace(
  'Content-Length: 0\r\n\r\n',
  [
    'Contact: "A" <sip:100@198.51.100.1:5060>;q=0.5;expires=60',
    'Authorization: Digest username="100", realm="hamvoip.example", nonce="n", uri="sip:x", response="r"',
    'Expires: 60',
    'Content-Type: application/sdp',
    'Content-Length: 77',
    '',
    'v=0\r\no=- 1 1 IN IP4 198.51.100.1\r\ns=-\r\nc=IN IP4 198.51.100.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n',
  ].join('\r\n'),
);

type Put = (request: string, element: string) => string;

/** The element in the place of what the pattern finds. A function, because `$&` in an element is no pattern. */
const instead =
  (pattern: RegExp): Put =>
  (request, element) =>
    request.replace(pattern, () => element);

const PLACES: readonly (readonly [place: string, put: Put])[] = [
  ['method', instead(/^INVITE/)],
  ['request-uri', instead(/(?<=^INVITE )\S+/)],
  ['scheme', instead(/(?<=^INVITE )sip/)],
  ['user', instead(/(?<=^INVITE sip:)100/)],
  ['host', instead(/(?<=^INVITE sip:100@)[^ ]+/)],
  ['version', instead(/(?<=^INVITE \S+ )\S+/)],
  ['header-name', instead(/Max-Forwards/)],
  ['via', instead(/(?<=Via: ).*/)],
  ['via-transport', instead(/(?<=Via: SIP\/2\.0\/)UDP/)],
  ['via-host', instead(/(?<=Via: SIP\/2\.0\/UDP )[\d.]+/)],
  ['via-port', instead(/(?<=Via: SIP\/2\.0\/UDP [\d.]+:)\d+/)],
  ['via-branch', instead(/z9hG4bKx/)],
  ['max-forwards', instead(/(?<=Max-Forwards: ).*/)],
  ['from', instead(/(?<=From: ).*/)],
  ['from-uri', instead(/(?<=From: <)[^>]+/)],
  ['from-tag', instead(/(?<=;tag=)1/)],
  ['to', instead(/(?<=\nTo: ).*/)],
  ['to-parameter', (request, element) => request.replace(/(?<=\nTo: .*)(?=\r)/, () => `;${element}`)],
  ['call-id', instead(/(?<=Call-ID: ).*/)],
  ['cseq', instead(/(?<=CSeq: ).*/)],
  ['cseq-number', instead(/(?<=CSeq: )\d+/)],
  ['cseq-method', instead(/(?<=CSeq: \d+ )\w+/)],
  ['contact', instead(/(?<=Contact: ).*/)],
  ['contact-name', instead(/(?<=Contact: )"A"/)],
  ['contact-uri', instead(/(?<=Contact: "A" <)[^>]+/)],
  ['contact-q', instead(/0\.5/)],
  ['contact-expires', instead(/(?<=;expires=)60/)],
  ['authorization', instead(/(?<=Authorization: ).*/)],
  ['digest', instead(/(?<=Authorization: Digest ).*/)],
  ['username', instead(/(?<=username=)"100"/)],
  ['nonce', instead(/(?<=nonce=)"n"/)],
  ['expires', instead(/(?<=\nExpires: ).*/)],
  ['content-type', instead(/(?<=Content-Type: ).*/)],
  ['content-length', instead(/(?<=Content-Length: ).*/)],
  ['line', (request, element) => request.replace('\r\nTo:', () => `\r\n${element}\r\nTo:`)],
  ['twice', (request, element) => request.replace('\r\nTo:', () => `\r\nFrom: ${element}\r\nTo:`)],
  ['sdp', instead(/v=0[\s\S]*/)],
  ['sdp-origin', instead(/(?<=o=).*/)],
  ['sdp-connection', instead(/(?<=c=).*/)],
  ['sdp-address', instead(/(?<=c=IN IP4 ).*/)],
  ['sdp-media', instead(/(?<=m=).*/)],
  ['sdp-port', instead(/(?<=m=audio )\d+/)],
  ['sdp-format', instead(/(?<=RTP\/AVP )0/)],
  ['end', (request, element) => request + element],
];

const LENGTHS = [1, 8, 64, 127, 128, 255, 256, 1023, 4096, 17_000];
const REPEATED = ['a', '0', ' ', '/', '%s', '<', '"', '\\', ';x', ',', '\xff'];
const WHOLE = [
  '',
  ' ',
  '\t',
  '\0',
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '\x01',
  '\x7f',
  '\xc3\x28',
  '\xe2\x80\xae',
  '-1',
  '0',
  '255',
  '256',
  '65535',
  '65536',
  '2147483647',
  '2147483648',
  '4294967295',
  '4294967296',
  '99999999999999999999',
  '1e9',
  '0x10',
  'NaN',
  '%n%n%n%n',
  '%00',
  '%0d%0a',
  '%',
  '$(reboot)',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '../../../etc/passwd',
  '__proto__',
  'sip:',
  'sip:@',
  'sip:[',
  'sip:[::',
  'sip:%@x',
  'sips:a@b:99999',
  'tel:',
  'http://x',
  '<>',
  '<<>>',
  '"',
  '"\\',
  '"a" <sip:a@b',
  '*',
  '*, *',
  '255.255.255.255',
  '0.0.0.0',
  '127.0.0.1',
  '[::1]',
  'SIP/2.0',
  'SIP/3.0/UDP x',
  'Digest',
  'Basic YTpi',
];

const ELEMENTS: readonly string[] = [
  ...WHOLE,
  ...REPEATED.flatMap((piece) => LENGTHS.map((length) => piece.repeat(Math.ceil(length / piece.length)))),
];
