import type { Clock } from '../../base/clock.ts';
import {
  formatSocketAddress,
  type MessageConnection,
  type SocketAddress,
  type StreamConnection,
} from '../../base/sockets.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { Flow, TransportName } from './flow.ts';
import type { Framer, FrameSink } from './framer.ts';
import { MessageFramer } from './message-framer.ts';
import { StreamFramer } from './stream-framer.ts';

/** What a connection tells the layer. */
export interface ConnectionFlowOwner {
  /** May this peer still speak? Asked for every piece that arrives. */
  mayKnock(remote: SocketAddress, transport: TransportName): boolean;
  onMessage(bytes: Uint8Array, flow: ConnectionFlow): void;
  /** The stream cannot be cut into messages any more; the flow ends after this. */
  onBroken(head: Uint8Array, flow: ConnectionFlow): void;
  /** A message goes out. */
  onSent(bytes: Uint8Array): void;
  /** The peer was let in: something other than a refusal went out to it. */
  onLetIn(flow: ConnectionFlow): void;
  /** Two line breaks came, and ours went back (RFC 5626 §3.5.1). */
  onKeepAlive(flow: ConnectionFlow): void;
  onClosed(flow: ConnectionFlow): void;
}

/** A connection by what runs on it. */
export type Carrier =
  | { readonly transport: 'tcp' | 'tls'; readonly connection: StreamConnection }
  | { readonly transport: 'ws' | 'wss'; readonly connection: MessageConnection };

const PONG = Buffer.from('\r\n');

/**
 * One connection, TCP, TLS or WebSocket, with its time limits (security 2.10). A peer is a stranger until something but a refusal is
 * sent to it: strangers get only 3xx to 6xx, so that this needs nobody's word.
 */
export class ConnectionFlow implements Flow {
  readonly id: string;
  readonly transport: Carrier['transport'];
  readonly reliable = true;
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  readonly #connection: StreamConnection;
  readonly #owner: ConnectionFlowOwner;
  readonly #limits: ConnectionLimits;
  readonly #clock: Clock;
  readonly #timers: TimerSet<'first message' | 'message' | 'idle' | 'linger' | 'ping' | 'pong'>;
  readonly #framer: Framer;
  #state: 'open' | 'ending' | 'closed' = 'open';
  #stranger = true;
  #pinged = false;
  #lastActivityMs: number;

  constructor(parts: {
    readonly carrier: Carrier;
    readonly serial: number;
    readonly owner: ConnectionFlowOwner;
    readonly limits: ConnectionLimits;
    readonly clock: Clock;
  }) {
    const { carrier, limits } = parts;
    const { connection } = carrier;
    this.#connection = connection;
    this.#owner = parts.owner;
    this.#limits = limits;
    this.#clock = parts.clock;
    this.transport = carrier.transport;
    this.local = connection.local;
    this.remote = connection.remote;
    this.id = `${this.transport} ${formatSocketAddress(this.local)} ${formatSocketAddress(this.remote)} ${parts.serial}`;
    this.#timers = new TimerSet(parts.clock);
    const sink: FrameSink = {
      onMessage: (bytes) => this.#onMessage(bytes),
      onPing: () => {
        this.#pinged = true;
      },
      onBroken: (head) => this.#onBroken(head),
    };
    const isMessages = carrier.transport === 'ws' || carrier.transport === 'wss';
    this.#framer = isMessages ? new MessageFramer(sink) : new StreamFramer(limits, sink);
    this.#lastActivityMs = parts.clock.now();
    this.#timers.start('first message', limits.firstMessageMs, () => this.destroy());
    this.#timers.start('idle', limits.strangerIdleMs, () => this.#checkIdle());
    connection.onData = this.#onData;
    connection.onClose = this.#onClosed;
    if (isMessages) this.#pingLater(carrier.connection);
  }

  get open(): boolean {
    return this.#state === 'open';
  }

  get stranger(): boolean {
    return this.#stranger;
  }

  send(bytes: Uint8Array): void {
    if (this.#state !== 'open') return;
    this.#lastActivityMs = this.#clock.now();
    if (this.#stranger && !isRefusal(bytes)) {
      this.#stranger = false;
      this.#owner.onLetIn(this);
    }
    this.#owner.onSent(bytes);
    this.#write(bytes);
  }

  /** Closes after what was sent has left. */
  end(): void {
    if (this.#state !== 'open') return;
    this.#state = 'ending';
    this.#framer.stop();
    this.#timers.stopAll();
    this.#timers.start('linger', this.#limits.lingerMs, () => this.destroy());
    this.#connection.end();
  }

  /** Closes at once. Idempotent. */
  destroy(): void {
    if (this.#state === 'closed') return;
    this.#connection.destroy();
    this.#onClosed();
  }

  readonly #onData = (bytes: Uint8Array): void => {
    if (this.#state !== 'open') return;
    if (!this.#owner.mayKnock(this.remote, this.transport)) {
      this.destroy();
      return;
    }
    this.#lastActivityMs = this.#clock.now();
    this.#framer.push(bytes);
    if (this.#state !== 'open') return;
    if (!this.#framer.started) this.#timers.stop('message');
    else if (!this.#timers.isRunning('message'))
      this.#timers.start('message', this.#limits.messageMs, () => this.destroy());
    if (!this.#pinged) return;
    this.#pinged = false;
    this.#write(PONG);
    this.#owner.onKeepAlive(this);
  };

  #onMessage(bytes: Uint8Array): void {
    // The next message, should one have begun in the same piece, has its own time.
    this.#timers.stop('message');
    this.#timers.stop('first message');
    this.#owner.onMessage(bytes, this);
  }

  #onBroken(head: Uint8Array): void {
    this.#owner.onBroken(head, this);
    this.end();
  }

  #write(bytes: Uint8Array): void {
    this.#connection.write(bytes);
    if (this.#connection.bufferedBytes > this.#limits.sendBufferBytes) this.destroy();
  }

  /** A browser that went to sleep or out of reach says no goodbye. */
  #pingLater(connection: MessageConnection): void {
    const ping = (): void => {
      connection.ping();
      this.#timers.start('pong', this.#limits.pongMs, () => this.destroy());
      this.#timers.start('ping', this.#limits.pingMs, ping);
    };
    connection.onPong = this.#onPong;
    this.#timers.start('ping', this.#limits.pingMs, ping);
  }

  readonly #onPong = (): void => this.#timers.stop('pong');

  /** Looks again when the limit would be reached, so that traffic costs no timer. */
  #checkIdle(): void {
    const limitMs = this.#stranger ? this.#limits.strangerIdleMs : this.#limits.idleMs;
    const leftMs = this.#lastActivityMs + limitMs - this.#clock.now();
    if (leftMs <= 0) this.destroy();
    else this.#timers.start('idle', leftMs, () => this.#checkIdle());
  }

  readonly #onClosed = (): void => {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#framer.stop();
    this.#timers.stopAll();
    this.#owner.onClosed(this);
  };
}

/** `SIP/2.0 ` and a status of 300 or more. */
function isRefusal(bytes: Uint8Array): boolean {
  return bytes[0] === 0x53 && bytes[3] === 0x2f && (bytes[8] ?? 0) >= 0x33;
}
