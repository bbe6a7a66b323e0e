import type { Journal } from '../base/journal.ts';
import type { HeaderField } from '../sip/message/headers.ts';
import type { SipRequest } from '../sip/message/message.ts';
import { parseNameAddr } from '../sip/message/name-addr.ts';
import { createResponse } from '../sip/message/response.ts';
import type {
  ServerTransaction,
  ServerTransactionUser,
  TransactionUser,
} from '../sip/transaction/transaction-user.ts';
import { type Flow, isSecure } from '../sip/transport/flow.ts';
import type { ExtensionRecord } from '../store/records/records.ts';
import { isSips } from './advertised-address.ts';
import type { BeyondCalls } from './beyond-calls.ts';
import type { Admission, Authentication } from './guard/authentication.ts';
import { ALLOW } from './leg/capabilities.ts';
import type { DialogOwner, DialogTable } from './leg/dialog-table.ts';
import type { Location } from './registration/location.ts';
import type { Registrar } from './registration/registrar.ts';
import { isOurHost } from './routing/local-number.ts';
import { reasonText } from './routing/reasons.ts';
import type { Router } from './routing/router.ts';
import type { ExchangeSettings, HostAddresses } from './settings.ts';
import type { SuspensionGate } from './suspension/suspension-gate.ts';
import type { Extensions } from './tables/directory-tables.ts';
import type { ExtensionLimitTable } from './tables/extension-limit-table.ts';

export interface PipelineTransactions {
  accept(request: SipRequest, flow: Flow, user: ServerTransactionUser): ServerTransaction;
  respondStateless(request: SipRequest, flow: Flow, response: ReturnType<typeof createResponse>): void;
}

/**
 * The way of every new request: to its dialog when it has one, else past the ban and the digest, then to the
 * registrar or the router. No state is made before the digest was right (architecture rule 8).
 */
export class Pipeline implements TransactionUser {
  readonly #transactions: PipelineTransactions;
  readonly #authentication: Authentication;
  readonly #dialogs: DialogTable;
  readonly #location: Location;
  readonly #registrar: Registrar;
  readonly #router: Router;
  readonly #beyond: BeyondCalls;
  readonly #gate: SuspensionGate;
  readonly #limits: Pick<ExtensionLimitTable, 'takes'>;
  readonly #extensions: Extensions;
  readonly #settings: ExchangeSettings;
  readonly #hosts: HostAddresses;
  readonly #journal: Journal;
  readonly #onBanned: (remote: Flow['remote']) => void;

  constructor(parts: {
    transactions: PipelineTransactions;
    authentication: Authentication;
    dialogs: DialogTable;
    location: Location;
    registrar: Registrar;
    router: Router;
    beyond: BeyondCalls;
    gate: SuspensionGate;
    limits: Pick<ExtensionLimitTable, 'takes'>;
    extensions: Extensions;
    settings: ExchangeSettings;
    hosts: HostAddresses;
    journal: Journal;
    onBanned: (remote: Flow['remote']) => void;
  }) {
    this.#transactions = parts.transactions;
    this.#authentication = parts.authentication;
    this.#dialogs = parts.dialogs;
    this.#location = parts.location;
    this.#registrar = parts.registrar;
    this.#router = parts.router;
    this.#beyond = parts.beyond;
    this.#gate = parts.gate;
    this.#limits = parts.limits;
    this.#extensions = parts.extensions;
    this.#settings = parts.settings;
    this.#hosts = parts.hosts;
    this.#journal = parts.journal;
    this.#onBanned = parts.onBanned;
  }

  onRequest(request: SipRequest, flow: Flow): void {
    const call = this.#dialogs.find(request);
    if (call !== undefined && isSameFlow(call.flow, flow)) return call.onRequest(request, flow);
    const isBanned = this.#authentication.isBanned(flow.remote);
    const spared = isBanned ? this.#sparedPhone(request, flow) : undefined;
    if (isBanned && spared === undefined) return;
    const owner = call ?? this.#beyond.find(request);
    if (owner !== undefined && isSameFlow(owner.flow, flow)) return owner.onRequest(request, flow);
    const isRegisteredFlow = this.#location.isRegisteredFlow(flow.remote, flow.transport);
    if (isRegisteredFlow && this.#isKeepAlive(request, flow)) {
      this.#location.noteKeepAlive(flow.remote, flow.transport);
      if (request.method === 'NOTIFY') return this.#answer(request, flow, 200);
      return this.#beyond.capabilities.tell(this.#transactions.accept(request, flow, {}));
    }
    const admission = this.#authentication.admit(request, flow, isRegisteredFlow);
    const proceed = (decided: Admission): void => {
      if (spared !== undefined && decided.kind === 'answer' && decided.failed)
        this.#location.distrust(spared, flow);
      this.#onAdmission(request, flow, owner, decided);
    };
    if (!(admission instanceof Promise)) return proceed(admission);
    admission.then(proceed).catch((error: unknown) => {
      this.#journal.record({ kind: 'handler-exception', where: 'authentication', error });
      this.#transactions.respondStateless(request, flow, createResponse(request, 500));
    });
  }

  onAck(ack: SipRequest, flow: Flow): void {
    const owner = this.#dialogs.find(ack);
    // An ACK cannot be challenged; a NAT may have given its sender another port meanwhile.
    if (owner?.flow.remote.address === flow.remote.address) owner.onAck(ack);
  }

  onFlowClosed(flow: Flow): void {
    this.#location.loseFlow(flow);
    this.#dialogs.onFlowClosed(flow, (extension) => this.#location.wayTo(extension, flow.remote.address));
  }

  #onAdmission(request: SipRequest, flow: Flow, owner: DialogOwner | undefined, admission: Admission): void {
    if (admission.kind === 'drop') return;
    if (admission.kind === 'answer') {
      this.#transactions.respondStateless(request, flow, admission.response);
      if (this.#authentication.isBanned(flow.remote)) this.#onBanned(flow.remote);
      return;
    }
    const extension = this.#extensions.get(admission.extension);
    if (extension === undefined) return;
    if (!this.#limits.takes(extension.number, flow)) return this.#refuseTransport(request, flow, extension);
    if (owner !== undefined) return this.#onMovedPhone(request, flow, owner, extension.number);
    if (!this.#isForUs(request))
      return this.#answer(request, flow, 403, reasonText(this.#settings.language, 'foreignDomain'));
    // RFC 3261 §26.2.2: `sips:` promises TLS, and here there is none.
    if (isSips(request.requestUri) && !isSecure(flow)) return this.#answer(request, flow, 416);
    switch (request.method) {
      case 'REGISTER':
        if (this.#gate.refusesRegister(request, flow, extension.number)) return;
        return this.#registrar.register(this.#transactions.accept(request, flow, {}), extension.number);
      case 'INVITE':
        if (request.to.tag !== undefined) return this.#answer(request, flow, 481);
        this.#beyond.routers.invited(request, flow, extension.number);
        return this.#router.route(request, flow, extension);
      case 'OPTIONS':
      case 'SUBSCRIBE':
      case 'PUBLISH':
      case 'MESSAGE':
        if (request.to.tag !== undefined) return this.#answer(request, flow, 481);
        return this.#beyond.receive(request, flow, extension);
      case 'BYE':
      case 'INFO':
      case 'UPDATE':
      case 'PRACK':
      case 'NOTIFY':
        return this.#answer(request, flow, 481);
      case 'REFER':
        // Only within a call: nobody makes other people's phones call (security 2.16).
        return this.#answer(request, flow, request.to.tag === undefined ? 403 : 481);
      default:
        return this.#answer(request, flow, 405, undefined, [ALLOW]);
    }
  }

  /** Its administrator wants it to be connected by TLS (security 2.12). */
  #refuseTransport(request: SipRequest, flow: Flow, { number }: ExtensionRecord): void {
    this.#journal.record({ kind: 'limit-reached', extension: number, limit: 'transport' });
    this.#answer(request, flow, 403, reasonText(this.#settings.language, 'onlySecure'));
  }

  /** A phone in a call comes from another address and has proved who it is (security 2.16). */
  #onMovedPhone(request: SipRequest, flow: Flow, owner: DialogOwner, extension: string): void {
    if (owner.extension !== extension) return this.#answer(request, flow, 403);
    owner.flow = flow;
    owner.onRequest(request, flow);
  }

  /**
   * The extension whose registered phone asks, from exactly the flow it registered from, while its address is banned
   * (security 1.5): a neighbour's wrong password must not silence a household. It speaks for itself only, and a wrong
   * password of its own ends that, so that nobody gets to guess through it. A ban by hand lets it refresh, no more.
   */
  #sparedPhone(request: SipRequest, flow: Flow): string | undefined {
    const isRegister = request.method === 'REGISTER';
    const extension = isRegister ? request.to.uri.user : request.from.uri.user;
    if (extension === undefined || !this.#settings.protectRegisteredFlows) return undefined;
    if (!isRegister && this.#authentication.banCause(flow.remote) !== 'failures') return undefined;
    return this.#location.passesBan(extension, flow) ? extension : undefined;
  }

  /** What phones send only to keep their NAT open (security SR-6), and no question after somebody else. */
  #isKeepAlive(request: SipRequest, flow: Flow): boolean {
    if (request.method === 'NOTIFY') return request.headers.get('event')?.toLowerCase() === 'keep-alive';
    if (request.method !== 'OPTIONS' || request.to.tag !== undefined) return false;
    const user = request.uri.ok ? request.uri.value.user : undefined;
    return user === undefined || !this.#extensions.has(user) || this.#location.hasBindingAt(user, flow);
  }

  /** No request is carried to another domain (security 2.13). */
  #isForUs(request: SipRequest): boolean {
    if (!request.uri.ok) return false;
    const { scheme, host } = request.uri.value;
    if (scheme !== 'tel' && !this.#isOurHost(host)) return false;
    if (!request.headers.has('route')) return true;
    // A phone may name us as its proxy; a Route beyond us we do not go.
    return request.headers.list('route').every((value) => {
      const route = parseNameAddr(value);
      return route.ok && this.#isOurHost(route.value.uri.host);
    });
  }

  #isOurHost(host: string): boolean {
    return isOurHost(host, { domain: this.#settings.domain, hosts: this.#hosts });
  }

  /** With a transaction: a copy of an authenticated request must find its answer, not a used nonce. */
  #answer(
    request: SipRequest,
    flow: Flow,
    status: number,
    reason?: string,
    headers: readonly HeaderField[] = [],
  ): void {
    const transaction = this.#transactions.accept(request, flow, {});
    transaction.respond(
      createResponse(request, status, { headers, ...(reason === undefined ? {} : { reason }) }),
    );
  }
}

function isSameFlow(a: Flow, b: Flow): boolean {
  return (
    a.transport === b.transport && a.remote.port === b.remote.port && a.remote.address === b.remote.address
  );
}
