import type { Journal } from '../../base/journal.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { allowsEncoding, type EffectiveLimits } from '../../policy/extension-limits.ts';
import { isVoice, KNOWN_CODECS } from '../../sdp/encoding.ts';
import { parseSdp } from '../../sdp/parse.ts';
import { offeredProtection } from '../../sdp/protection.ts';
import { audioOf, type PhoneAudio, readPhoneAudio } from '../leg/phone-audio.ts';
import type { ExtensionLimitTable } from '../tables/extension-limit-table.ts';

interface RuleParts {
  readonly limits: ExtensionLimitTable;
  readonly journal: Journal;
}

/** The rules of one call, one for each extension in it: they hold as long as it lasts. */
export class CodecRules {
  readonly #parts: RuleParts;
  readonly #rules = new Map<string, CodecRule>();

  constructor(parts: RuleParts) {
    this.#parts = parts;
  }

  of(extension: string): CodecRule {
    const known = this.#rules.get(extension);
    if (known !== undefined) return known;
    const rule = new CodecRule(this.#parts, extension);
    this.#rules.set(extension, rule);
    return rule;
  }
}

/**
 * Which codecs the phones of one extension may talk. The others are struck out of what a phone says as soon as it is
 * read, so that nothing can choose them. Limits that change meanwhile are for the next call.
 */
export class CodecRule {
  readonly #limits: EffectiveLimits;
  readonly #extension: string;
  readonly #journal: Journal;

  constructor(parts: RuleParts, extension: string) {
    this.#journal = parts.journal;
    this.#extension = extension;
    this.#limits = parts.limits.effective(extension);
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
    if (this.#limits.codecs === undefined) return ok(phone);
    const { session, audio } = phone;
    const codecs = this.allowed(audio.codecs, ({ encoding }) => encoding);
    if (codecs.length === audio.codecs.length) return ok(phone);
    if (codecs.every(({ encoding }) => !isVoice(encoding))) {
      this.#journal.record({ kind: 'limit-reached', extension: this.#extension, limit: 'codecs' });
      return fail(488);
    }
    return ok({ session, audio: { ...audio, codecs } });
  }

  /** Of what we know, keys included. */
  get encodings(): readonly string[] {
    return this.allowed(KNOWN_CODECS, (encoding) => encoding);
  }

  /** The part of a list whose encodings are allowed. */
  allowed<T>(all: readonly T[], encodingOf: (one: T) => string): readonly T[] {
    return all.filter((one) => allowsEncoding(this.#limits, encodingOf(one)));
  }
}
