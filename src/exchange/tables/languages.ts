import type { PromptLanguage } from '../../media/prompts/prompt.ts';
import type { LanguageRecord } from '../../store/archives/language-archive.ts';

/** In which language each extension is spoken to; changed only after the store. */
export class Languages {
  /** Of the exchange: for whoever has no wish of his own. */
  readonly usual: PromptLanguage;
  readonly #byExtension = new Map<string, PromptLanguage>();

  constructor(usual: PromptLanguage, records: Iterable<LanguageRecord> = []) {
    this.usual = usual;
    for (const { extension, language } of records) this.put(extension, language);
  }

  of(extension: string): PromptLanguage {
    return this.#byExtension.get(extension) ?? this.usual;
  }

  /** Null: it has none of its own. */
  own(extension: string): PromptLanguage | null {
    return this.#byExtension.get(extension) ?? null;
  }

  put(extension: string, language: PromptLanguage | null): void {
    if (language === null) this.remove(extension);
    else this.#byExtension.set(extension, language);
  }

  remove(extension: string): void {
    this.#byExtension.delete(extension);
  }
}
