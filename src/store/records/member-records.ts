/** What belongs to the holder of an extension, and those who want to become one. */

/** A password of one phone, beside the extension's own. The password itself is never kept. */
export interface PhonePasswordRecord {
  readonly id: string;
  readonly extension: string;
  /** As the holder calls the phone. */
  readonly name: string;
  readonly ha1Md5: string;
  readonly ha1Sha256: string;
  /** For a phone that takes no more than ten characters. */
  readonly short: number;
  readonly createdAtMs: number;
}

/** One for each holder who changed something; its id is the number. */
export interface MemberSettingsRecord {
  readonly id: string;
  readonly extension: string;
  /** 0: no call of his is kept. */
  readonly callHistory: number;
  /** 1: he is told by mail when an address of his is banned. */
  readonly banMail: number;
}

/** A holder agreed to be seen in a bridge by other members; its id is the number. */
export interface CompanyConsentRecord {
  readonly id: string;
  readonly extension: string;
  readonly textVersion: string;
  readonly agreedAtMs: number;
}

/** Somebody asks for an extension. */
export interface ApplicationRecord {
  readonly id: string;
  /** SHA-256 of what the applicant sees its state with. */
  readonly secretHash: string;
  readonly callsign: string;
  readonly name: string;
  readonly email: string;
  readonly place: string;
  readonly phone: string;
  readonly wishedNumber: string | null;
  readonly note: string;
  readonly language: string;
  /** Which text he agreed to about being listed; null: he is not to be. */
  readonly listingText: string | null;
  /** Which house rules he accepted. */
  readonly rulesVersion: string;
  readonly state: string;
  /** What an administrator asked, or why not. */
  readonly answer: string | null;
  /** The extension that was made. */
  readonly extension: string | null;
  readonly createdAtMs: number;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
}
