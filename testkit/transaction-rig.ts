import assert from 'node:assert/strict';
import type { SocketAddress } from '../src/base/sockets.ts';
import type { SipMessage, SipRequest, SipResponse } from '../src/sip/message/message.ts';
import { parseMessage } from '../src/sip/message/parse.ts';
import { createResponse } from '../src/sip/message/response.ts';
import { writeMessage } from '../src/sip/message/write.ts';
import { TransactionLayer, type TransactionLayerParts } from '../src/sip/transaction/transaction-layer.ts';
import type {
  ClientTransaction,
  ServerTransaction,
  ServerTransactionUser,
} from '../src/sip/transaction/transaction-user.ts';
import type { Flow, TransportName } from '../src/sip/transport/flow.ts';
import { FakeClock } from './fake-clock.ts';
import { RecordingJournal } from './recording-journal.ts';
import { seededRandom } from './seeded-random.ts';

export const SERVER: SocketAddress = { family: 'ipv4', address: '192.0.2.10', port: 5060 };
export const PHONE: SocketAddress = { family: 'ipv4', address: '198.51.100.7', port: 5062 };

interface Sent {
  readonly atMs: number;
  readonly message: SipMessage;
}

/** A flow that writes down what is sent over it, and when. */
export class RecordingFlow implements Flow {
  readonly id: string;
  readonly transport: TransportName;
  readonly local = SERVER;
  readonly remote: SocketAddress;
  readonly reliable: boolean;
  readonly sent: Sent[] = [];
  open = true;
  readonly #clock: FakeClock;

  constructor(clock: FakeClock, transport: 'udp' | 'tcp' = 'udp', remote: SocketAddress = PHONE) {
    this.#clock = clock;
    this.transport = transport;
    this.reliable = transport === 'tcp';
    this.remote = remote;
    this.id = `${transport} ${remote.address}:${remote.port}`;
  }

  send(bytes: Uint8Array): void {
    if (this.open) this.sent.push({ atMs: this.#clock.now(), message: read(bytes) });
  }

  /** `INVITE`, `180`: what was sent so far, in order. */
  get words(): string[] {
    return this.sent.map(({ message }) => wordOf(message));
  }

  timesOf(word: string): number[] {
    return this.sent.filter(({ message }) => wordOf(message) === word).map(({ atMs }) => atMs);
  }

  requests(method: string): SipRequest[] {
    return this.sent.flatMap(({ message }) =>
      message.kind === 'request' && message.method === method ? [message] : [],
    );
  }

  responses(status: number): SipResponse[] {
    return this.sent.flatMap(({ message }) =>
      message.kind === 'response' && message.status === status ? [message] : [],
    );
  }
}

export interface RequestShape {
  readonly branch?: string;
  readonly via?: string;
  readonly uri?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly fromTag?: string;
  readonly toTag?: string;
  readonly route?: string;
}

/** A request as it comes in from a phone. */
export function requestFrom(method: string, shape: RequestShape = {}): SipRequest {
  const toTag = shape.toTag === undefined ? '' : `;tag=${shape.toTag}`;
  const message = read(
    Buffer.from(
      [
        `${method} ${shape.uri ?? 'sip:1000@hamvoip.example'} SIP/2.0`,
        `Via: ${shape.via ?? `SIP/2.0/UDP 198.51.100.7:5062;branch=${shape.branch ?? 'z9hG4bKone'}`}`,
        ...(shape.route === undefined ? [] : [`Route: ${shape.route}`]),
        'Max-Forwards: 70',
        `From: <sip:1001@hamvoip.example>;tag=${shape.fromTag ?? 'from'}`,
        `To: <sip:1000@hamvoip.example>${toTag}`,
        `Call-ID: ${shape.callId ?? 'call-1'}`,
        `CSeq: ${shape.cseq ?? 1} ${method}`,
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    ),
  );
  assert.ok(message.kind === 'request');
  return message;
}

/** What happened to a user, as words: `180`, `timeout`, `cancel`. */
export class Watched {
  readonly words: string[] = [];
  readonly client = {
    onResponse: (response: SipResponse): void => void this.words.push(String(response.status)),
    onFailure: (cause: string): void => void this.words.push(cause),
  };
  readonly server: ServerTransactionUser = {
    onCancel: () => void this.words.push('cancel'),
    onTransportFailure: () => void this.words.push('failure'),
    onTerminated: () => void this.words.push('terminated'),
  };
}

/** A transaction layer on a clock turned by hand, with nothing above and a recorder below. */
export class TransactionRig {
  readonly clock = new FakeClock();
  readonly journal = new RecordingJournal();
  readonly udp = new RecordingFlow(this.clock);
  readonly tcp = new RecordingFlow(this.clock, 'tcp');
  readonly layer: TransactionLayer;
  /** Methods of the requests and ACKs that reached the user. */
  readonly arrived: string[] = [];

  constructor(parts: Partial<TransactionLayerParts> = {}) {
    this.layer = new TransactionLayer({
      transport: { respondStateless: (_request, flow, response) => flow.send(writeMessage(response)) },
      clock: this.clock,
      random: seededRandom(1),
      journal: this.journal,
      ...parts,
    });
    this.layer.user = {
      onRequest: (request) => void this.arrived.push(request.method),
      onAck: () => void this.arrived.push('ACK'),
      onFlowClosed: () => void this.arrived.push('flow closed'),
    };
  }

  /** Lets a request in and takes it. */
  accept(
    request: SipRequest,
    flow: Flow = this.udp,
    watched = new Watched(),
  ): { transaction: ServerTransaction; watched: Watched } {
    this.layer.onRequest(request, flow);
    return { transaction: this.layer.accept(request, flow, watched.server), watched };
  }

  /** Sends a request of ours. */
  send(
    method: string,
    flow: Flow = this.udp,
    shape: RequestShape = {},
  ): { transaction: ClientTransaction; watched: Watched } {
    const watched = new Watched();
    const request = requestFrom(method, shape);
    request.headers.remove('via');
    return { transaction: this.layer.send(request, flow, watched.client), watched };
  }

  /** Lets a response to a request of ours in. */
  answer(
    transaction: Pick<ClientTransaction, 'request'>,
    status: number,
    flow: Flow = this.udp,
    toTag = 'to',
  ): void {
    this.layer.onResponse(createResponse(transaction.request, status, { toTag }), flow);
  }

  /** Nothing is remembered and nothing armed. */
  assertEmpty(): void {
    assert.equal(this.layer.size, 0);
    assert.deepEqual(this.layer.counts, {
      inviteServer: 0,
      nonInviteServer: 0,
      inviteClient: 0,
      nonInviteClient: 0,
    });
    assert.equal(this.layer.runningTimers, 0);
    assert.equal(this.clock.pendingTimers, 0);
  }
}

function wordOf(message: SipMessage): string {
  return message.kind === 'request' ? message.method : String(message.status);
}

function read(bytes: Uint8Array): SipMessage {
  const parsed = parseMessage(bytes);
  assert.ok(parsed.ok, 'a message of ours must parse');
  return parsed.value;
}
