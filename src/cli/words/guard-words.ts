/** What the commands about past bans, requests for whitelisting and traces say. */
export interface GuardWords {
  readonly bans: {
    readonly none: string;
    readonly columns: Readonly<Record<'address' | 'cause' | 'since' | 'ended' | 'username', string>>;
  };
  readonly requests: {
    readonly none: string;
    readonly granted: (entry: string, extension: string) => string;
    readonly refused: (entry: string, extension: string) => string;
    readonly columns: Readonly<Record<'id' | 'entry' | 'extension' | 'state' | 'asked' | 'note', string>>;
    readonly states: Readonly<Record<'open' | 'granted' | 'refused', string>>;
  };
  /** A ban by hand goes on although the whitelist covers it. */
  readonly bannedByHand: (command: string) => string;
  readonly trace: {
    readonly begun: (extension: string, until: string) => string;
    readonly look: (command: string) => string;
    readonly stopped: (extension: string) => string;
    readonly removed: (extension: string) => string;
    readonly none: string;
    readonly noMessages: string;
    readonly columns: Readonly<Record<'id' | 'extension' | 'from' | 'until' | 'by', string>>;
    readonly running: string;
    readonly directions: Readonly<Record<'in' | 'out', string>>;
  };
}
