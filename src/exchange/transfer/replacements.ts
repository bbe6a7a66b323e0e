import { mayPickUp } from '../../policy/call-features.ts';
import { CallPath } from '../../policy/call-path.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { parseReplaces, type Replaces } from '../../sip/message/replaces.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { ExtensionRecord } from '../../store/records.ts';
import type { RingingCall } from '../call/active-call.ts';
import type { CallParts } from '../call/call-parts.ts';
import type { CallFeatureTable } from '../call-feature-table.ts';
import type { Extensions } from '../directory-tables.ts';
import { Leg } from '../leg/leg.ts';
import { ServiceCall } from '../services/service-call.ts';
import { TakeOver } from './take-over.ts';

/** The INVITE was taken: it has its answer or will get it. Or why it was not. */
type Outcome = 'taken' | 400 | 403 | 480 | 481 | 486;

/** Calls that another phone takes: those that ring elsewhere, by code or by Replaces, and those of its own extension. */
export class Replacements {
  readonly #parts: CallParts;
  readonly #extensions: Extensions;
  readonly #features: CallFeatureTable;

  constructor(parts: { calls: CallParts; extensions: Extensions; features: CallFeatureTable }) {
    this.#parts = parts.calls;
    this.#extensions = parts.extensions;
    this.#features = parts.features;
  }

  /** `*8`, or `*8301` for what rings at one extension. Who may not is told the same as when nothing rings. */
  pickUp(request: SipRequest, flow: Flow, by: ExtensionRecord, at: string | undefined): Outcome {
    for (const call of this.#parts.calls.ringing()) {
      if (at !== undefined && call.reached !== at) continue;
      if (this.#mayPickUp(by, call) && call.pickUp({ request, flow, extension: by.number })) return 'taken';
    }
    return 480;
  }

  /** An INVITE with Replaces: RFC 3891 §3. */
  replace(request: SipRequest, flow: Flow, by: ExtensionRecord, header: string): Outcome {
    const replaces = parseReplaces(header);
    if (!replaces.ok) return 400;
    const leg = this.#find(replaces.value);
    if (leg === undefined) return 481;
    const ringing = this.#parts.calls.ringing().find((call) => call.rings(leg));
    if (ringing !== undefined) {
      if (!this.#mayPickUp(by, ringing)) return 403;
      return ringing.pickUp({ request, flow, extension: by.number }) ? 'taken' : 486;
    }
    if (leg.extension !== by.number) return 403;
    return replaces.value.earlyOnly ? 486 : this.#takeOver(request, flow, leg);
  }

  #takeOver(request: SipRequest, flow: Flow, replaced: Leg): Outcome {
    const call = this.#parts.calls.ofLeg(replaced);
    const end = call?.farEndOf(replaced);
    if (call === undefined || end === undefined || end.kind === 'ringing') return 481;
    if (call.transfer !== undefined) return 486;
    const { extension } = replaced;
    if (end.kind === 'phone') {
      new TakeOver(this.#parts, { request, flow, extension }, { call, replaced, other: end.leg });
      return 'taken';
    }
    const path = new CallPath({ caller: extension, dialled: call.reached });
    const { id } = new ServiceCall(this.#parts, { request, flow, path, service: end.service });
    call.dissolve(id);
    replaced.hangUp();
    return 'taken';
  }

  /** A phone that watches another one's dialogs names them as that one does: either way round. */
  #find({ callId, toTag, fromTag, earlyOnly }: Replaces): Leg | undefined {
    const { dialogs } = this.#parts;
    const owner =
      dialogs.named({ callId, toTag, fromTag, earlyOnly }) ??
      dialogs.named({ callId, toTag: fromTag, fromTag: toTag, earlyOnly });
    return owner instanceof Leg ? owner : undefined;
  }

  #mayPickUp(by: ExtensionRecord, call: RingingCall): boolean {
    const ringing = this.#extensions.get(call.reached);
    if (ringing === undefined || call.from === by.number) return false;
    return mayPickUp(this.#party(by), this.#party(ringing));
  }

  #party({ number, callsign }: ExtensionRecord) {
    return { number, callsign, pickupGroup: this.#features.of(number).pickupGroup };
  }
}
