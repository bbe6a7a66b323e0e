/** Where the offers and answers of one dialog stand: RFC 3264 §4 and §8, RFC 6337 §2. */
type State =
  /** Nobody has offered anything yet. */
  'blank' | 'first sent' | 'first received' | 'agreed' | 'sent' | 'received';

type Event = 'offer sent' | 'offer received' | 'answer sent' | 'answer received' | 'withdrawn';

/** A missing entry changes nothing. An offer that is withdrawn or refused leaves what was agreed before. */
const TABLE: Readonly<Record<State, Partial<Record<Event, State>>>> = {
  blank: { 'offer sent': 'first sent', 'offer received': 'first received' },
  'first sent': { 'answer received': 'agreed', withdrawn: 'blank' },
  'first received': { 'answer sent': 'agreed', withdrawn: 'blank' },
  agreed: { 'offer sent': 'sent', 'offer received': 'received' },
  sent: { 'answer received': 'agreed', withdrawn: 'agreed' },
  received: { 'answer sent': 'agreed', withdrawn: 'agreed' },
};

/** One offer at a time in a dialog, whoever made it. */
export class OfferAnswer {
  #state: State = 'blank';

  note(event: Event): void {
    this.#state = TABLE[this.#state][event] ?? this.#state;
  }

  /** Both sides know what holds: the next offer may be made. */
  get isAgreed(): boolean {
    return this.#state === 'agreed';
  }

  /** No offer has been made, or the first one was taken back. */
  get isBlank(): boolean {
    return this.#state === 'blank';
  }

  /** The other side waits for our answer. */
  get weOweAnswer(): boolean {
    return this.#state === 'received' || this.#state === 'first received';
  }

  /** We wait for the answer of the other side. */
  get theyOweAnswer(): boolean {
    return this.#state === 'sent' || this.#state === 'first sent';
  }

  /**
   * What an offer that crosses another gets (RFC 3311 §5.2, RFC 3261 §14.2): 491 when it meets ours, 500 with a
   * Retry-After when one of theirs still waits for its answer, or when there is nothing yet that could be changed.
   */
  get refusal(): 491 | 500 | undefined {
    if (this.theyOweAnswer) return 491;
    return this.isAgreed ? undefined : 500;
  }
}
