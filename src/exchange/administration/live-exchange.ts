import type { AddressKey } from '../../base/address-key.ts';
import type { RadioRecord } from '../../store/archives/radio-archive.ts';
import type { TraceRecord } from '../../store/guard-store.ts';
import type { ConferenceRecord } from '../../store/records/records.ts';
import type { CallView } from '../console/calls.ts';
import type { RoomAct, RoomView } from '../console/conferences.ts';
import type { RegistrationView } from '../console/extensions.ts';
import { type RadioStanding, UNLINKED } from '../console/radios.ts';

/** What administration needs of an exchange that runs. Every effect is immediate and idempotent. */
export interface LiveExchange {
  readonly running: boolean;
  /** Of the wall clock against the monotonic one since the start; null while nothing runs. */
  readonly clockStepMs: number | null;
  registrationsOf(number: string): readonly RegistrationView[];
  /** Number of bindings of all extensions together. */
  readonly registrationCount: number;
  calls(): readonly CallView[];
  /** The call as it was, or undefined when there is none. Both ends get a BYE or CANCEL. */
  endCall(id: string): CallView | undefined;
  endCallsOf(number: string): void;
  /** Drops the bindings from memory; the store has forgotten them already. */
  forgetBindings(number: string): void;
  /** Who may watch whom has changed: subscriptions that may not be any more end at once. */
  enforceConsent(): void;
  /** The extension is removed: what it watched, published and wrote goes with it. */
  forgetExtension(number: string): void;
  participantsOf(conference: string): number;
  /** Who is in it now. */
  room(conference: string): RoomView;
  /** It was changed: who is in it hears so. */
  renewConference(record: ConferenceRecord): void;
  /** The extensions it met; undefined when there is no such participant. */
  controlRoom(record: ConferenceRecord, act: RoomAct): readonly string[] | undefined;
  /** Hangs up on everyone in the conference. */
  endConference(number: string): void;
  openRadio(record: RadioRecord): void;
  closeRadio(name: string): void;
  radioState(name: string): RadioStanding;
  /** A ban began: connections from the address close at once (security 1.5). */
  enforceBan(key: AddressKey): void;
  /** How many phones are registered from each subscriber's address. */
  registrationsByAddress(): ReadonlyMap<AddressKey, number>;
  /** Where the extension's phones are registered from. */
  addressesOf(number: string): readonly AddressKey[];
  /** Suspensions changed: running calls and bindings of those who are suspended now end at once. */
  enforceSuspensions(): void;
  /** Limits of an extension changed: phones beyond them go. */
  enforceLimits(number: string): void;
  /** Keeps the extension's SIP messages from now on. */
  startTrace(trace: TraceRecord): void;
  stopTrace(id: string): Promise<void>;
  /** Stores what traces still hold in memory. */
  flushTraces(): Promise<void>;
}

/** An exchange that does not run: administration works on its store alone. */
export const OFFLINE: LiveExchange = {
  running: false,
  clockStepMs: null,
  registrationsOf: () => [],
  registrationCount: 0,
  calls: () => [],
  endCall: () => undefined,
  endCallsOf() {},
  forgetBindings() {},
  enforceConsent() {},
  forgetExtension() {},
  participantsOf: () => 0,
  room: () => ({ isLocked: false, isMuted: false, participants: [] }),
  renewConference() {},
  controlRoom: () => undefined,
  endConference() {},
  openRadio() {},
  closeRadio() {},
  radioState: () => UNLINKED,
  enforceBan() {},
  registrationsByAddress: () => new Map(),
  addressesOf: () => [],
  enforceSuspensions() {},
  enforceLimits() {},
  startTrace() {},
  stopTrace: async () => {},
  flushTraces: async () => {},
};
