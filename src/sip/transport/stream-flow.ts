import type { Clock } from '../../base/clock.ts';
import { formatSocketAddress, type SocketAddress, type StreamConnection } from '../../base/sockets.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { Flow } from './flow.ts';
import { StreamFramer } from './stream-framer.ts';
import type { StreamLimits } from './stream-limits.ts';

/** What a connection tells the layer. */
export interface StreamFlowOwner {
  /** May this peer still speak? Asked for every piece that arrives. */
  mayKnock(remote: SocketAddress): boolean;
  onMessage(bytes: Uint8Array, flow: StreamFlow): void;
  /** The stream cannot be cut into messages any more; the flow ends after this. */
  onBroken(head: Uint8Array, flow: StreamFlow): void;
  /** A message goes out. */
  onSent(bytes: Uint8Array): void;
  /** The peer was let in: something other than a refusal went out to it. */
  onLetIn(flow: StreamFlow): void;
  /** Two line breaks came, and ours went back (RFC 5626 §3.5.1). */
  onKeepAlive(flow: StreamFlow): void;
  onClosed(flow: StreamFlow): void;
}

const PONG = Buffer.from('\r\n');

/**
 * One TCP connection with its time limits (security 2.10). A peer is a stranger until something but a refusal is
 * sent to it: strangers get only 3xx to 6xx, so that this needs nobody's word.
 */
export class StreamFlow implements Flow {
  readonly id: string;
  readonly transport = 'tcp';
  readonly reliable = true;
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  readonly #connection: StreamConnection;
  readonly #owner: StreamFlowOwner;
  readonly #limits: StreamLimits;
  readonly #clock: Clock;
  readonly #timers: TimerSet<'first message' | 'message' | 'idle' | 'linger'>;
  readonly #framer: StreamFramer;
  #state: 'open' | 'ending' | 'closed' = 'open';
  #stranger = true;
  #pinged = false;
  #lastActivityMs: number;

  constructor(parts: {
    readonly connection: StreamConnection;
    readonly serial: number;
    readonly owner: StreamFlowOwner;
    readonly limits: StreamLimits;
    readonly clock: Clock;
  }) {
    const { connection } = parts;
    this.#connection = connection;
    this.#owner = parts.owner;
    this.#limits = parts.limits;
    this.#clock = parts.clock;
    this.local = connection.local;
    this.remote = connection.remote;
    this.id = `tcp ${formatSocketAddress(this.local)} ${formatSocketAddress(this.remote)} ${parts.serial}`;
    this.#timers = new TimerSet(parts.clock);
    this.#framer = new StreamFramer(parts.limits, {
      onMessage: (bytes) => this.#onMessage(bytes),
      onPing: () => {
        this.#pinged = true;
      },
      onBroken: (head) => this.#onBroken(head),
    });
    this.#lastActivityMs = parts.clock.now();
    this.#timers.start('first message', parts.limits.firstMessageMs, () => this.destroy());
    this.#timers.start('idle', parts.limits.strangerIdleMs, () => this.#checkIdle());
    connection.onData = (bytes) => this.#onData(bytes);
    connection.onClose = () => this.#onClosed();
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

  #onData(bytes: Uint8Array): void {
    if (this.#state !== 'open') return;
    if (!this.#owner.mayKnock(this.remote)) {
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
  }

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

  /** Looks again when the limit would be reached, so that traffic costs no timer. */
  #checkIdle(): void {
    const limitMs = this.#stranger ? this.#limits.strangerIdleMs : this.#limits.idleMs;
    const leftMs = this.#lastActivityMs + limitMs - this.#clock.now();
    if (leftMs <= 0) this.destroy();
    else this.#timers.start('idle', leftMs, () => this.#checkIdle());
  }

  #onClosed(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#framer.stop();
    this.#timers.stopAll();
    this.#owner.onClosed(this);
  }
}

/** `SIP/2.0 ` and a status of 300 or more. */
function isRefusal(bytes: Uint8Array): boolean {
  return bytes[0] === 0x53 && bytes[3] === 0x2f && (bytes[8] ?? 0) >= 0x33;
}
