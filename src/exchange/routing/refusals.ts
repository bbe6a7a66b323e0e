import type { PromptLanguage, PromptName } from '../../media/prompts/prompt.ts';
import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { createResponse } from '../../sip/message/response.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { CallParts } from '../call/call-parts.ts';
import { sdpOf } from '../leg/sdp-body.ts';
import { Announcement } from '../services/announcement.ts';
import type { ExchangeSettings } from '../settings.ts';
import type { Languages } from '../tables/languages.ts';
import { promptOf, type Reason, reasonText } from './reasons.ts';

/** What a phone is told instead of what it asked for. */
export interface Refusal {
  readonly status: number;
  readonly reason: Reason;
  /** Behind the reason phrase. */
  readonly addition?: string;
  readonly retryAfterS?: number | undefined;
}

/** Each holds a port pair for some seconds; who comes beyond them gets the status alone. */
const MOST_ANNOUNCEMENTS = 100;

/** Says no, with a reason phrase for the display and, to a caller, with a spoken line where that is possible. */
export class Refusals {
  readonly #parts: CallParts;
  readonly #languages: Languages;
  readonly #settings: Pick<ExchangeSettings, 'spokenRefusals'>;
  /** By the extension that hears it: one at a time. */
  readonly #running = new Map<string, Announcement>();

  constructor(parts: CallParts, languages: Languages, settings: Pick<ExchangeSettings, 'spokenRefusals'>) {
    this.#parts = parts;
    this.#languages = languages;
    this.#settings = settings;
  }

  /** With a transaction: a copy of an authenticated request must find its answer, not a used nonce. */
  refuse(request: SipRequest, flow: Flow, extension: string, refusal: Refusal): void {
    const language = this.#languages.of(extension);
    const response = this.#describe(language, refusal);
    const prompt = this.#promptFor(request, extension, refusal);
    if (prompt === undefined) {
      const transaction = this.#parts.transactions.accept(request, flow, {});
      return transaction.respond(createResponse(request, refusal.status, response));
    }
    const announcement = new Announcement(this.#parts, {
      request,
      flow,
      extension,
      prompt: `${language}/${prompt}`,
      refuse: (invite) => invite.reject(refusal.status, response),
      onOver: () => this.#running.delete(extension),
    });
    if (!announcement.isOver) this.#running.set(extension, announcement);
  }

  /** Whoever listens gets his status now. */
  close(): void {
    for (const announcement of this.#running.values()) announcement.end();
  }

  #promptFor(request: SipRequest, extension: string, { reason }: Refusal): PromptName | undefined {
    if (request.method !== 'INVITE' || sdpOf(request) === undefined) return undefined;
    if (this.#running.has(extension) || this.#running.size >= MOST_ANNOUNCEMENTS) return undefined;
    // The notice that saves a life is not a matter of taste.
    if (!this.#settings.spokenRefusals && reason !== 'noEmergencyCalls') return undefined;
    return promptOf(reason);
  }

  #describe(
    language: PromptLanguage,
    { reason, addition = '', retryAfterS }: Refusal,
  ): { reason: string; headers: HeaderField[] } {
    return {
      reason: reasonText(language, reason) + addition,
      headers: retryAfterS === undefined ? [] : [{ name: 'retry-after', value: `${retryAfterS}` }],
    };
  }
}
