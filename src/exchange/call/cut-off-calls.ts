import type { Clock, Scheduled } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { Dialog } from '../../sip/dialog/dialog.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { LiveDialogRecord, LiveFlow } from '../../store/archives/live-dialog-archive.ts';
import type { LiveDialogs } from '../leg/live-dialogs.ts';
import type { OutgoingTransactions } from '../leg/outgoing-invite.ts';

/** A thousand phones a second: all calls of a large exchange have their BYE within five seconds (security §3). */
const BATCH = 50;
const LOOK_AGAIN_MS = 50;
/** A phone whose connection went down with us comes back on a new one within this time, or not for this call. */
const PATIENCE_MS = 60_000;

/** The calls a crash cut off: their sound is gone, so both phones are told with BYE that the call is over. */
export class CutOffCalls {
  readonly #transactions: Pick<OutgoingTransactions, 'send'>;
  readonly #clock: Pick<Clock, 'now' | 'schedule'>;
  readonly #log: Log;
  readonly #live: Pick<LiveDialogs, 'adopt' | 'drop'>;
  readonly #findFlow: (flow: LiveFlow) => Flow | undefined;
  #waiting: LiveDialogRecord[] = [];
  #patienceEndsAt = 0;
  #next: Scheduled | undefined;

  constructor(parts: {
    transactions: Pick<OutgoingTransactions, 'send'>;
    clock: Pick<Clock, 'now' | 'schedule'>;
    log: Log;
    live: Pick<LiveDialogs, 'adopt' | 'drop'>;
    /** The way to the phone, once there is one. */
    findFlow: (flow: LiveFlow) => Flow | undefined;
  }) {
    this.#transactions = parts.transactions;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#live = parts.live;
    this.#findFlow = parts.findFlow;
  }

  /** Ends the legs that were running when the process before this one died. */
  end(records: readonly LiveDialogRecord[]): void {
    if (records.length === 0) return;
    this.#log.warn('calls were cut off by a crash; both sides are told', {
      calls: new Set(records.map(({ call }) => call)).size,
    });
    this.#live.adopt(records);
    this.#waiting = [...records];
    this.#patienceEndsAt = this.#clock.now() + PATIENCE_MS;
    this.#sendSome();
  }

  close(): void {
    this.#next?.cancel();
    this.#waiting = [];
  }

  #sendSome(): void {
    const isLate = this.#clock.now() >= this.#patienceEndsAt;
    const later: LiveDialogRecord[] = [];
    let sent = 0;
    for (const record of this.#waiting) {
      const flow = sent < BATCH ? this.#findFlow(record.flow) : undefined;
      if (flow === undefined) {
        if (isLate && sent < BATCH) this.#live.drop(record.leg);
        else later.push(record);
        continue;
      }
      sent += 1;
      this.#sendBye(record, flow);
    }
    this.#waiting = later;
    if (later.length > 0) this.#next = this.#clock.schedule(LOOK_AGAIN_MS, () => this.#sendSome());
  }

  #sendBye({ leg, dialog }: LiveDialogRecord, flow: Flow): void {
    const drop = (): void => this.#live.drop(leg);
    this.#transactions.send(Dialog.fromSnapshot(leg, dialog).createRequest('BYE'), flow, {
      onResponse: ({ status }) => {
        if (status >= 200) drop();
      },
      onFailure: drop,
    });
  }
}
