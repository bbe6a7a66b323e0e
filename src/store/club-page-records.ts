/** What a club writes on its own site: texts with their versions, and who confirmed the house rules. */

/** One published text. It is never changed; what is put right is a version of its own. */
export interface ClubPageVersionRecord {
  /** `house-rules/3` */
  readonly id: string;
  readonly page: string;
  readonly version: number;
  /** Markdown. */
  readonly nl: string;
  readonly en: string;
  /** What changed, in a line. */
  readonly changeNl: string;
  readonly changeEn: string;
  /** 1: members are asked to confirm it. */
  readonly asksConfirmation: number;
  readonly publishedAtMs: number;
  readonly publishedBy: string;
}

/** What is being written; one for each page, whose name is its id. */
export interface ClubPageDraftRecord {
  readonly id: string;
  readonly nl: string;
  readonly en: string;
  /** Another one with every save, so that who saves over another's work is stopped. */
  readonly revision: string;
  /** The version that was current when it was begun. */
  readonly basedOn: number;
  readonly savedAtMs: number;
  readonly savedBy: string;
}

/** The newest house rules that a holder said yes to; its id is his number. */
export interface RulesConfirmationRecord {
  readonly id: string;
  readonly extension: string;
  readonly version: number;
  readonly confirmedAtMs: number;
}
