/** For moderators alone. */
export type ModeratorAct = 'mute-all' | 'lock' | 'remove-last';

/** What everyone does for himself. */
export type OwnAct =
  | 'mute'
  | 'listen-softer'
  | 'listen-louder'
  | 'speak-softer'
  | 'speak-louder'
  | 'hand'
  | 'count'
  | 'key'
  | 'leave';

const KEYS: Readonly<Record<string, OwnAct | ModeratorAct>> = {
  '1': 'mute',
  '*6': 'mute',
  '4': 'listen-softer',
  '6': 'listen-louder',
  '7': 'speak-softer',
  '9': 'speak-louder',
  '*5': 'hand',
  '3': 'count',
  '*99': 'key',
  '#': 'leave',
  '*1': 'mute-all',
  '*2': 'lock',
  '*3': 'remove-last',
};

export function isModeratorAct(act: OwnAct | ModeratorAct): act is ModeratorAct {
  return act === 'mute-all' || act === 'lock' || act === 'remove-last';
}

/** The keys of one participant, put together to what he means. */
export class KeySequence {
  #typed = '';

  /** `more`: others may follow. Undefined: this means nothing. */
  press(key: string): OwnAct | ModeratorAct | 'more' | undefined {
    const typed = this.#typed + key;
    const act = KEYS[typed];
    const mayGoOn = act === undefined && Object.keys(KEYS).some((keys) => keys.startsWith(typed));
    this.#typed = mayGoOn ? typed : '';
    return mayGoOn ? 'more' : act;
  }

  /** Nothing followed in time. */
  forget(): void {
    this.#typed = '';
  }
}
