import type { Clock } from '../src/base/clock.ts';
import type { Random } from '../src/base/random.ts';
import type { SocketAddress } from '../src/base/sockets.ts';
import type { ClientNetwork } from './memory-network.ts';
import type { Personality } from './phone-personality.ts';
import type { PhoneClientTransaction, PhoneServerTransaction } from './phone-transactions.ts';
import type { TransportKind } from './phone-transport.ts';
import type { Field, WireMessage } from './wire.ts';

export interface PhoneOptions {
  readonly network: ClientNetwork;
  readonly clock: Clock;
  readonly random: Random;
  /** Where the exchange listens. */
  readonly exchange: SocketAddress;
  /** The phone's own address, and the port for UDP. */
  readonly address: string;
  readonly port?: number;
  readonly transport?: TransportKind;
  readonly number: string;
  readonly password: string;
  readonly domain: string;
  readonly personality?: Partial<Personality>;
}

export interface LoggedMessage {
  readonly atMs: number;
  readonly direction: 'sent' | 'received';
  readonly text: string;
  readonly message: WireMessage | undefined;
}

/** A request before it has a Via, a CSeq and credentials. */
export interface Draft {
  readonly method: string;
  readonly uri: string;
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly nextCseq: () => number;
  readonly extra: readonly Field[];
  readonly body: string;
  /** The phone's own unless given. */
  readonly maxForwards?: number;
  readonly destination?: SocketAddress;
  /** `none`: a challenge is the final answer. */
  readonly credentials?: 'none' | 'when-asked';
}

/** A request on its way; the transaction changes when the request is sent again with credentials. */
export interface Sent {
  transaction: PhoneClientTransaction;
}

export interface ResponseOptions {
  readonly toTag?: string | undefined;
  readonly headers?: readonly Field[];
  readonly body?: string;
}

export interface RegisterOptions {
  readonly expires?: number | undefined;
  /** The whole Contact value: `*`, or another address. None at all when null. */
  readonly contact?: string | null;
  readonly credentials?: 'none' | 'when-asked';
  readonly headers?: readonly Field[];
}

/** What began with a request of a dialog, and answers the later ones. */
export interface DialogUser {
  matches(request: WireMessage): boolean;
  receiveRequest(transaction: PhoneServerTransaction): void;
}

/** A call, which began with an INVITE. */
export interface InviteUser extends DialogUser {
  receiveAck(ack: WireMessage): void;
  receiveCancel(): void;
}
