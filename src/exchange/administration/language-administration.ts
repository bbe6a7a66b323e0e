import { ok } from '../../base/result.ts';
import type { PromptLanguage } from '../../media/prompts/prompt.ts';
import type { LanguageConsole, LanguageView } from '../console/languages.ts';
import type { Outcome } from '../console/outcome.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

export class LanguageAdministration implements LanguageConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  show(extension: string): Outcome<LanguageView> {
    const { extensions, languages } = this.#parts;
    if (!extensions.has(extension)) return notFound('extension', extension);
    return ok({ extension, own: languages.own(extension), effective: languages.of(extension) });
  }

  set(extension: string, language: PromptLanguage | null): Promise<Outcome<LanguageView>> {
    return this.#turnstile.pass(async () => {
      const { store, extensions, languages, audit, actor } = this.#parts;
      if (!extensions.has(extension)) return notFound('extension', extension);
      const written = await stored(store.putLanguage({ extension, language }), noConflict);
      if (!written.ok) return written;
      languages.put(extension, language);
      await audit.append({ actor, action: 'extension.language', target: extension, detail: { language } });
      return this.show(extension);
    });
  }
}
