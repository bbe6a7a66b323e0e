import { randomToken } from '../../base/random.ts';
import type { Dialog } from '../../sip/dialog/dialog.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { contactFor, isSips } from '../advertised-address.ts';
import type { LegParts } from './leg-parts.ts';

/** What all rooms of a leg share: whose it is, which way it goes and how far it is. */
export class LegState {
  readonly localTag: string;
  readonly extension: string;
  /** Id of the call that has the leg now. */
  call: string;
  /** The phone knows itself or us by `sips:` (RFC 5630). */
  sips: boolean;
  /** While several phones ring behind one flow, that of the one that spoke first. */
  dialog: Dialog | undefined;
  /** Who the phone talks to, when that is not who it was when the dialog began. */
  peerIdentity: string | undefined;
  /** `ending`: nobody wants the call any more, but our 2xx has no ACK yet. */
  phase: 'early' | 'established' | 'ending' | 'closed' = 'early';
  readonly #parts: Pick<LegParts, 'hosts' | 'live'>;
  #flow: Flow;

  constructor(
    parts: Pick<LegParts, 'hosts' | 'live' | 'random'>,
    leg: { extension: string; call: string; flow: Flow; target: string | undefined },
  ) {
    this.#parts = parts;
    this.localTag = randomToken(parts.random, 16);
    this.extension = leg.extension;
    this.call = leg.call;
    this.#flow = leg.flow;
    this.sips = leg.target !== undefined && isSips(leg.target);
  }

  get flow(): Flow {
    return this.#flow;
  }

  set flow(flow: Flow) {
    this.#flow = flow;
    this.keep();
  }

  get contact(): string {
    return contactFor(this.#parts.hosts, this.#flow, { user: this.localTag, sips: this.sips });
  }

  get isEstablished(): boolean {
    return this.phase === 'established';
  }

  get isOver(): boolean {
    return this.phase === 'ending' || this.phase === 'closed';
  }

  /** Writes down what a BYE needs, should this process not live to send it. */
  keep(): void {
    if (this.dialog === undefined || !this.isEstablished) return;
    const { transport, local, remote, listensAt = remote } = this.#flow;
    this.#parts.live.keep({
      leg: this.localTag,
      call: this.call,
      flow: {
        extension: this.extension,
        transport,
        localAddress: local.address,
        localPort: local.port,
        remoteAddress: listensAt.address,
        remotePort: listensAt.port,
      },
      dialog: this.dialog.snapshot(),
    });
  }
}
