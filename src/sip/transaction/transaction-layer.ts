import { BugError } from '../../base/bug-error.ts';
import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { type Random, randomToken } from '../../base/random.ts';
import { TextMap } from '../../base/text-map.ts';
import { SipRequest, type SipResponse } from '../message/message.ts';
import { createResponse } from '../message/response.ts';
import { writeMessage } from '../message/write.ts';
import type { Flow, TransportUser } from '../transport/flow.ts';
import { AnswerStore } from './answer-store.ts';
import { ClientRun } from './client-run.ts';
import { isLarge, LargeRequest } from './large-request.ts';
import { clientKey, clientKeyOf, isUniqueBranch, sameFlow, sameSource, serverKey } from './matching.ts';
import { createCancel } from './same-hop-request.ts';
import { ServerRun, statusInput } from './server-run.ts';
import { TimerQueues } from './timer-queues.ts';
import { DEFAULT_TIMERS, type TimerName, type TransactionTimers } from './timers.ts';
import type { TransactionEnvironment, TransactionKind, TransactionRun } from './transaction-run.ts';
import type { TransactionInput } from './transaction-table.ts';
import type {
  ClientTransaction,
  ClientTransactionUser,
  ServerTransaction,
  ServerTransactionUser,
  TransactionUser,
} from './transaction-user.ts';

/** What this layer needs of the one below; everything else it sends over flows. */
export interface StatelessResponder {
  respondStateless(request: SipRequest, flow: Flow, response: SipResponse): void;
}

export interface SentBy {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

export interface TransactionLayerParts {
  readonly transport: StatelessResponder;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  /** Where the Via of our requests says we are: the flow's local address unless we are known by another. */
  readonly sentBy?: (flow: Flow) => SentBy;
  /** A connection of the phone at the end of a UDP flow, for what is too large for that; it has none without. */
  readonly connectionBeside?: (flow: Flow) => Flow | undefined;
  readonly timers?: Partial<TransactionTimers>;
  /**
   * From how many on finished server transactions make room, oldest first, and new requests are dropped when none is
   * finished. Our own requests are always let in: calls bound them. Default 200,000.
   */
  readonly maxTransactions?: number;
}

const NOBODY: TransactionUser = { onRequest() {}, onAck() {}, onFlowClosed() {} };
/** The CANCEL itself has no user: its INVITE reports what became of it. */
const CANCEL_USER: ClientTransactionUser = { onResponse() {}, onFailure() {} };
const BRANCH_LETTERS = 16;

/** RFC 3261 §17: which message belongs to which transaction, and what the transactions make of them. */
export class TransactionLayer implements TransportUser {
  /** Set before the first message. */
  user: TransactionUser = NOBODY;
  readonly #transport: StatelessResponder;
  readonly #random: Random;
  readonly #journal: Journal;
  readonly #sentBy: (flow: Flow) => SentBy;
  readonly #connectionBeside: (flow: Flow) => Flow | undefined;
  readonly #maxTransactions: number;
  readonly #environment: TransactionEnvironment;
  readonly #servers = new TextMap<string, ServerRun>();
  readonly #clients = new TextMap<string, ClientRun>();
  /** Transactions over connections; a UDP flow never closes. */
  readonly #byConnection = new Map<string, Set<TransactionRun>>();
  readonly #counts: Record<TransactionKind, number> = {
    inviteServer: 0,
    nonInviteServer: 0,
    inviteClient: 0,
    nonInviteClient: 0,
  };
  /** The request at the user right now and its key, so that `accept` need not make it again. */
  #current: { readonly request: SipRequest; readonly key: string } | undefined;
  #refused = 0;
  #evicted = 0;
  #closed = false;

  constructor(parts: TransactionLayerParts) {
    this.#transport = parts.transport;
    this.#random = parts.random;
    this.#journal = parts.journal;
    this.#sentBy = parts.sentBy ?? ((flow) => ({ host: flow.local.address, port: flow.local.port }));
    this.#connectionBeside = parts.connectionBeside ?? (() => undefined);
    this.#maxTransactions = parts.maxTransactions ?? 200_000;
    this.#environment = this.#makeEnvironment(parts.clock, { ...DEFAULT_TIMERS, ...parts.timers });
  }

  /** Transactions in the table. */
  get size(): number {
    return this.#servers.size + this.#clients.size;
  }

  get counts(): Readonly<Record<TransactionKind, number>> {
    return { ...this.#counts };
  }

  /** Timers running; 0 when the table is empty. */
  get runningTimers(): number {
    return this.#environment.timers.size;
  }

  /** Requests dropped because the table was full. */
  get refused(): number {
    return this.#refused;
  }

  /** Finished transactions forgotten early to make room. */
  get evicted(): number {
    return this.#evicted;
  }

  onRequest(request: SipRequest, flow: Flow): void {
    if (this.#closed) return;
    if (request.method === 'ACK') this.#onAck(request, flow);
    else if (request.method === 'CANCEL') this.#onCancel(request, flow);
    else this.#onOtherRequest(request, flow);
  }

  onResponse(response: SipResponse, flow: Flow): void {
    const key = clientKeyOf(response);
    const run = key === undefined ? undefined : this.#clients.get(key);
    if (run === undefined || !sameSource(run.flow, flow)) return;
    // RFC 3261 §8.1.3.3: a response with further Via values was sent to the wrong place.
    if (response.headers.list('via').length > 1) return;
    run.input(statusInput(response.status), response);
  }

  onFlowClosed(flow: Flow): void {
    const runs = this.#byConnection.get(flow.id);
    if (runs !== undefined) for (const run of [...runs]) run.input('flow closed');
    if (!this.#closed) this.#tell(() => this.user.onFlowClosed(flow));
  }

  /**
   * Takes a request: from now on the layer answers its retransmissions. Call it before the first `await` of the
   * handler, else a retransmission comes up as a new request; the second `accept` of one transaction gives one that
   * sends nothing.
   */
  accept(request: SipRequest, flow: Flow, user: ServerTransactionUser): ServerTransaction {
    const key = this.#current?.request === request ? this.#current.key : serverKey(request, flow);
    const run = new ServerRun(key, request, flow, user, this.#environment);
    const accepted = run.accepted;
    if (accepted === undefined) throw new BugError('a new transaction has its request');
    if (this.#closed || this.#servers.has(key)) return accepted;
    this.#servers.set(key, run);
    this.#enter(run, 'begin');
    return accepted;
  }

  /** Answers without remembering anything (RFC 3261 §8.2.7): what strangers get. */
  respondStateless(request: SipRequest, flow: Flow, response: SipResponse): void {
    this.#transport.respondStateless(request, flow, response);
  }

  /**
   * Sends a request in a transaction of its own, with our Via on top of its headers; `request` itself is not
   * changed. What happens reaches `user` after this has returned.
   */
  send(request: SipRequest, flow: Flow, user: ClientTransactionUser): ClientTransaction {
    const connection = this.#connectionFor(request, flow);
    if (connection === undefined) return this.#sendOver(request, flow, user);
    const send = (way: Flow, to: ClientTransactionUser) => this.#sendOver(request, way, to);
    return new LargeRequest({ connection, datagrams: flow }, send, user);
  }

  /** Sends the ACK of a 2xx: no transaction, its own branch (RFC 3261 §13.2.2.4, §8.1.1.7). */
  sendAck(ack: SipRequest, flow: Flow): void {
    if (this.#closed) return;
    const way = this.#connectionFor(ack, flow) ?? flow;
    way.send(writeMessage(this.#withVia(ack, way, this.#newBranch())));
  }

  /** Forgets everything, stops every timer and tells nobody. Idempotent. */
  close(): void {
    this.#closed = true;
    for (const run of [...this.#servers.values(), ...this.#clients.values()]) run.abandon();
    this.#environment.timers.stopAll();
  }

  #onOtherRequest(request: SipRequest, flow: Flow): void {
    const key = serverKey(request, flow);
    const known = this.#servers.get(key);
    if (known !== undefined) {
      known.input(request.method === 'INVITE' ? 'INVITE' : 'request', request);
      return;
    }
    if (!this.#hasRoom()) {
      this.#refused++;
      return;
    }
    this.#current = { request, key };
    try {
      this.user.onRequest(request, flow);
    } catch (error) {
      this.#answerBug(request, flow, key, error);
    } finally {
      this.#current = undefined;
    }
  }

  /** RFC 3261 §17.2.3: the ACK of a non-2xx is the transaction's, any other the user's. */
  #onAck(ack: SipRequest, flow: Flow): void {
    const run = this.#servers.get(serverKey(ack, flow, 'INVITE'));
    if (run === undefined || !acknowledges(ack, run)) this.#environment.passAck(ack, flow);
    else if (sameFlow(run.flow, flow)) run.input('ACK', ack);
  }

  /** RFC 3261 §9.2. A CANCEL that matches nothing gets no answer (security 2.6). */
  #onCancel(cancel: SipRequest, flow: Flow): void {
    const run = this.#servers.get(serverKey(cancel, flow, 'INVITE'));
    if (run === undefined || !sameFlow(run.flow, flow)) return;
    const toTag = run.localTag ?? randomToken(this.#random, BRANCH_LETTERS);
    this.respondStateless(cancel, flow, createResponse(cancel, 200, { toTag }));
    run.input('CANCEL', cancel);
  }

  #sendOver(request: SipRequest, flow: Flow, user: ClientTransactionUser): ClientTransaction {
    const branch = this.#newBranch();
    return this.#begin(clientKey(branch, request.method), this.#withVia(request, flow, branch), flow, user);
  }

  /** The other way for a request that is too large for its flow, when the phone has one (RFC 3261 §18.1.1). */
  #connectionFor(request: SipRequest, flow: Flow): Flow | undefined {
    return flow.reliable || !isLarge(request) ? undefined : this.#connectionBeside(flow);
  }

  #begin(key: string, request: SipRequest, flow: Flow, user: ClientTransactionUser): ClientTransaction {
    const run = new ClientRun(key, request, flow, user, this.#environment);
    const { sent } = run;
    if (sent === undefined) throw new BugError('a new transaction has its request');
    if (this.#closed) return sent;
    this.#hasRoom();
    this.#clients.set(key, run);
    this.#enter(run, flow.open ? 'begin' : 'begin on closed flow');
    return sent;
  }

  #enter(run: TransactionRun, input: TransactionInput): void {
    this.#counts[run.kind]++;
    if (run.flow.reliable) {
      const runs = this.#byConnection.get(run.flow.id) ?? new Set();
      this.#byConnection.set(run.flow.id, runs.add(run));
    }
    run.input(input);
  }

  #remove(run: TransactionRun): void {
    const table = run instanceof ServerRun ? this.#servers : this.#clients;
    if (table.get(run.key) !== run) return;
    table.delete(run.key);
    this.#counts[run.kind]--;
    if (!run.flow.reliable) return;
    const runs = this.#byConnection.get(run.flow.id);
    runs?.delete(run);
    if (runs?.size === 0) this.#byConnection.delete(run.flow.id);
  }

  /**
   * Timer J only waits for retransmissions of what was answered: when the table is full, the answer that waited
   * longest makes room. If none does, there is no room.
   */
  #hasRoom(): boolean {
    if (this.size < this.#maxTransactions) return true;
    const { timers, settings } = this.#environment;
    let timer = timers.first(64 * settings.t1Ms);
    // The queue is shared with timers of calls; looking a little way along it keeps this constant in time.
    for (let steps = 0; timer !== undefined && steps < 16; steps++, timer = timer.next) {
      if (timer.name !== 'timerJ') continue;
      timer.owner.abandon();
      this.#evicted++;
      return true;
    }
    return false;
  }

  #withVia(request: SipRequest, flow: Flow, branch: string): SipRequest {
    const { host, port } = this.#sentBy(flow);
    const sentBy = host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`;
    const via = `SIP/2.0/${flow.transport.toUpperCase()} ${sentBy};branch=${branch};rport`;
    return new SipRequest(
      request.method,
      request.requestUri,
      request.headers.clone().prepend('via', via),
      request.body,
    );
  }

  #newBranch(): string {
    return `z9hG4bK${randomToken(this.#random, BRANCH_LETTERS)}`;
  }

  /** The handler of a request threw: the phone gets its 500 and the process lives on. */
  #answerBug(request: SipRequest, flow: Flow, key: string, error: unknown): void {
    this.#journal.record({ kind: 'handler-exception', where: 'transaction-user', error });
    const response = createResponse(request, 500, { toTag: randomToken(this.#random, BRANCH_LETTERS) });
    const run = this.#servers.get(key);
    if (run === undefined) this.respondStateless(request, flow, response);
    else run.accepted?.respond(response);
  }

  #tell(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#journal.record({ kind: 'handler-exception', where: 'transaction-user', error });
    }
  }

  #makeEnvironment(clock: Clock, settings: TransactionTimers): TransactionEnvironment {
    return {
      settings,
      answers: new AnswerStore(),
      timers: new TimerQueues<TransactionRun, TimerName>(clock, (run, name) =>
        this.#tell(() => run.expire(name)),
      ),
      remove: (run) => this.#remove(run),
      tell: (action) => {
        if (!this.#closed) this.#tell(action);
      },
      passAck: (ack, flow) => this.#tell(() => this.user.onAck(ack, flow)),
      answered: (method, status) => this.#journal.record({ kind: 'sip-request', method, status }),
      sendCancel: (invite, flow, headers) => {
        const key = clientKey(invite.via.branch ?? '', 'CANCEL');
        this.#begin(key, createCancel(invite, headers), flow, CANCEL_USER);
      },
    };
  }
}

/** RFC 3261 §17.2.3: without a branch of its own an ACK is known by the To tag of what it acknowledges. */
function acknowledges(ack: SipRequest, run: ServerRun): boolean {
  return isUniqueBranch(ack.via.branch) || run.localTag === ack.to.tag;
}
