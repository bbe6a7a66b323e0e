import { MESSAGE_SUMMARY, writeMessageSummary } from '../../sip/event/message-summary.ts';
import { type EventPackage, USUAL_EXPIRY, type Watching } from './event-package.ts';
import type { Mailboxes } from './mailboxes.ts';

/** RFC 3842: how many voice messages wait, for the lamp of one's own phone. */
export class MessageSummaryPackage implements EventPackage {
  readonly name = 'message-summary';
  readonly contentType = MESSAGE_SUMMARY;
  readonly expiry = USUAL_EXPIRY;
  readonly paceMs = 1_000;
  readonly #domain: string;
  readonly #mailboxes: Mailboxes;

  constructor(parts: { readonly domain: string; readonly mailboxes: Mailboxes }) {
    this.#domain = parts.domain;
    this.#mailboxes = parts.mailboxes;
  }

  mayWatch(watcher: string, resource: string): boolean {
    return watcher === resource;
  }

  describe({ resource }: Pick<Watching, 'resource'>): Uint8Array {
    return writeMessageSummary(`sip:${resource}@${this.#domain}`, this.#mailboxes.countsOf(resource));
  }
}
