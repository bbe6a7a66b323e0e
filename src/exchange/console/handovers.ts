import { PROVISIONING_FORMATS } from '../../base/provisioning-format.ts';
import type { Outcome } from './outcome.ts';

/** A letter to the holder, or the settings file of a family of phones. */
export const HANDOVER_PURPOSES = ['letter', ...PROVISIONING_FORMATS] as const;
export type HandoverPurpose = (typeof HANDOVER_PURPOSES)[number];

/** A handover without its secret. */
export interface HandoverView {
  readonly id: string;
  readonly extension: string;
  readonly purpose: HandoverPurpose;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly endsAtMs: number;
  readonly openedAtMs: number | null;
}

export interface HandoverMade {
  readonly handover: HandoverView;
  /** Part of its address; shown this once. */
  readonly secret: string;
  /** When a new one was made for it: phones with the old one fail at their next REGISTER. */
  readonly newPassword: string | null;
}

export interface PrintedLetter {
  readonly extension: string;
  readonly callsign: string;
  readonly name: string;
  readonly password: string;
  readonly directory: { readonly issue: number; readonly password: string } | null;
}

export interface LetterOpened extends PrintedLetter {
  readonly language: 'nl' | 'en';
}

export interface SettingsFetched {
  readonly extension: string;
  readonly callsign: string;
  /** Undefined where the digest does. */
  readonly password: string | undefined;
  readonly ha1: string;
  readonly realm: string;
}

/** Letters and settings files: the ways a password takes to its holder and into a phone. */
export interface HandoverConsole {
  /**
   * A secret address for one purpose. The password is the one given, which must be the extension's; else a new one is
   * made, but for `linphone`, which needs none.
   */
  create(
    extension: string,
    wish: {
      readonly purpose: HandoverPurpose;
      readonly password?: string | undefined;
      readonly language: 'nl' | 'en';
      /** Of a letter: its address goes by mail to the holder's address on file. */
      readonly mail?: boolean | undefined;
    },
  ): Promise<Outcome<HandoverMade>>;
  /**
   * What a letter says, for who prints it and gives it by hand: always with a new password, so phones with the old one
   * fail at their next REGISTER.
   */
  print(extension: string): Promise<Outcome<PrintedLetter>>;
  list(extension: string): Outcome<readonly HandoverView[]>;
  revoke(extension: string, id: string): Promise<Outcome<HandoverView>>;
  /** What stands behind the secret, while it works. */
  purposeOf(secret: string): Outcome<{ readonly purpose: HandoverPurpose; readonly language: 'nl' | 'en' }>;
  /** Once. */
  openLetter(secret: string): Promise<Outcome<LetterOpened>>;
  /** For the first phone that comes, as often as it likes. `device` is its hardware address; null for an app. */
  fetchSettings(secret: string, device: string | null): Promise<Outcome<SettingsFetched>>;
}
