export type RadioCommand = 'radio' | 'radio add' | 'radio set' | 'radio list' | 'radio remove';
export type RadioOption =
  | 'radioConference'
  | 'radioAddress'
  | 'radioRemotePort'
  | 'radioLocalPort'
  | 'radioTransmits'
  | 'radioTalkLimit'
  | 'radioCourtesyTone';
export type RadioArgument = 'radio' | 'newRadio';

/** What the commands about radios say. */
export interface RadioWords {
  readonly commands: Readonly<Record<RadioCommand, string>>;
  readonly options: Readonly<Record<RadioOption, string>>;
  readonly arguments: Readonly<Record<RadioArgument, string>>;
  readonly added: (name: string, conference: string, port: number) => string;
  readonly removed: (name: string) => string;
  readonly none: (command: string) => string;
  readonly columns: Readonly<
    Record<'name' | 'conference' | 'remote' | 'port' | 'transmits' | 'state', string>
  >;
  readonly transmits: Readonly<Record<'voice' | 'keyed', string>>;
  readonly states: Readonly<Record<'off' | 'idle' | 'receiving' | 'sending', string>>;
  readonly portTaken: string;
}
