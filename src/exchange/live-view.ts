import { type AddressKey, keyCovers } from '../base/address-key.ts';
import type { Clock } from '../base/clock.ts';
import type { SocketAddress } from '../base/sockets.ts';
import type { TransportName } from '../sip/transport/flow.ts';
import type { TransportLayer } from '../sip/transport/transport-layer.ts';
import type { RadioRecord } from '../store/archives/radio-archive.ts';
import type { TraceRecord } from '../store/guard-store.ts';
import type { ConferenceRecord } from '../store/records/records.ts';
import type { LiveExchange } from './administration/live-exchange.ts';
import type { BeyondCalls } from './beyond-calls.ts';
import type { ActiveCall, CallTable } from './call/active-call.ts';
import type { ConferenceRooms } from './conference/conference-rooms.ts';
import type { CallView, LegView } from './console/calls.ts';
import type { RoomAct, RoomView } from './console/conferences.ts';
import type { RegistrationView } from './console/extensions.ts';
import type { Leg } from './leg/leg.ts';
import type { RadioLinks } from './radio/radio-links.ts';
import { firstToRing, type Location } from './registration/location.ts';
import type { Registrar } from './registration/registrar.ts';
import type { SuspensionEnforcement } from './suspension/suspension-enforcement.ts';
import type { Tracer } from './trace/tracer.ts';

/** What administration sees of a running exchange, and what it does to it. */
export class LiveView implements LiveExchange {
  readonly running = true;
  readonly #startMs: number;
  readonly #parts: {
    readonly clock: Pick<Clock, 'now' | 'wallTime'>;
    readonly transport: TransportLayer;
    readonly location: Location;
    readonly registrar: Registrar;
    readonly calls: CallTable;
    readonly rooms: ConferenceRooms;
    readonly radios: RadioLinks;
    readonly suspensions: SuspensionEnforcement;
    readonly tracer: Tracer;
    readonly beyond: BeyondCalls;
    readonly mayKnock: (remote: SocketAddress, transport: TransportName) => boolean;
  };

  constructor(parts: {
    readonly clock: Pick<Clock, 'now' | 'wallTime'>;
    readonly transport: TransportLayer;
    readonly location: Location;
    readonly registrar: Registrar;
    readonly calls: CallTable;
    readonly rooms: ConferenceRooms;
    readonly radios: RadioLinks;
    readonly suspensions: SuspensionEnforcement;
    readonly tracer: Tracer;
    readonly beyond: BeyondCalls;
    readonly mayKnock: (remote: SocketAddress, transport: TransportName) => boolean;
  }) {
    this.#parts = parts;
    this.#startMs = this.#wallAheadMs();
  }

  get clockStepMs(): number {
    return this.#wallAheadMs() - this.#startMs;
  }

  registrationsOf(number: string): readonly RegistrationView[] {
    const { location, beyond } = this.#parts;
    return location
      .phonesOf(number)
      .toSorted(firstToRing)
      .map(({ record, flow, phone }) => {
        const { contactUri, transport, userAgent, registeredAtMs, expiresAtMs } = record;
        const { roundTripMs, silentSinceMs } = beyond.keepAlive.reachOf(phone);
        return {
          contactUri,
          transport,
          userAgent,
          registeredAtMs,
          expiresAtMs,
          reachable: flow?.open === true,
          roundTripMs,
          silentSinceMs,
          routerSigns: beyond.routers.signsOf(phone),
        };
      });
  }

  get registrationCount(): number {
    return this.#parts.location.size;
  }

  calls(): readonly CallView[] {
    return this.#parts.calls.all().map(callView);
  }

  endCall(id: string): CallView | undefined {
    const call = this.#parts.calls.get(id);
    if (call === undefined) return undefined;
    const view = callView(call);
    call.end('ended-by-administrator');
    return view;
  }

  endCallsOf(number: string): void {
    for (const call of this.#parts.calls.of(number)) call.end('ended-by-administrator');
  }

  forgetBindings(number: string): void {
    this.#parts.registrar.forget(number);
    this.#parts.suspensions.forget(number);
  }

  enforceSuspensions(): void {
    this.#parts.suspensions.enforce();
  }

  enforceLimits(number: string): void {
    this.#parts.registrar.trim(number);
    this.#parts.beyond.events.enforce();
  }

  participantsOf(conference: string): number {
    return this.#parts.rooms.participantsOf(conference);
  }

  room(conference: string): RoomView {
    return this.#parts.rooms.view(conference);
  }

  renewConference(record: ConferenceRecord): void {
    this.#parts.rooms.renew(record);
    this.#parts.radios.renew(record.number);
  }

  controlRoom(record: ConferenceRecord, act: RoomAct): readonly string[] | undefined {
    return this.#parts.rooms.act(record, act);
  }

  openRadio(record: RadioRecord): void {
    this.#parts.radios.add(record);
  }

  closeRadio(name: string): void {
    this.#parts.radios.remove(name);
  }

  radioState(name: string): ReturnType<RadioLinks['stateOf']> {
    return this.#parts.radios.stateOf(name);
  }

  enforceConsent(): void {
    this.#parts.beyond.events.enforce();
  }

  forgetExtension(number: string): void {
    this.#parts.beyond.forget(number);
  }

  endConference(number: string): void {
    this.#parts.rooms.close(number);
  }

  /** Connections from a banned address close at once, but for those of registered phones and of running calls. */
  enforceBan(key: AddressKey): void {
    for (const flow of this.#parts.transport.flowsFrom((remote) => keyCovers(key, remote))) {
      if (!this.#parts.mayKnock(flow.remote, flow.transport)) this.#parts.transport.closeFlow(flow);
    }
  }

  registrationsByAddress(): ReadonlyMap<AddressKey, number> {
    return this.#parts.location.countByAddress();
  }

  addressesOf(number: string): readonly AddressKey[] {
    return this.#parts.location.addressesOf(number);
  }

  startTrace(trace: TraceRecord): void {
    this.#parts.tracer.start(trace);
  }

  stopTrace(id: string): Promise<void> {
    return this.#parts.tracer.stop(id);
  }

  flushTraces(): Promise<void> {
    return this.#parts.tracer.flush();
  }

  /** Both clocks are slewed alike, so that only a jump of the wall clock changes it. */
  #wallAheadMs(): number {
    const { clock } = this.#parts;
    return clock.wallTime() - clock.now();
  }
}

function legView({ extension, voice, quality }: Leg): LegView {
  return { extension, codec: voice?.codec ?? null, quality: quality ?? null };
}

function callView(call: ActiveCall): CallView {
  const { id, from, to, reached, state, startedAtMs, answeredAtMs } = call;
  const legs = call.legs.map(legView);
  const codecs = new Set(legs.flatMap(({ codec }) => codec ?? []));
  return { id, from, to, reached, state, startedAtMs, answeredAtMs, legs, transcoded: codecs.size > 1 };
}
