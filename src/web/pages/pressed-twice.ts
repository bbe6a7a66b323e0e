import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../base/clock.ts';
import { sessionSecret } from '../api/session-cookie.ts';
import type { PageAnswer } from '../contract/pages-bundle.ts';

/** So long after its answer the same form, sent again, is the second press of one button. */
const TWICE_MS = 3_000;
const MOST_KEPT = 500;

interface Pressed {
  /** All that the form says. */
  readonly form: string;
  /** On the monotonic clock; never while it is being worked on. */
  untilMs: number;
  readonly answer: Promise<PageAnswer>;
}

/**
 * Who presses a button twice means it once. Browsers send the form twice and show the second answer only, which
 * would say that the number is taken, in the place of a password that is shown once. So it gets the first answer.
 */
export class PressedTwice {
  readonly #clock: Clock;
  /** The last form of each session, the oldest first. */
  readonly #last = new Map<string, Pressed>();

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock;
  }

  /** `make` is called unless the form is the same as the one before it, of the same session. */
  answer(request: FastifyRequest, make: () => Promise<PageAnswer>): Promise<PageAnswer> {
    const session = sessionSecret(request);
    const { body, url } = request;
    // Of visitors nobody knows whether two are one; a file is not compared.
    if (session === undefined || !(body instanceof URLSearchParams)) return make();
    const key = digest(session);
    // How a page looks lies in a cookie: a press that changed it was another one.
    const form = digest(JSON.stringify([url, request.headers.cookie, body.toString()]));
    this.#dropOld();
    const known = this.#last.get(key);
    if (known?.form === form) return known.answer;
    const pressed: Pressed = { form, untilMs: Number.POSITIVE_INFINITY, answer: make() };
    this.#last.delete(key);
    this.#last.set(key, pressed);
    const end = () => {
      pressed.untilMs = this.#clock.now() + TWICE_MS;
    };
    pressed.answer.then(end, end);
    return pressed.answer;
  }

  #dropOld(): void {
    const now = this.#clock.now();
    for (const [key, { untilMs }] of this.#last)
      if (untilMs <= now || this.#last.size >= MOST_KEPT) this.#last.delete(key);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
