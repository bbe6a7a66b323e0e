import type { ProvisioningFormat } from '../../base/provisioning-format.ts';
import type { CallQuery, CallRecord, UsageQuery, UsageRecord } from '../../store/watch-store.ts';
import type { AddressState } from './bans.ts';
import type { ListingView } from './directory.ts';
import type { ExtensionView } from './extensions.ts';
import type { InstructionView } from './instructions.ts';
import type { Outcome } from './outcome.ts';

/** A password of one phone; the password itself was shown when it was made. */
export interface PhonePasswordView {
  readonly id: string;
  readonly name: string;
  readonly short: boolean;
  readonly createdAtMs: number;
}

export interface NewPhonePassword {
  readonly name: string;
  /** For a phone that holds no more than ten characters. */
  readonly short: boolean;
  /** Also a settings file with it, in the form of this family. */
  readonly settings?: ProvisioningFormat | undefined;
}

export interface PhonePasswordMade {
  readonly phone: PhonePasswordView;
  /** Shown this once. */
  readonly password: string;
  /** Of the settings file that was asked for: its secret, which is part of its address, and its end. */
  readonly settings: { readonly secret: string; readonly endsAtMs: number } | null;
}

/** What a suspension lets its holder know. */
export interface SuspensionNotice {
  readonly what: readonly string[];
  /** Null when it is not told, or has no end. */
  readonly untilMs: number | null;
  readonly reason: string | null;
}

/** That his call sign is shown to other members while he is in a bridge. */
export interface CompanyConsent {
  readonly textVersion: string;
  readonly agreedAtMs: number;
}

export interface MemberView {
  readonly extension: ExtensionView;
  readonly listing: ListingView;
  readonly callHistory: boolean;
  /** Null: he is counted, and no more. */
  readonly company: CompanyConsent | null;
  /** Whether he is told by mail when an address of his phones is banned. */
  readonly banMail: boolean;
  readonly phonePasswords: readonly PhonePasswordView[];
  /** Subscribers' addresses his phones are registered from: his own, and nobody else is told. */
  readonly addresses: readonly string[];
  readonly suspensions: readonly SuspensionNotice[];
}

/** What a holder may choose; what is left out stays as it is. */
export interface MemberChange {
  /** Off: no call of his is kept from now on. */
  readonly callHistory?: boolean | undefined;
  readonly banMail?: boolean | undefined;
}

/** What a phone of one's own did, or what was done to it. A code and what its words name; no address. */
export interface OwnEvent {
  /** Rises by one with every event of any extension. */
  readonly number: number;
  readonly atMs: number;
  readonly code: OwnEventCode;
  readonly values: Readonly<Record<string, string | number>>;
}

export type OwnEventCode =
  | 'phone-online'
  | 'phone-offline'
  | 'phone-silent'
  | 'phone-answers'
  | 'wrong-password'
  | 'wrong-account'
  | 'address-banned'
  | 'router-meddles'
  | 'router-fine'
  | 'limit-reached'
  | 'suspended'
  | 'logged-in-by-phone';

/** What the holder of one extension may see and do; each takes the number of his own. */
export interface MemberConsole {
  show(extension: string): Outcome<MemberView>;
  addPhonePassword(extension: string, wish: NewPhonePassword): Promise<Outcome<PhonePasswordMade>>;
  removePhonePassword(extension: string, id: string): Promise<Outcome<PhonePasswordView>>;
  /** The newest first. */
  events(extension: string, after: number): readonly OwnEvent[];
  /** Of the address that asks and of those his phones are registered from. */
  addressStates(extension: string, asking: string): readonly AddressState[];
  /** Those that mean him and are not closed, with his own progress only. */
  instructions(extension: string): readonly InstructionView[];
  /** Calls he had a part in. */
  calls(extension: string, query: Omit<CallQuery, 'extension'>): Promise<Outcome<readonly CallRecord[]>>;
  /** By hour; hours without use are left out. */
  usage(extension: string, query: UsageQuery): Promise<Outcome<readonly UsageRecord[]>>;
  /** Deletes the calls. */
  forgetCalls(extension: string): Promise<Outcome<undefined>>;
  /** `textVersion` is the text that was agreed to; null takes the consent back. It holds at once. */
  setCompany(extension: string, textVersion: string | null): Promise<Outcome<MemberView>>;
  /** What other members may see of somebody in a bridge; undefined for who did not agree. */
  callsignForMembers(extension: string): string | undefined;
  change(extension: string, wanted: MemberChange): Promise<Outcome<MemberView>>;
}
