import type { Journal } from '../../base/journal.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { allowsEncoding } from '../../policy/extension-limits.ts';
import { isTelephoneEvent } from '../../sdp/encoding.ts';
import { parseSdp } from '../../sdp/parse.ts';
import { offeredProtection } from '../../sdp/protection.ts';
import type { ExtensionLimitTable } from '../extension-limit-table.ts';
import { audioOf, type PhoneAudio, readPhoneAudio } from '../leg/phone-audio.ts';

/**
 * Which codecs the sound of one call may have: those that the limits of every extension in it allow. The others are
 * struck out of what a phone says as soon as it is read, so that nothing can choose them. It holds for the whole
 * call; limits that change meanwhile are for the next one.
 */
export class CodecRule {
  /** Nothing is limited. */
  readonly #isFree: boolean;
  readonly #allows: (encoding: string) => boolean;
  readonly #onNothingLeft: () => void;
  readonly #journal: Journal;

  constructor(
    parts: { readonly limits: ExtensionLimitTable; readonly journal: Journal },
    extensions: readonly string[],
  ) {
    this.#journal = parts.journal;
    const limits = extensions.map((extension) => ({ extension, ...parts.limits.effective(extension) }));
    this.#isFree = limits.every(({ codecs }) => codecs === undefined);
    this.#allows = (encoding) => limits.every((limit) => allowsEncoding(limit, encoding));
    this.#onNothingLeft = () => {
      for (const { extension, codecs } of limits) {
        if (codecs !== undefined) parts.journal.record({ kind: 'limit-reached', extension, limit: 'codecs' });
      }
    };
  }

  /** What a phone of this extension offers: that it wants SRTP is noted even where the offer cannot be taken. */
  readOffer(sdp: Uint8Array, extension: string): Result<PhoneAudio, 400 | 488> {
    const session = parseSdp(sdp);
    if (!session.ok) return fail(400);
    const protection = offeredProtection(session.value);
    if (protection !== undefined) this.#journal.record({ kind: 'protection-offered', extension, protection });
    const phone = audioOf(session.value);
    return phone.ok ? this.restrict(phone.value) : phone;
  }

  /** `readPhoneAudio`, restricted. */
  read(sdp: Uint8Array): Result<PhoneAudio, 400 | 488> {
    const phone = readPhoneAudio(sdp);
    return phone.ok ? this.restrict(phone.value) : phone;
  }

  /** What a phone said without what is not allowed; 488 when that was all. */
  restrict(phone: PhoneAudio): Result<PhoneAudio, 488> {
    if (this.#isFree) return ok(phone);
    const { session, audio } = phone;
    const codecs = this.allowed(audio.codecs, ({ encoding }) => encoding);
    if (codecs.length === audio.codecs.length) return ok(phone);
    if (codecs.every(({ encoding }) => isTelephoneEvent(encoding))) {
      this.#onNothingLeft();
      return fail(488);
    }
    return ok({ session, audio: { ...audio, codecs } });
  }

  /** The part of a list whose encodings are allowed. */
  allowed<T>(all: readonly T[], encodingOf: (one: T) => string): readonly T[] {
    return all.filter((one) => this.#allows(encodingOf(one)));
  }
}
