import { CallPath } from '../../policy/call-path.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { parseReplaces, type Replaces } from '../../sip/message/replaces.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import { type ActiveCall, isRinging, type RingingCall } from '../call/active-call.ts';
import type { CallParts } from '../call/call-parts.ts';
import { type PickUpRights, pickUpName } from '../call/pick-up-rights.ts';
import { Leg } from '../leg/leg.ts';
import { ServiceCall } from '../services/service-call.ts';
import { TakeOver } from './take-over.ts';

/** The INVITE was taken: it has its answer or will get it. Or why it was not. */
type Outcome = 'taken' | 400 | 403 | 480 | 481 | 486;

/** Calls that another phone takes: those that ring elsewhere, by code or by Replaces, and those of its own extension. */
export class Replacements {
  readonly #parts: CallParts;
  readonly #rights: PickUpRights;

  constructor(parts: { calls: CallParts; pickUpRights: PickUpRights }) {
    this.#parts = parts.calls;
    this.#rights = parts.pickUpRights;
  }

  /** `*8`, or `*8301` for what rings at one extension. Who may not is told the same as when nothing rings. */
  pickUp(request: SipRequest, flow: Flow, by: ExtensionRecord, at: string | undefined): Outcome {
    for (const call of this.#parts.calls.ringing()) {
      if (at !== undefined && call.reached !== at) continue;
      if (this.#rights.mayPickUp(by.number, call) && call.pickUp({ request, flow, extension: by.number }))
        return 'taken';
    }
    return 480;
  }

  /** An INVITE with Replaces: RFC 3891 §3. */
  replace(request: SipRequest, flow: Flow, by: ExtensionRecord, header: string): Outcome {
    const replaces = parseReplaces(header);
    if (!replaces.ok) return 400;
    const pickUp = (ringing: RingingCall): Outcome => {
      if (!this.#rights.mayPickUp(by.number, ringing)) return 403;
      return ringing.pickUp({ request, flow, extension: by.number }) ? 'taken' : 486;
    };
    const named = this.#parts.calls.get(replaces.value.callId);
    if (named !== undefined && isNamed(named, replaces.value)) {
      return isRinging(named) ? pickUp(named) : 486;
    }
    const leg = this.#find(replaces.value);
    if (leg === undefined) return 481;
    const ringing = this.#parts.calls.ringing().find((call) => call.rings(leg));
    if (ringing !== undefined) return pickUp(ringing);
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
}

/** As a lamp was told of it (RFC 4235); some phones put the tags the other way round. */
function isNamed(call: ActiveCall, { toTag, fromTag }: Replaces): boolean {
  const { localTag, remoteTag } = pickUpName(call);
  return toTag === localTag ? fromTag === remoteTag : toTag === remoteTag && fromTag === localTag;
}
