type Stop = (isUrgent: boolean) => void;

/**
 * Requests to stop, heard from the first moment of a start: the exchange answers phones a while before the last of
 * its parts is there, and a process that dies in between leaves them without a word. What is asked before there is
 * anything to stop waits for it.
 */
export class StopRequests {
  readonly #waiting: boolean[] = [];
  #stop: Stop | undefined;

  constructor(onStopRequested: (stop: Stop) => void) {
    onStopRequested((isUrgent) => {
      if (this.#stop === undefined) this.#waiting.push(isUrgent);
      else this.#stop(isUrgent);
    });
  }

  /** From now on `stop` is called; at once for every request that waits. */
  pass(stop: Stop): void {
    this.#stop = stop;
    for (const isUrgent of this.#waiting.splice(0)) stop(isUrgent);
  }
}
