import type { ExtensionView } from './extensions.ts';
import type { HandoverMade } from './handovers.ts';
import type { Outcome } from './outcome.ts';

export interface NewApplication {
  readonly callsign: string;
  readonly name: string;
  readonly email: string;
  readonly place?: string | undefined;
  /** Which phone he wants to use. */
  readonly phone?: string | undefined;
  readonly wishedNumber?: string | undefined;
  readonly note?: string | undefined;
  readonly language: 'nl' | 'en';
  /** The text about being listed he agreed to; left out: he is not to be listed. */
  readonly listingText?: string | undefined;
  /** The house rules he accepted. */
  readonly rulesVersion: string;
}

export type ApplicationState = 'open' | 'asked' | 'approved' | 'refused';

export interface ApplicationView {
  readonly id: string;
  readonly callsign: string;
  readonly name: string;
  readonly email: string;
  readonly place: string;
  readonly phone: string;
  readonly wishedNumber: string | null;
  readonly note: string;
  readonly language: 'nl' | 'en';
  readonly listingText: string | null;
  readonly rulesVersion: string;
  readonly state: ApplicationState;
  readonly answer: string | null;
  readonly extension: string | null;
  readonly createdAtMs: number;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
  /** Whether the call sign has the shape of a Dutch one. */
  readonly isDutch: boolean;
  /** Extensions with the same call sign, and with the same mail address. */
  readonly sameCallsign: readonly string[];
  readonly sameEmail: readonly string[];
}

/** What the applicant sees of it. */
export interface ApplicationProgress {
  readonly state: ApplicationState;
  readonly answer: string | null;
  readonly createdAtMs: number;
}

export interface ApprovedApplication {
  readonly application: ApplicationView;
  readonly extension: ExtensionView;
  /** It went by mail, too. */
  readonly letter: HandoverMade;
}

/** From asking for an extension to having one. */
export interface ApplicationConsole {
  /** `secret` shows the applicant how it stands. Nothing tells him whether a call sign has an extension (H6). */
  apply(wish: NewApplication): Promise<Outcome<{ secret: string; progress: ApplicationProgress }>>;
  progress(secret: string): Outcome<ApplicationProgress>;
  /** Those to be decided first, the oldest first. */
  list(): readonly ApplicationView[];
  show(id: string): Outcome<ApplicationView>;
  /** Makes the extension and mails its letter. A number of one's own beats the wish. */
  approve(id: string, number?: string): Promise<Outcome<ApprovedApplication>>;
  /** Mails a question; the answer comes by mail. */
  ask(id: string, question: string): Promise<Outcome<ApplicationView>>;
  refuse(id: string, reason?: string): Promise<Outcome<ApplicationView>>;
}
