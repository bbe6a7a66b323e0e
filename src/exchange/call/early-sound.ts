import type { Dialog } from '../../sip/dialog/dialog.ts';
import type { Leg } from '../leg/leg.ts';
import type { PhoneAudio } from '../leg/phone-audio.ts';

/** What a phone that rings has said of its sound. */
export interface EarlyAnswer {
  readonly leg: Leg;
  readonly dialog: Dialog | undefined;
  phone: PhoneAudio;
}

/** More than ten phones with ten dialogs each do not ring. */
const MAX_ANSWERS = 100;

/**
 * The sound of phones that have not answered: announcements, ringing tones of a gateway. Of several the first is heard,
 * as long as it rings; then the next.
 */
export class EarlySound {
  readonly #answers: EarlyAnswer[] = [];
  heard: EarlyAnswer | undefined;

  note(leg: Leg, dialog: Dialog | undefined, phone: PhoneAudio): EarlyAnswer | undefined {
    const known = this.of(leg, dialog);
    if (known !== undefined) {
      known.phone = phone;
      return known;
    }
    if (this.#answers.length === MAX_ANSWERS) return undefined;
    const answer = { leg, dialog, phone };
    this.#answers.push(answer);
    return answer;
  }

  of(leg: Leg, dialog: Dialog | undefined): EarlyAnswer | undefined {
    return this.#answers.find((answer) => answer.leg === leg && answer.dialog === dialog);
  }

  /** The phone rings no more. Those that could be heard instead, when it was the one that was. */
  drop(leg: Leg): readonly EarlyAnswer[] {
    const others = this.#answers.filter((answer) => answer.leg !== leg);
    this.#answers.splice(0, this.#answers.length, ...others);
    if (this.heard?.leg !== leg) return [];
    this.heard = undefined;
    return others;
  }
}
