import { CallPath } from '../../policy/call-path.ts';
import { type FeatureCode, featureCodeOf } from '../../policy/feature-codes.ts';
import { numberKind } from '../../policy/numbering.ts';
import { intervalRefusal } from '../../sip/dialog/session-interval.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import { unescapeUser } from '../../sip/message/uri.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import { Call } from '../call/call.ts';
import type { CallParts } from '../call/call-parts.ts';
import { numbersBefore } from '../call/diversion.ts';
import type { CallFeaturesChange } from '../console/call-features.ts';
import { FeatureCodeService } from '../services/feature-code.ts';
import { ServiceCall } from '../services/service-call.ts';
import type { SuspensionGate } from '../suspension/suspension-gate.ts';
import type { Replacements } from '../transfer/replacements.ts';
import type { Transfers } from '../transfer/transfers.ts';
import type { CallAllowance } from './call-allowance.ts';
import type { Destination, Destinations, Refused } from './destinations.ts';
import type { Refusal, Refusals } from './refusals.ts';

/** From an INVITE of an authenticated extension to a call. */
export class Router {
  readonly #parts: CallParts;
  readonly #refusals: Refusals;
  readonly #destinations: Destinations;
  readonly #gate: SuspensionGate;
  readonly #allowance: CallAllowance;
  readonly #replacements: Replacements;
  readonly #setFeatures: (extension: string, change: CallFeaturesChange) => Promise<boolean>;
  readonly transfers: Transfers;
  isDraining = false;

  constructor(parts: {
    calls: CallParts;
    refusals: Refusals;
    destinations: Destinations;
    transfers: Transfers;
    gate: SuspensionGate;
    allowance: CallAllowance;
    replacements: Replacements;
    /** What a holder dials: stored when it resolves, or refused. */
    setFeatures: (extension: string, change: CallFeaturesChange) => Promise<boolean>;
  }) {
    this.#parts = parts.calls;
    this.#refusals = parts.refusals;
    this.#destinations = parts.destinations;
    this.transfers = parts.transfers;
    this.#gate = parts.gate;
    this.#allowance = parts.allowance;
    this.#replacements = parts.replacements;
    this.#setFeatures = parts.setFeatures;
  }

  route(request: SipRequest, flow: Flow, caller: ExtensionRecord): void {
    const uri = request.uri.ok ? request.uri.value : undefined;
    const dialled = uri?.user === undefined ? '' : unescapeUser(uri.user);
    const { number } = caller;
    // Who dials 112 is told the one thing that matters: suspended, beyond his limits, while we drain.
    if (numberKind(dialled) === 'emergency')
      return this.#refusals.refuse(request, flow, number, { status: 403, reason: 'noEmergencyCalls' });
    if (this.#gate.refusesCall(request, flow, number, dialled)) return;
    const tooShort = intervalRefusal(request);
    if (tooShort !== undefined) {
      const transaction = this.#parts.transactions.accept(request, flow, {});
      return transaction.respond(createResponse(request, 422, { headers: [tooShort] }));
    }
    const replaced = this.#mayCall(caller) ?? this.#replace(request, flow, caller, dialled);
    if (replaced === 'taken') return;
    if (replaced !== undefined) return this.#refusals.refuse(request, flow, number, replaced);
    const path = new CallPath({
      caller: number,
      dialled,
      before: numbersBefore(request),
      isByOwnHand: true,
    });
    const destination = this.#dialled(path, flow);
    switch (destination.kind) {
      case 'extension':
        new Call(this.#parts, {
          request,
          flow,
          caller,
          path,
          destination,
          destinations: this.#destinations,
        });
        return;
      case 'service':
        new ServiceCall(this.#parts, { request, flow, path, service: destination.service });
        return;
      case 'refused':
        return this.#refusals.refuse(request, flow, number, destination);
    }
  }

  #mayCall(caller: ExtensionRecord): Refused | undefined {
    if (this.isDraining) return { kind: 'refused', status: 503, reason: 'maintenance', retryAfterS: 30 };
    const reason = this.#allowance.refusal(caller.number);
    if (reason === 'tooManyCalls') return { kind: 'refused', status: 403, reason };
    return reason && { kind: 'refused', status: 503, reason, retryAfterS: 60 };
  }

  /** Undefined: a call of its own. */
  #replace(
    request: SipRequest,
    flow: Flow,
    caller: ExtensionRecord,
    dialled: string,
  ): 'taken' | Refusal | undefined {
    const header = request.headers.get('replaces');
    const code = header === undefined ? featureCodeOf(dialled) : undefined;
    const outcome =
      header !== undefined
        ? this.#replacements.replace(request, flow, caller, header)
        : code?.kind === 'pick-up'
          ? this.#replacements.pickUp(request, flow, caller, code.number)
          : undefined;
    if (outcome === undefined || outcome === 'taken') return outcome;
    return { status: outcome, reason: 'nothingToPickUp' };
  }

  #dialled(path: CallPath, flow: Flow): Destination {
    const code = featureCodeOf(path.dialled);
    if (code === undefined || code.kind === 'pick-up') return this.#destinations.find(path, flow);
    return this.#ofCode(code);
  }

  #ofCode(code: Exclude<FeatureCode, { kind: 'pick-up' }>): Destination {
    const { clock } = this.#parts;
    return { kind: 'service', service: new FeatureCodeService({ clock, set: this.#setFeatures, code }) };
  }
}
