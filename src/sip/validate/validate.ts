import type { SipRequest, SipResponse } from '../message/message.ts';
import type { Via } from '../message/via.ts';
import { checkContacts } from './contacts.ts';
import { checkAccept, checkContent } from './content.ts';
import { checkMandatoryFields, checkScalars, checkSingletons } from './mandatory-fields.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What to do with a message that parsed. `reason` is for the journal and names the field. */
export type Verdict =
  | { readonly kind: 'valid' }
  | Refusal
  /** Not a word to anyone: there is nobody to answer, or nobody who should be. */
  | { readonly kind: 'drop'; readonly reason: string };

/** What the element that answers is able to do. */
export interface MessageLimits {
  /** Methods that are taken; others get 501. */
  readonly methods?: ReadonlySet<string>;
  /** Option tags that may be required; others get 420. */
  readonly extensions?: ReadonlySet<string>;
}

const METHODS: ReadonlySet<string> = new Set([
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'REGISTER',
  'OPTIONS',
  'INFO',
  'UPDATE',
  'PRACK',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'REFER',
  'MESSAGE',
]);
const EXTENSIONS: ReadonlySet<string> = new Set(['timer', '100rel', 'replaces', 'norefersub', 'outbound']);
const SCHEMES: ReadonlySet<string> = new Set(['sip', 'sips', 'tel']);
/** Methods that end at this element whatever their Max-Forwards says. */
const FINAL_HERE: ReadonlySet<string> = new Set(['BYE', 'CANCEL', 'REGISTER']);

/** IPv4 from 224.0.0.0 on. */
const GROUP_OR_RESERVED = /^(?:22[4-9]|2[3-9]\d|[3-9]\d\d)(?:\.\d{1,3}){3}$/;

const VALID: Verdict = { kind: 'valid' };

/**
 * Whether a request that parsed is one this element can work on: afterwards every getter of it is safe. What RFC
 * 3261 §8.2 has a UAS look at comes in its order, after the version and the fields without which there is no
 * answer. An ACK is never answered, so that its refusal is a drop.
 */
export function validateRequest(request: SipRequest, limits: MessageLimits = {}): Verdict {
  if (!request.headers.has('via')) return { kind: 'drop', reason: 'Via: missing' };
  const via = request.readVia();
  if (via.ok && isForbiddenTarget(via.value)) return { kind: 'drop', reason: 'Via: no address of one host' };
  const isAck = request.method === 'ACK';
  const refusal = checkForm(request, limits) ?? (isAck ? undefined : checkAbilities(request, limits));
  if (refusal === undefined) return VALID;
  return isAck ? { kind: 'drop', reason: refusal.reason } : refusal;
}

function checkForm(request: SipRequest, limits: MessageLimits): Refusal | undefined {
  if (request.version !== 'SIP/2.0') return refuse(505, 'version: not SIP/2.0');
  return (
    checkSingletons(request) ??
    checkMandatoryFields(request) ??
    checkMethod(request, limits) ??
    checkUris(request) ??
    checkScalars(request) ??
    checkContacts(request)
  );
}

/** RFC 3261 §8.2.1, §8.1.1.5. */
function checkMethod(request: SipRequest, { methods = METHODS }: MessageLimits): Refusal | undefined {
  if (!methods.has(request.method)) return refuse(501, 'method: not known');
  return request.cseq.method === request.method ? undefined : refuse(400, 'CSeq: another method');
}

/** RFC 3261 §8.2.2.1; §19.1.5 lets no Request-URI have headers. */
function checkUris(request: SipRequest): Refusal | undefined {
  const uri = request.uri;
  if (!uri.ok) return refuse(400, `Request-URI: ${uri.error}`);
  if (!SCHEMES.has(uri.value.scheme)) return refuse(416, 'Request-URI: unknown scheme');
  if (uri.value.headers !== undefined) return refuse(400, 'Request-URI: with headers');
  const { scheme } = request.to.uri;
  if (request.method === 'REGISTER' && scheme !== 'sip' && scheme !== 'sips')
    return refuse(400, 'To: no SIP URI to register');
  return undefined;
}

function checkAbilities(request: SipRequest, limits: MessageLimits): Refusal | undefined {
  if (request.maxForwards === 0 && !FINAL_HERE.has(request.method)) return refuse(483, 'Max-Forwards: 0');
  return checkRequire(request, limits) ?? checkContent(request) ?? checkAccept(request);
}

/**
 * RFC 3261 §8.2.2.3 and, since nothing stands between a phone and this element, §16.3 step 5. `(null)` is a slip of
 * some phones' firmware and requires nothing.
 */
function checkRequire(request: SipRequest, { extensions = EXTENSIONS }: MessageLimits): Refusal | undefined {
  if (request.method === 'CANCEL') return undefined;
  if (!request.headers.has('require') && !request.headers.has('proxy-require')) return undefined;
  const required = [...request.headers.list('require'), ...request.headers.list('proxy-require')];
  const unknown = required.filter((tag) => !extensions.has(tag.toLowerCase()) && tag !== '(null)');
  if (unknown.length === 0) return undefined;
  return refuse(420, 'Require: not supported', [{ name: 'unsupported', value: unknown.join(', ') }]);
}

/**
 * Whether a response from the network is one a transaction may see. RFC 3261 §8.1.3.3: more than one Via means that
 * it is not for us; our requests leave with exactly one.
 */
export function validateResponse(response: SipResponse): Verdict {
  if (response.version !== 'SIP/2.0') return { kind: 'drop', reason: 'version: not SIP/2.0' };
  if (response.headers.list('via').length > 1) return { kind: 'drop', reason: 'Via: more than one' };
  const refusal = checkSingletons(response) ?? checkMandatoryFields(response);
  return refusal === undefined ? VALID : { kind: 'drop', reason: refusal.reason };
}

/**
 * A sender that calls itself by a group address or a system port wants its answer to hit others. Answers go to the
 * source address alone, but a packet with such a Via is not worth one (security 2.6).
 */
function isForbiddenTarget({ transport, host, port }: Via): boolean {
  if (transport === 'UDP' && port !== undefined && port < 1024) return true;
  if (host.includes(':')) return /^ff/i.test(host);
  return GROUP_OR_RESERVED.test(host);
}
