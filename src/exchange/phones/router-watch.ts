import { bytesToLatin1 } from '../../base/bytes.ts';
import type { Clock } from '../../base/clock.ts';
import type { Journal, RouterSign } from '../../base/journal.ts';
import type { SipRequest, SipResponse } from '../../sip/message/message.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { Binding, Location } from '../registration/location.ts';
import {
  callIdChanged,
  callIdHost,
  candidatesRewritten,
  rewrittenPlaces,
  type WrittenAddresses,
  writtenSdp,
} from './router-signs.ts';

/** Between two looks at the session descriptions of one phone: a router does not change its mind every call. */
const LOOK_AGAIN_MS = 600_000;
/** A way that changes so often within an hour is changed by somebody. */
const MOVES_IN_AN_HOUR = 4;
const HOUR_MS = 3_600_000;

const REWRITTEN: readonly RouterSign[] = [
  'via-rewritten',
  'contact-rewritten',
  'call-id-rewritten',
  'sdp-rewritten',
];

interface Watched {
  readonly signs: Set<RouterSign>;
  /** Monotonic; of the last look at a session description. */
  lookedAtMs: number;
  readonly movedAtMs: number[];
}

export interface RouterWatchParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly journal: Journal;
  readonly location: Pick<Location, 'phonesAt' | 'phoneOf'>;
}

/**
 * Finds out when a router meddles with a phone's messages ("SIP ALG"): what the phone wrote in one place does not
 * agree with what it wrote in another. Each sign is one fact a phone, without the addresses that gave it away.
 */
export class RouterWatch {
  readonly #parts: RouterWatchParts;
  readonly #byPhone = new Map<number, Watched>();

  constructor(parts: RouterWatchParts) {
    this.#parts = parts;
  }

  signsOf(phone: number): readonly RouterSign[] {
    return [...(this.#byPhone.get(phone)?.signs ?? [])];
  }

  /** A phone registered. Looked at when it is new, or comes by another way than before. */
  registered(
    phone: number,
    binding: Binding,
    request: SipRequest,
    previous: { readonly binding: Binding; readonly isDeaf: boolean } | undefined,
  ): void {
    const { extension, remotePort, remoteAddress, userAgent } = binding.record;
    if (previous !== undefined) {
      const { record } = previous.binding;
      const isMoved = record.remotePort !== remotePort || record.remoteAddress !== remoteAddress;
      // Its own requests come through, ours do not: a way that leads in one direction only.
      if (previous.isDeaf) this.#note(extension, phone, 'requests-unanswered');
      if (callIdChanged(record.callId, request.callId, remoteAddress)) {
        this.#note(extension, phone, 'call-id-changed');
      }
      if (isMoved && record.remoteAddress === remoteAddress && record.transport === 'udp') {
        this.#onMoved(extension, phone);
      }
      if (!isMoved) return;
    }
    this.#judge(extension, phone, writtenAddresses(request, remoteAddress, userAgent));
  }

  /** An INVITE of a registered phone. */
  invited(request: SipRequest, flow: Flow, extension: string): void {
    if (request.body.length === 0) return;
    const found = this.#phoneAt(flow, extension);
    if (found === undefined) return;
    const { phone, binding } = found;
    const watched = this.#of(phone);
    const nowMs = this.#parts.clock.now();
    if (nowMs - watched.lookedAtMs < LOOK_AGAIN_MS) return;
    watched.lookedAtMs = nowMs;
    const sdp = writtenSdp(bytesToLatin1(request.body));
    const { remoteAddress, userAgent } = binding.record;
    this.#judge(extension, phone, { ...writtenAddresses(request, remoteAddress, userAgent), sdp });
    if (candidatesRewritten(sdp)) this.#note(extension, phone, 'candidates-rewritten');
    if (hasWrongLength(request)) this.#note(extension, phone, 'length-wrong');
  }

  /** It answered a request of ours: what it copied from it shows what reached it (RFC 3261 §8.2.6). */
  answered(binding: Binding, phone: number, request: SipRequest, response: SipResponse): void {
    const isSame =
      response.callId === request.callId &&
      response.from.tag === request.from.tag &&
      response.from.uri.host === request.from.uri.host &&
      response.to.uri.user === request.to.uri.user;
    const { extension } = binding.record;
    if (!isSame) this.#note(extension, phone, 'echo-changed');
    if (this.#byPhone.get(phone)?.signs.delete('requests-unanswered')) this.#tell(extension, phone);
  }

  /** A datagram whose length does not fit what it holds came from here. */
  damaged(remote: Flow['remote']): void {
    for (const { phone, binding } of this.#parts.location.phonesAt(remote, 'udp'))
      this.#note(binding.record.extension, phone, 'length-wrong');
  }

  gone(phone: number): void {
    this.#byPhone.delete(phone);
  }

  #phoneAt(flow: Flow, extension: string): { phone: number; binding: Binding } | undefined {
    return this.#parts.location
      .phonesAt(flow.remote, flow.transport)
      .find(({ binding }) => binding.record.extension === extension);
  }

  #onMoved(extension: string, phone: number): void {
    const { movedAtMs } = this.#of(phone);
    const nowMs = this.#parts.clock.now();
    movedAtMs.push(nowMs);
    if (movedAtMs.length > MOVES_IN_AN_HOUR) movedAtMs.shift();
    const [first = nowMs] = movedAtMs;
    if (movedAtMs.length === MOVES_IN_AN_HOUR && nowMs - first <= HOUR_MS)
      this.#note(extension, phone, 'port-changes');
  }

  /** A router that was set right leaves no sign of these behind. */
  #judge(extension: string, phone: number, written: WrittenAddresses): void {
    const found = rewrittenPlaces(written);
    const signs = this.#byPhone.get(phone)?.signs;
    let isMended = false;
    for (const sign of REWRITTEN) if (!found.includes(sign) && signs?.delete(sign)) isMended = true;
    if (isMended) this.#tell(extension, phone);
    for (const sign of found) this.#note(extension, phone, sign);
  }

  #note(extension: string, phone: number, sign: RouterSign): void {
    const { signs } = this.#of(phone);
    if (signs.has(sign)) return;
    signs.add(sign);
    this.#tell(extension, phone);
  }

  #tell(extension: string, phone: number): void {
    this.#parts.journal.record({ kind: 'router-signs', extension, phone, signs: this.signsOf(phone) });
  }

  #of(phone: number): Watched {
    const known = this.#byPhone.get(phone);
    if (known !== undefined) return known;
    const watched = { signs: new Set<RouterSign>(), lookedAtMs: Number.NEGATIVE_INFINITY, movedAtMs: [] };
    this.#byPhone.set(phone, watched);
    return watched;
  }
}

/** What was told is not what came, and it came whole (docs/decisions/0012). */
function hasWrongLength({ headers, body }: SipRequest): boolean {
  const told = headers.get('content-length');
  return told !== undefined && Number(told) !== body.length;
}

function writtenAddresses(request: SipRequest, source: string, userAgent: string): WrittenAddresses {
  const contacts = request.contacts;
  const contact = contacts.ok && contacts.value.kind === 'contacts' ? contacts.value.contacts[0] : undefined;
  return {
    source,
    userAgent,
    via: request.via.host,
    contact: contact?.uri.host,
    callId: callIdHost(request.callId),
    sdp: undefined,
  };
}
