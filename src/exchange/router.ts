import { numberKind, type Service as ServiceName, serviceOf } from '../policy/numbering.ts';
import type { SipRequest } from '../sip/message/message.ts';
import { unescapeUser } from '../sip/message/uri.ts';
import type { Flow } from '../sip/transport/flow.ts';
import type { ExtensionRecord } from '../store/records.ts';
import { Call } from './call/call.ts';
import type { CallParts } from './call/call-parts.ts';
import type { CallAllowance } from './call-allowance.ts';
import type { Conferences, Extensions } from './directory-tables.ts';
import type { Binding, Location } from './location.ts';
import type { Refusal, Refusals } from './refusals.ts';
import type { ConferenceRooms } from './services/conference.ts';
import { ECHO } from './services/echo.ts';
import { type Service, ServiceCall } from './services/service-call.ts';
import type { SuspensionGate } from './suspension-gate.ts';

/** What a dialled number leads to. */
type Destination =
  | { readonly kind: 'extension'; readonly callee: ExtensionRecord; readonly bindings: readonly Binding[] }
  | { readonly kind: 'service'; readonly service: Service }
  | (Refusal & { readonly kind: 'refused' });

const SERVICES: Partial<Record<ServiceName, Service>> = { echo: ECHO };

/** From an INVITE of an authenticated extension to a call. */
export class Router {
  readonly #parts: CallParts;
  readonly #refusals: Refusals;
  readonly #extensions: Extensions;
  readonly #conferences: Conferences;
  readonly #location: Location;
  readonly #rooms: ConferenceRooms;
  readonly #gate: SuspensionGate;
  readonly #allowance: CallAllowance;
  isDraining = false;

  constructor(parts: {
    calls: CallParts;
    refusals: Refusals;
    extensions: Extensions;
    conferences: Conferences;
    location: Location;
    rooms: ConferenceRooms;
    gate: SuspensionGate;
    allowance: CallAllowance;
  }) {
    this.#parts = parts.calls;
    this.#refusals = parts.refusals;
    this.#extensions = parts.extensions;
    this.#conferences = parts.conferences;
    this.#location = parts.location;
    this.#rooms = parts.rooms;
    this.#gate = parts.gate;
    this.#allowance = parts.allowance;
  }

  route(request: SipRequest, flow: Flow, caller: ExtensionRecord): void {
    const uri = request.uri.ok ? request.uri.value : undefined;
    const dialled = uri?.user === undefined ? '' : unescapeUser(uri.user);
    const { number } = caller;
    // Who dials 112 is told the one thing that matters: suspended, beyond his limits, while we drain.
    if (numberKind(dialled) === 'emergency')
      return this.#refusals.refuse(request, flow, number, { status: 403, reason: 'noEmergencyCalls' });
    if (this.#gate.refusesCall(request, flow, number, dialled)) return;
    const destination = this.#mayCall(caller) ?? this.#destinationOf(dialled, flow, caller);
    switch (destination.kind) {
      case 'extension': {
        const { callee, bindings } = destination;
        new Call(this.#parts, { request, flow, caller, callee, bindings });
        return;
      }
      case 'service': {
        const { service } = destination;
        new ServiceCall(this.#parts, { request, flow, caller: number, dialled, service });
        return;
      }
      case 'refused':
        return this.#refusals.refuse(request, flow, number, destination);
    }
  }

  #mayCall(caller: ExtensionRecord): Destination | undefined {
    if (this.isDraining) return { kind: 'refused', status: 503, reason: 'maintenance', retryAfterS: 30 };
    const reason = this.#allowance.refusal(caller.number);
    if (reason === 'tooManyCalls') return { kind: 'refused', status: 403, reason };
    return reason && { kind: 'refused', status: 503, reason, retryAfterS: 60 };
  }

  #destinationOf(dialled: string, flow: Flow, caller: ExtensionRecord): Destination {
    const name = serviceOf(dialled);
    if (name !== undefined) {
      const service = SERVICES[name];
      return service === undefined
        ? { kind: 'refused', status: 480, reason: 'notYet' }
        : { kind: 'service', service };
    }
    const conference = this.#conferences.get(dialled);
    if (conference !== undefined) {
      const room = this.#rooms.room(conference);
      return room.isFull
        ? { kind: 'refused', status: 486, reason: 'conferenceFull' }
        : { kind: 'service', service: room };
    }
    const callee = this.#extensions.get(dialled);
    if (callee === undefined) return { kind: 'refused', status: 404, reason: 'unknownNumber' };
    if (!this.#gate.mayBeCalled(callee.number)) {
      return { kind: 'refused', status: 480, reason: 'unreachable' };
    }
    if (this.#allowance.isFull(callee.number)) return { kind: 'refused', status: 486, reason: 'busy' };
    const bindings = this.#location
      .bindingsOf(callee.number)
      .filter((binding) => binding.flow?.open === true)
      // Someone who calls his own extension reaches his other phones, not the one in his hand. Another extension may
      // well sit behind the same flow: adapters have two lines.
      .filter((binding) => callee.number !== caller.number || binding.flow?.id !== flow.id);
    return bindings.length === 0
      ? { kind: 'refused', status: 480, reason: 'unreachable' }
      : { kind: 'extension', callee, bindings };
  }
}
