import type { RadioRecord } from '../../store/radio-archive.ts';
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

export type RadioView = RadioRecord & { readonly state: RadioState; readonly portTaken: boolean };

export interface RadioConsole {
  add(radio: NewRadio): Promise<Outcome<RadioView>>;
  list(): readonly RadioView[];
  remove(name: string): Promise<Outcome<RadioView>>;
}
