import type { RadioRecord } from '../../store/archives/radio-archive.ts';
import type { Outcome } from './outcome.ts';

export interface NewRadio {
  readonly name: string;
  readonly conference: string;
  readonly address: string;
  readonly remotePort: number;
  readonly localPort: number;
  readonly transmits?: 'voice' | 'keyed' | undefined;
  readonly talkLimitS?: number | undefined;
  readonly courtesyTone?: boolean | undefined;
}

/** `off`: nothing runs, its conference is suspended, or its port cannot be had, which `portTaken` says. */
export type RadioState = 'off' | 'idle' | 'receiving' | 'sending';

/** How a radio does now. */
export interface RadioStanding {
  readonly state: RadioState;
  readonly portTaken: boolean;
  /** The call sign of who is received, where the radio's computer tells. Kept nowhere. */
  readonly talker: string | null;
  /** Anything of its computer; null when nothing came since the exchange started. */
  readonly lastHeardAtMs: number | null;
  /** Packets with sound since its port was opened, and those that were missed among them. */
  readonly received: number;
  readonly lost: number;
}

export const UNLINKED: RadioStanding = {
  state: 'off',
  portTaken: false,
  talker: null,
  lastHeardAtMs: null,
  received: 0,
  lost: 0,
};

export type RadioView = RadioRecord & RadioStanding;

/** What is left out stays. */
export type RadioChange = {
  readonly [Setting in keyof Omit<NewRadio, 'name'>]?: NewRadio[Setting] | undefined;
};

export interface RadioConsole {
  add(radio: NewRadio): Promise<Outcome<RadioView>>;
  list(): readonly RadioView[];
  /** It is linked anew: who is on the air is cut off. */
  change(name: string, change: RadioChange): Promise<Outcome<RadioView>>;
  remove(name: string): Promise<Outcome<RadioView>>;
}
