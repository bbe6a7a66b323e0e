import { type AddressKey, keyCovers } from '../../base/address-key.ts';
import { TextMap } from '../../base/text-map.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { Replaces } from '../../sip/message/replaces.ts';
import type { Flow } from '../../sip/transport/flow.ts';

/** Whoever answers for a dialog: a leg of a call. */
export interface DialogOwner {
  readonly localTag: string;
  /** Number of the extension at the other end. */
  readonly extension: string;
  /** The way to the phone; another one replaces it only after digest (security 2.16). */
  flow: Flow;
  matches(request: SipRequest): boolean;
  /** Whether these are the Call-ID and the phone's tag of its dialog. */
  isNamed(callId: string, remoteTag: string): boolean;
  onRequest(request: SipRequest, flow: Flow): void;
  onAck(ack: SipRequest): void;
  onFlowClosed(): void;
}

/** The dialogs there are, by our tag, which is random and therefore unique. */
export class DialogTable {
  readonly #byLocalTag = new TextMap<string, DialogOwner>();

  get size(): number {
    return this.#byLocalTag.size;
  }

  add(owner: DialogOwner): void {
    this.#byLocalTag.set(owner.localTag, owner);
  }

  remove(owner: DialogOwner): void {
    this.#byLocalTag.delete(owner.localTag);
  }

  find(request: SipRequest): DialogOwner | undefined {
    const tag = request.to.tag;
    const owner = tag === undefined ? undefined : this.#byLocalTag.get(tag);
    return owner?.matches(request) ? owner : undefined;
  }

  /** Whose dialog a phone names as its own (RFC 3891 §3). */
  named({ callId, toTag, fromTag }: Replaces): DialogOwner | undefined {
    const owner = this.#byLocalTag.get(toTag);
    return owner?.isNamed(callId, fromTag) ? owner : undefined;
  }

  /** Whether some dialog's phone sends from exactly here: such packets pass a ban, so that the call can be ended. */
  hasDialogAt(remote: Flow['remote'], transport: Flow['transport']): boolean {
    for (const { flow } of this.#byLocalTag.values()) {
      const { port, address } = flow.remote;
      if (port === remote.port && address === remote.address && flow.transport === transport) return true;
    }
    return false;
  }

  /** Whether some dialog's phone is at this subscriber's address. */
  hasDialogFrom(key: AddressKey): boolean {
    for (const { flow } of this.#byLocalTag.values()) if (keyCovers(key, flow.remote)) return true;
    return false;
  }

  /** `otherWay` leads to the extension's phone at the same address, if anything does. */
  onFlowClosed(flow: Flow, otherWay: (extension: string) => Flow | undefined): void {
    for (const owner of [...this.#byLocalTag.values()]) {
      if (owner.flow.id !== flow.id) continue;
      owner.onFlowClosed();
      const other = otherWay(owner.extension);
      if (other !== undefined) owner.flow = other;
    }
  }

  /** A phone whose connection broke has registered again from the same address: its calls go on there. */
  onNewConnection(extension: string, flow: Flow): void {
    for (const owner of this.#byLocalTag.values()) {
      const isLost = owner.extension === extension && !owner.flow.open;
      if (isLost && owner.flow.remote.address === flow.remote.address) owner.flow = flow;
    }
  }
}
