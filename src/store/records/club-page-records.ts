/** What a club writes on its own site: texts with their versions, pages of its own, and who confirmed the house rules. */

/** One published text. It is never changed, but it may be withdrawn; what is put right is a version of its own. */
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
  /** Both null while it is not withdrawn. */
  readonly withdrawnAtMs: number | null;
  readonly withdrawnBy: string | null;
}

/** A page of the club's own. Its texts are the versions and the draft of the page `club:<id>`. */
export interface FreePageRecord {
  /** Its address below `/club/`. */
  readonly id: string;
  readonly titleNl: string;
  readonly titleEn: string;
  readonly audience: 'everyone' | 'members';
  readonly place: 'menu' | 'link';
  /** Among those that are there, from 1 on; 0 for one that was removed. */
  readonly position: number;
  readonly createdAtMs: number;
  readonly createdBy: string;
  /** Both null while it is there. */
  readonly removedAtMs: number | null;
  readonly removedBy: string | null;
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

/** House rules that a holder said yes to, whatever became of them. */
export interface RulesConfirmationRecord {
  /** `301/3` for version 3; rows of releases that kept the newest only have the number alone. */
  readonly id: string;
  readonly extension: string;
  readonly version: number;
  readonly confirmedAtMs: number;
}
