import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import { TimerSet } from '../../base/timer-set.ts';
import type { MediaPlane } from '../../media/media-plane.ts';
import type { MediaRadio, RadioFact } from '../../media/radio/radio-plan.ts';
import type { RadioRecord } from '../../store/archives/radio-archive.ts';
import { soundOf } from '../conference/conference-sound.ts';
import { type RadioStanding, UNLINKED } from '../console/radios.ts';
import type { SuspensionGate } from '../suspension/suspension-gate.ts';
import type { Conferences } from '../tables/directory-tables.ts';

/** Before a port that could not be had, or a thread that ended, is tried again. */
const AGAIN_MS = 5_000;

interface Link {
  readonly record: RadioRecord;
  radio: MediaRadio | undefined;
  isBound: boolean;
  portTaken: boolean;
  isReceiving: boolean;
  isSending: boolean;
  talker: string | null;
  /** Since it was linked, or the exchange started. */
  lastHeardAtMs: number | null;
  received: number;
  lost: number;
}

interface RadioLinkParts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly media: Pick<MediaPlane, 'openRadio'>;
  readonly conferences: Pick<Conferences, 'get'>;
  readonly gate: Pick<SuspensionGate, 'mayContinue'>;
}

/** The radios that are linked to conferences: each is on while its conference is there and not suspended. */
export class RadioLinks {
  readonly #parts: RadioLinkParts;
  readonly #links = new Map<string, Link>();
  readonly #timers: TimerSet<string>;
  #isClosed = false;

  constructor(parts: RadioLinkParts) {
    this.#parts = parts;
    this.#timers = new TimerSet(parts.clock);
  }

  start(records: Iterable<RadioRecord>): void {
    for (const record of records) this.add(record);
  }

  add(record: RadioRecord): void {
    const link = { record, radio: undefined, lastHeardAtMs: null, ...OFF };
    this.#links.set(record.name, link);
    this.#open(link);
  }

  remove(name: string): void {
    const link = this.#links.get(name);
    if (link === undefined) return;
    this.#shut(link);
    this.#links.delete(name);
  }

  /** Suspensions or conferences have changed. */
  enforce(): void {
    for (const link of this.#links.values()) {
      if (this.#mayRun(link)) this.#open(link);
      else this.#shut(link);
    }
  }

  /** The conference sounds otherwise from now on, or is another one of the same number. */
  renew(conference: string): void {
    for (const link of this.#links.values()) {
      if (link.record.conference !== conference) continue;
      this.#shut(link);
      this.#open(link);
    }
  }

  /** Somebody in the conference may key a radio. */
  canBeKeyed(conference: string): boolean {
    for (const { record, isBound } of this.#links.values()) {
      if (record.conference === conference && record.transmits === 'keyed' && isBound) return true;
    }
    return false;
  }

  stateOf(name: string): RadioStanding {
    const link = this.#links.get(name);
    if (link === undefined) return UNLINKED;
    const { isBound, isSending, isReceiving, portTaken, talker, lastHeardAtMs, received, lost } = link;
    const state = !isBound ? 'off' : isSending ? 'sending' : isReceiving ? 'receiving' : 'idle';
    return { state, portTaken, talker, lastHeardAtMs, received, lost };
  }

  close(): void {
    this.#isClosed = true;
    this.#timers.stopAll();
    for (const link of this.#links.values()) this.#shut(link);
  }

  #mayRun({ record }: Link): boolean {
    const { conferences, gate } = this.#parts;
    if (conferences.get(record.conference) === undefined) return false;
    return gate.mayContinue({ from: record.name, to: record.conference });
  }

  #open(link: Link): void {
    const { record } = link;
    const conference = this.#parts.conferences.get(record.conference);
    if (this.#isClosed || link.radio !== undefined || conference === undefined || !this.#mayRun(link)) return;
    const radio = this.#parts.media.openRadio(
      {
        conference: record.conference,
        sound: soundOf(conference),
        remote: {
          family: record.address.includes(':') ? 'ipv6' : 'ipv4',
          address: record.address,
          port: record.remotePort,
        },
        port: record.localPort,
        transmits: record.transmits,
        talkLimitS: record.talkLimitS,
        courtesyTone: record.courtesyTone,
      },
      (fact) => {
        if (link.radio === radio) this.#hear(link, fact);
      },
    );
    link.radio = radio;
  }

  #hear(link: Link, fact: RadioFact): void {
    const { name, conference } = link.record;
    const { journal } = this.#parts;
    switch (fact.kind) {
      case 'bound':
        link.isBound = fact.bound;
        link.portTaken = !fact.bound;
        return fact.bound ? undefined : this.#tryAgain(link);
      case 'gone':
        return this.#tryAgain(link);
      case 'receiving':
        link.isReceiving = fact.receiving;
        link.lastHeardAtMs = this.#parts.clock.wallTime();
        return journal.record({ kind: 'radio-receiving', radio: name, conference, on: fact.receiving });
      case 'talker':
        link.talker = fact.callsign;
        return;
      case 'heard':
        link.lastHeardAtMs = this.#parts.clock.wallTime();
        link.received = fact.received;
        link.lost = fact.lost;
        return;
      case 'sending':
        link.isSending = fact.sending;
        return journal.record({ kind: 'radio-sending', radio: name, conference, on: fact.sending });
    }
  }

  #tryAgain(link: Link): void {
    const { portTaken } = link;
    this.#shut(link);
    link.portTaken = portTaken;
    this.#timers.start(link.record.name, AGAIN_MS, () => {
      if (this.#links.get(link.record.name) === link) this.#open(link);
    });
  }

  #shut(link: Link): void {
    this.#timers.stop(link.record.name);
    const { radio } = link;
    link.radio = undefined;
    radio?.close();
    Object.assign(link, OFF);
  }
}

const OFF = {
  isBound: false,
  portTaken: false,
  isReceiving: false,
  isSending: false,
  talker: null,
  received: 0,
  lost: 0,
};
