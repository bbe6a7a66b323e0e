/**
 * One change at a time: between looking whether a number is free and having it stored, no other command comes in.
 */
export class Turnstile {
  #last: Promise<unknown> = Promise.resolve();

  pass<T>(action: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(action);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
