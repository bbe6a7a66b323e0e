import { type Random, randomToken } from '../../base/random.ts';
import { Headers } from '../../sip/message/headers.ts';
import { SipRequest } from '../../sip/message/message.ts';
import type { ClientTransaction, ClientTransactionUser } from '../../sip/transaction/transaction-user.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { contactFor, isSips } from '../advertised-address.ts';
import type { Binding } from '../registration/location.ts';
import type { HostAddresses } from '../settings.ts';
import type { Mailboxes } from './mailboxes.ts';
import type { MessageSummaryPackage } from './message-summary-package.ts';

export interface MessageWaitingParts {
  readonly transactions: {
    send(request: SipRequest, flow: Flow, user: ClientTransactionUser): ClientTransaction;
  };
  readonly random: Random;
  readonly hosts: HostAddresses;
  readonly domain: string;
  readonly mailboxes: Mailboxes;
  readonly summary: MessageSummaryPackage;
  readonly bindingsOf: (extension: string) => readonly Binding[];
  /** Whether the phone on this flow asked for it: then it is told as it asked. */
  readonly isSubscribed: (extension: string, flow: Flow) => boolean;
}

/**
 * The lamp of phones that do not subscribe (Grandstream, SPA and others wait to be told): a NOTIFY nobody asked for,
 * which RFC 3842 does not know and such phones expect. None goes out before there is something to tell, nor to a
 * phone that refused one.
 */
export class MessageWaiting {
  readonly #parts: MessageWaitingParts;
  /** Extensions some phone of which may have its lamp lit. */
  readonly #lit = new Set<string>();
  /** Contacts of phones that do not want it, by extension. */
  readonly #unwilling = new Map<string, Set<string>>();

  constructor(parts: MessageWaitingParts) {
    this.#parts = parts;
    parts.mailboxes.watch((extension) => this.#onChanged(extension));
  }

  /** A phone came that was not there before, and its lamp is out. */
  onRegistered(extension: string): void {
    if (this.#parts.mailboxes.countsOf(extension).unheard > 0) this.#tell(extension);
  }

  /** The last of its phones is gone. */
  forget(extension: string): void {
    this.#lit.delete(extension);
    this.#unwilling.delete(extension);
  }

  #onChanged(extension: string): void {
    const { unheard, heard } = this.#parts.mailboxes.countsOf(extension);
    if (unheard + heard > 0 || this.#lit.has(extension)) this.#tell(extension);
  }

  #tell(extension: string): void {
    if (this.#parts.mailboxes.countsOf(extension).unheard > 0) this.#lit.add(extension);
    else this.#lit.delete(extension);
    for (const { record, flow } of this.#parts.bindingsOf(extension)) {
      if (flow?.open !== true || this.#unwilling.get(extension)?.has(record.contactUri)) continue;
      if (this.#parts.isSubscribed(extension, flow)) continue;
      this.#parts.transactions.send(this.#createNotify(extension, record.contactUri, flow), flow, {
        onResponse: ({ status }) => {
          if (status >= 300) this.#noteUnwilling(extension, record.contactUri);
        },
        onFailure() {},
      });
    }
  }

  /** No more than the extension may have phones, and all over again when it has none. */
  #noteUnwilling(extension: string, contactUri: string): void {
    const registered = new Set(this.#parts.bindingsOf(extension).map(({ record }) => record.contactUri));
    const unwilling = [...(this.#unwilling.get(extension) ?? []), contactUri];
    this.#unwilling.set(extension, new Set(unwilling.filter((each) => registered.has(each))));
  }

  #createNotify(extension: string, target: string, flow: Flow): SipRequest {
    const { random, hosts, domain, summary } = this.#parts;
    const uri = `sip:${extension}@${domain}`;
    const headers = new Headers()
      .append('max-forwards', '70')
      .append('from', `<${uri}>;tag=${randomToken(random, 16)}`)
      .append('to', `<${uri}>`)
      .append('call-id', randomToken(random, 24))
      .append('cseq', '1 NOTIFY')
      .append('contact', contactFor(hosts, flow, { user: extension, sips: isSips(target) }))
      .append('event', summary.name)
      .append('subscription-state', 'active')
      .append('content-type', summary.contentType);
    return new SipRequest('NOTIFY', target, headers, summary.describe({ resource: extension }));
  }
}
