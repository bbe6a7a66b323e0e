import { type CallFeatures, type ForwardCause, forwardFor } from '../../policy/call-features.ts';
import type { CallPath } from '../../policy/call-path.ts';
import { serviceOf, VOICEMAIL_NUMBER } from '../../policy/numbering.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import type { ConferenceRooms } from '../conference/conference-rooms.ts';
import type { Binding, Location } from '../registration/location.ts';
import type { Service } from '../services/service-call.ts';
import type { Services } from '../services/services.ts';
import type { SuspensionGate } from '../suspension/suspension-gate.ts';
import type { CallFeatureTable } from '../tables/call-feature-table.ts';
import type { Conferences, Extensions } from '../tables/directory-tables.ts';
import type { MailboxSettings, Voicemail } from '../voicemail/voicemail.ts';
import type { CallAllowance } from './call-allowance.ts';
import type { Refusal } from './refusals.ts';

/** What a number leads to. */
export type Destination =
  | {
      readonly kind: 'extension';
      readonly callee: ExtensionRecord;
      readonly bindings: readonly Binding[];
      /** So long its phones ring before the call goes elsewhere; undefined when it goes nowhere then. */
      readonly ringMs: number | undefined;
      /** The call may go elsewhere yet. */
      readonly mayGoOn: boolean;
    }
  | { readonly kind: 'service'; readonly service: Service }
  | Refused;

export type Refused = Refusal & { readonly kind: 'refused' };

/** A destination, or what would be one were the call not sent on for this cause. */
type Finding = Destination & { readonly cause?: Exclude<ForwardCause, 'redirected'> };

const LOOP: Refused = { kind: 'refused', status: 482, reason: 'loop' };
const TOO_MANY_HOPS: Refused = { kind: 'refused', status: 483, reason: 'tooManyHops' };
const BUSY: Refused = { kind: 'refused', status: 486, reason: 'busy' };
const UNREACHABLE: Refused = { kind: 'refused', status: 480, reason: 'unreachable' };

/** From a number to what it leads to, along all forwards. Suspensions win over what holders want. */
export class Destinations {
  readonly #extensions: Extensions;
  readonly #conferences: Conferences;
  readonly #features: CallFeatureTable;
  readonly #location: Location;
  readonly #rooms: ConferenceRooms;
  readonly #services: Pick<Services, 'open'>;
  readonly #voicemail: Pick<Voicemail, 'settingsOf'>;
  readonly #gate: SuspensionGate;
  readonly #allowance: CallAllowance;

  constructor(parts: {
    extensions: Extensions;
    conferences: Conferences;
    features: CallFeatureTable;
    location: Location;
    rooms: ConferenceRooms;
    services: Pick<Services, 'open'>;
    voicemail: Pick<Voicemail, 'settingsOf'>;
    gate: SuspensionGate;
    allowance: CallAllowance;
  }) {
    this.#extensions = parts.extensions;
    this.#conferences = parts.conferences;
    this.#features = parts.features;
    this.#location = parts.location;
    this.#rooms = parts.rooms;
    this.#services = parts.services;
    this.#voicemail = parts.voicemail;
    this.#gate = parts.gate;
    this.#allowance = parts.allowance;
  }

  /** Where the call is now, when every forward that needs no ringing is followed. `flow` is the caller's. */
  find(path: CallPath, flow: Flow | undefined): Destination {
    for (;;) {
      const { cause, ...found }: Finding = this.#at(path, flow);
      if (cause === undefined) return found;
      const stopped = this.#forward(path, cause);
      if (stopped === 'nowhere') return found;
      if (stopped !== undefined) return cause === 'always' ? stopped : found;
    }
  }

  /** The same once its phones have rung; undefined when the call stays where it is. */
  findNext(path: CallPath, flow: Flow | undefined, cause: 'busy' | 'no-answer'): Destination | undefined {
    return this.#forward(path, cause) === undefined ? this.find(path, flow) : undefined;
  }

  /** The same for a phone that names another number itself. */
  findRedirected(path: CallPath, flow: Flow | undefined, to: string): Destination | undefined {
    return path.forward(to, 'redirected') === 'forwarded' ? this.find(path, flow) : undefined;
  }

  /** Undefined: the call was taken on. */
  #forward(path: CallPath, cause: Exclude<ForwardCause, 'redirected'>): Refused | 'nowhere' | undefined {
    const to = forwardFor(this.#features.of(path.current), cause) ?? this.#mailboxFor(path.current, cause);
    if (to === undefined) return 'nowhere';
    const taken = path.forward(to, cause);
    if (taken === 'forwarded') return undefined;
    return taken === 'loop' ? LOOP : TOO_MANY_HOPS;
  }

  /** Who takes messages gets the calls that his forwards take nowhere. */
  #mailboxFor(number: string, cause: Exclude<ForwardCause, 'redirected'>): string | undefined {
    const { takesMessages } = this.#voicemail.settingsOf(number);
    return takesMessages && cause !== 'always' ? VOICEMAIL_NUMBER : undefined;
  }

  #at(path: CallPath, flow: Flow | undefined): Finding {
    return this.#serviceAt(path) ?? this.#extensionAt(path.current, path.caller, flow);
  }

  #serviceAt(path: CallPath): Destination | undefined {
    const { current: number, caller } = path;
    const name = serviceOf(number);
    if (name !== undefined) {
      const service = this.#services.open(name, path);
      return service === undefined ? UNREACHABLE : { kind: 'service', service };
    }
    const conference = this.#conferences.get(number);
    if (conference === undefined) return undefined;
    if (!this.#gate.mayContinue({ from: caller, to: number })) {
      return { kind: 'refused', status: 403, reason: 'conferenceClosed' };
    }
    const retryAfterS = this.#rooms.closedFor(caller, conference);
    if (retryAfterS > 0) return { kind: 'refused', status: 403, reason: 'tooManyPins', retryAfterS };
    const room = this.#rooms.room(conference);
    if (room.isLockedFor(caller)) return { kind: 'refused', status: 403, reason: 'conferenceLocked' };
    return room.isFull
      ? { kind: 'refused', status: 486, reason: 'conferenceFull' }
      : { kind: 'service', service: room };
  }

  #extensionAt(number: string, caller: string, flow: Flow | undefined): Finding {
    const callee = this.#extensions.get(number);
    if (callee === undefined) return { kind: 'refused', status: 404, reason: 'unknownNumber' };
    if (!this.#gate.mayBeCalled(number)) return UNREACHABLE;
    const features = this.#features.of(number);
    if (features.forwardAlways !== null) return { ...UNREACHABLE, cause: 'always' };
    if (features.doNotDisturb || this.#allowance.isFull(number)) return { ...BUSY, cause: 'busy' };
    const bindings = this.#location
      .bindingsOf(number)
      .filter((binding) => binding.flow?.open === true)
      // Someone who calls his own extension reaches his other phones, not the one in his hand. Another extension may
      // well sit behind the same flow: adapters have two lines.
      .filter((binding) => number !== caller || binding.flow?.id !== flow?.id);
    if (bindings.length === 0) return { ...UNREACHABLE, cause: 'no-answer' };
    return { kind: 'extension', callee, bindings, ...goingOn(features, this.#voicemail.settingsOf(number)) };
  }
}

function goingOn({ forwardBusy, forwardNoAnswer, ringS }: CallFeatures, { takesMessages }: MailboxSettings) {
  return {
    ringMs: forwardNoAnswer === null && !takesMessages ? undefined : ringS * 1000,
    mayGoOn: forwardBusy !== null || forwardNoAnswer !== null || takesMessages,
  };
}
